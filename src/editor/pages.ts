import * as vscode from 'vscode';
import type { FindingCode } from '../core/findings/finding.ts';

const scheme = 'autodocs';

/** What a page is made from, by the first part of its path. */
export interface PageSources {
	/** The Markdown of `docs/findings/<code>.md`, shipped with the extension. */
	readonly finding: (code: string) => Promise<string>;
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
		if (kind === 'findings') return this.#sources.finding(first);
		if (kind === 'package') return this.#sources.package(first, second, '../'.repeat(Math.max(0, steps.length - 2)));
		return Promise.resolve(`There is no AutoDocs page “${kind}”.`);
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
	return vscode.Uri.from({ scheme, path: `/findings/${code}.md` });
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
