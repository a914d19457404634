import * as vscode from 'vscode';
import type { FindingCode } from '../core/findings/finding.ts';

const scheme = 'autodocs';

/** What a page is made from, by the first part of its path. */
export interface PageSources {
	/** The Markdown of `docs/<path>.md`, shipped with the extension. */
	readonly help: (path: string) => Promise<string>;
	/** `version`: '' for the latest. `above`: from the page's folder to that of all packages. */
	readonly package: (name: string, version: string, above: string) => Promise<string>;
}

/** `autodocs:` documents: read-only Markdown, made when it is opened, shown in VS Code's own preview. */
export class Pages implements vscode.TextDocumentContentProvider, vscode.Disposable {
	readonly #sources: PageSources;
	readonly #changed = new vscode.EventEmitter<vscode.Uri>();
	readonly #registration: vscode.Disposable;

	readonly onDidChange = this.#changed.event;

	constructor(sources: PageSources) {
		this.#sources = sources;
		this.#registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);
	}

	provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
		const steps = uri.path.replace(/^\//, '').replace(/\.md$/, '').split('/');
		const [kind, first = '', second = ''] = steps;
		if (kind === 'package') return this.#sources.package(first, second, '../'.repeat(Math.max(0, steps.length - 2)));
		return this.#sources.help(steps.join('/'));
	}

	/** Makes the page anew, and shows it rendered. */
	async open(uri: vscode.Uri): Promise<void> {
		this.#changed.fire(uri);
		await vscode.commands.executeCommand('markdown.showPreview', uri);
	}

	dispose(): void {
		this.#registration.dispose();
		this.#changed.dispose();
	}
}

/** Opened by the code of a Problem; it needs no network. */
export function findingPage(code: FindingCode): vscode.Uri {
	return helpPage(`findings/${code}.md`);
}

/** A page of the docs that come with the extension, by its path below `docs`; behind `#` a heading of it. */
export function helpPage(path: string): vscode.Uri {
	const [file = '', fragment = ''] = path.split('#', 2);
	return vscode.Uri.from({ scheme, path: `/${file}`, fragment });
}

/** Without a version that of the latest. */
export function packagePage(name: string, version: string | undefined): vscode.Uri {
	return vscode.Uri.from({ scheme, path: `/package/${version === undefined ? `${name}.md` : pathOf(name, version)}` });
}

/** From the page of one release to that of another; `above` as {@link PageSources} has it. */
export function packageLink(name: string, version: string, above: string): string {
	return above + pathOf(name, version);
}

/** The last part is what a tab shows. */
function pathOf(name: string, version: string): string {
	return `${name}/${version}/${name} ${version}.md`;
}
