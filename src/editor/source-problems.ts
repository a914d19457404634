import * as vscode from 'vscode';
import { toAutoDocsError } from '../core/errors.ts';
import { isForDevelopment, mostSources, ownModules } from '../core/imports/first-party.ts';
import type { Logger } from '../core/platform.ts';
import { fileOf, notebookOf } from './files.ts';
import type { ProjectFile } from './project-file.ts';
import type { Session } from './session.ts';

/** ms after the last key. */
const debounceMs = 500;

const installing = /^[ \t]*[%!][ \t]*(?:pip3?|conda|mamba|uv)\b/m;

const foreign = '**/{.*,node_modules,site-packages,venv,__pycache__}/**';

/** Shows what is found in the Python sources that are open. */
export class SourceProblems implements vscode.Disposable {
	readonly #session: Session;
	readonly #log: Logger;
	readonly #disposables: readonly vscode.Disposable[];
	/** Names of modules that may be the workspace's own; undefined while that is not known, or has changed. */
	#own: Promise<ReadonlySet<string> | undefined> | undefined;
	#timer: NodeJS.Timeout | undefined;

	constructor(session: Session, log: Logger) {
		this.#session = session;
		this.#log = log;
		const sources = vscode.workspace.createFileSystemWatcher('**/*.py', false, true, false);
		const soon = () => this.#soon();
		const changeOwn = () => {
			this.#own = undefined;
			soon();
		};
		this.#disposables = [
			sources,
			sources.onDidCreate(changeOwn),
			sources.onDidDelete(changeOwn),
			vscode.workspace.onDidChangeWorkspaceFolders(changeOwn),
			vscode.workspace.onDidChangeConfiguration((event) => {
				if (event.affectsConfiguration('autodocs')) soon();
			}),
			vscode.workspace.onDidOpenTextDocument(soon),
			vscode.workspace.onDidChangeTextDocument(({ document }) => {
				if (isSource(document)) soon();
			}),
			vscode.workspace.onDidCloseTextDocument((document) => {
				session.showSource(document, []);
			}),
			session.projects.onDidChange(soon),
			session.projects.onDidRemove(soon),
		];
	}

	dispose(): void {
		clearTimeout(this.#timer);
		for (const disposable of this.#disposables) disposable.dispose();
	}

	#soon(): void {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => {
			this.#checkAll().catch((thrown: unknown) => this.#log('error', toAutoDocsError(thrown).message));
		}, debounceMs);
	}

	async #checkAll(): Promise<void> {
		for (const document of vscode.workspace.textDocuments.filter(isSource)) await this.#check(document);
	}

	async #check(document: vscode.TextDocument): Promise<void> {
		const { engine, sources } = this.#session;
		const file = sources.projectFileOf(document.uri);
		// A pyproject that is being typed is asked when it can be read again.
		const project = file?.text === file?.good?.text ? file?.good?.parsed.project : undefined;
		const { version } = document;
		const notebook = notebookOf(document.uri);
		if (file === undefined || project === undefined || isForDevelopment(pathIn(file, document)) || (notebook && installsItself(notebook))) {
			this.#session.showSource(document, []);
			return;
		}
		const owners = await sources.ownersIn(project);
		const own = await this.#ownModules();
		if (document.isClosed || document.version !== version) return;
		const context = {
			project,
			pyproject: file.text,
			imports: sources.imports(document),
			owners,
			isOwn: (top: string) => own === undefined || own.has(top) || (notebook !== undefined && top === 'IPython'),
		};
		this.#session.showSource(document, engine.checker.checkSource(context, document.uri.fsPath));
	}

	/** In a workspace with too many sources nobody knows. */
	#ownModules(): Promise<ReadonlySet<string> | undefined> {
		this.#own ??= findOwnModules();
		return this.#own;
	}
}

async function findOwnModules(): Promise<ReadonlySet<string> | undefined> {
	const found = await vscode.workspace.findFiles('**/*.py', foreign, mostSources + 1);
	return found.length > mostSources ? undefined : ownModules(found.map((uri) => vscode.workspace.asRelativePath(uri)));
}

/** A notebook may bring what it imports by its own commands. */
function installsItself(notebook: vscode.NotebookDocument): boolean {
	return notebook.getCells().some(({ document }) => installing.test(document.getText()));
}

function isSource({ languageId, uri }: vscode.TextDocument): boolean {
	return languageId === 'python' && /\.(?:py|ipynb)$/.test(uri.path) && vscode.workspace.getWorkspaceFolder(fileOf(uri)) !== undefined;
}

function pathIn({ uri }: ProjectFile, document: vscode.TextDocument): string {
	return document.uri.path.slice(vscode.Uri.joinPath(uri, '..').path.length + 1);
}
