import * as vscode from 'vscode';
import { isSkippedFolder, skippedFolders } from '../core/project/skipped-folders.ts';

const mostProjects = 2000;

/** Which projects are looked after: those of the workspace, but for what is skipped or hidden there, and those that are open. */
export class ProjectPlaces implements vscode.Disposable {
	/** What `files.exclude` hides, by workspace folder. */
	readonly #hidden = new Map<string, readonly vscode.RelativePattern[]>();
	readonly #changed = new vscode.EventEmitter<void>();
	readonly #disposables: readonly vscode.Disposable[];

	/** Other projects are to be looked after than before. */
	readonly onDidChange = this.#changed.event;

	constructor() {
		const change = () => {
			this.#hidden.clear();
			this.#changed.fire();
		};
		this.#disposables = [
			this.#changed,
			vscode.workspace.onDidChangeWorkspaceFolders(change),
			vscode.workspace.onDidChangeConfiguration((event) => {
				if (event.affectsConfiguration('files.exclude')) change();
			}),
		];
	}

	/** Those of the workspace. VS Code leaves out what `files.exclude` hides. */
	async find(): Promise<readonly vscode.Uri[]> {
		return await vscode.workspace.findFiles('**/pyproject.toml', `**/{.*,${skippedFolders.join(',')}}/**`, mostProjects);
	}

	/** Where most workspaces have theirs: in the folders that they consist of. */
	tops(): readonly vscode.Uri[] {
		return (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => vscode.Uri.joinPath(uri, 'pyproject.toml'));
	}

	/** Whether there is a project at `uri` that is looked after, if there is a file. */
	has(uri: vscode.Uri): boolean {
		if (!isPyproject(uri)) return false;
		return isOpen(uri) ? isOnDisk(uri) : this.#isInWorkspace(uri);
	}

	dispose(): void {
		for (const disposable of this.#disposables) disposable.dispose();
	}

	#isInWorkspace(uri: vscode.Uri): boolean {
		const folder = vscode.workspace.getWorkspaceFolder(uri);
		return folder !== undefined && !isSkipped(uri) && !this.#isHidden(folder, uri);
	}

	/** What is hidden hides all that is below it. */
	#isHidden(folder: vscode.WorkspaceFolder, uri: vscode.Uri): boolean {
		const patterns = this.#hiddenIn(folder);
		const steps = stepsTo(folder, uri);
		return steps.some((_, i) => {
			const place = vscode.Uri.joinPath(folder.uri, ...steps.slice(0, i + 1));
			return patterns.some((pattern) => matches(pattern, place));
		});
	}

	#hiddenIn(folder: vscode.WorkspaceFolder): readonly vscode.RelativePattern[] {
		const key = folder.uri.toString();
		const known = this.#hidden.get(key);
		if (known !== undefined) return known;
		const globs = vscode.workspace.getConfiguration('files', folder).get<Readonly<Record<string, unknown>>>('exclude') ?? {};
		const hidden = Object.keys(globs).filter((glob) => globs[glob] === true);
		const patterns = hidden.map((glob) => new vscode.RelativePattern(folder, glob));
		this.#hidden.set(key, patterns);
		return patterns;
	}
}

export function isPyproject(uri: vscode.Uri): boolean {
	return uri.path.endsWith('/pyproject.toml');
}

/** Whether a folder of the workspace, or one above it there, is one in which no projects are looked for. */
export function isSkipped(uri: vscode.Uri): boolean {
	const folder = vscode.workspace.getWorkspaceFolder(uri);
	return folder !== undefined && stepsTo(folder, uri).some(isSkippedFolder);
}

/** The names on the way from the top of a workspace folder. */
function stepsTo({ uri: top }: vscode.WorkspaceFolder, { path }: vscode.Uri): readonly string[] {
	return path
		.slice(top.path.length)
		.split('/')
		.filter((step) => step !== '');
}

function isOpen(uri: vscode.Uri): boolean {
	const key = uri.toString();
	return vscode.workspace.textDocuments.some((document) => document.uri.toString() === key);
}

/** What version control, a diff or a history shows under the same name is no file. */
function isOnDisk({ scheme }: vscode.Uri): boolean {
	return scheme === 'file' || vscode.workspace.workspaceFolders?.some(({ uri }) => uri.scheme === scheme) === true;
}

/** By VS Code's own rules, which it applies to documents: of one it looks at no more than this. */
function matches(pattern: vscode.RelativePattern, uri: vscode.Uri): boolean {
	return vscode.languages.match({ pattern }, { uri, languageId: '' } as vscode.TextDocument) > 0;
}
