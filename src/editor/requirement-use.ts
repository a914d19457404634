import * as vscode from 'vscode';
import { toAutoDocsError } from '../core/errors.ts';
import { mostSources } from '../core/imports/first-party.ts';
import { UnusedDistributions } from '../core/imports/unused-distributions.ts';
import type { Logger } from '../core/platform.ts';
import type { Project } from '../core/project/model.ts';
import type { ProjectFile } from './project-file.ts';
import type { Projects } from './projects.ts';

/** ms after the last change: it takes reading all sources. */
const debounceMs = 2000;
/** Bytes. Of a project with a longer text nobody knows all. */
const longestText = 5_000_000;

/** Where packages are named: sources, and what sets up what runs them. */
const texts = '**/{*.py,*.pyi,*.pyx,*.ipynb,*.cfg,*.ini,*.yaml,*.yml,*.json,*.html,*.sh,Dockerfile*,Procfile}';
const sources = /\.(?:py|pyx|ipynb)$/;
const foreign = '**/{.*,node_modules,site-packages,venv,__pycache__}/**';

/** Looks through the sources of each project for what it requires, while somebody wants to know. */
export class RequirementUse implements vscode.Disposable {
	readonly #projects: Projects;
	readonly #log: Logger;
	/** By the project's URI. */
	readonly #unused = new Map<string, ReadonlySet<string>>();
	readonly #awaiting = new Map<string, vscode.Uri>();
	readonly #changed = new vscode.EventEmitter<vscode.Uri>();
	#listening: vscode.Disposable | undefined;
	#timer: NodeJS.Timeout | undefined;
	#looking = Promise.resolve();

	/** What is known of the project of this pyproject.toml. */
	readonly onDidChange = this.#changed.event;

	constructor(projects: Projects, log: Logger) {
		this.#projects = projects;
		this.#log = log;
	}

	/** Begins to look, or forgets all. */
	enable(isWanted: boolean): void {
		if (isWanted === (this.#listening !== undefined)) return;
		this.#listening?.dispose();
		this.#listening = isWanted ? this.#listen() : undefined;
		if (isWanted) for (const { uri } of this.#projects.all()) this.#soon(uri);
		else this.#forgetAll();
	}

	/** The names (PEP 503 form) of what a project requires and nowhere uses; undefined while that is not known. */
	unusedIn(project: vscode.Uri): ReadonlySet<string> | undefined {
		return this.#unused.get(project.toString());
	}

	dispose(): void {
		this.#listening?.dispose();
		this.#listening = undefined;
		this.#forgetAll();
		this.#changed.dispose();
	}

	#listen(): vscode.Disposable {
		const watcher = vscode.workspace.createFileSystemWatcher(texts);
		const touched = (uri: vscode.Uri) => {
			for (const file of this.#projects.all()) if (uri.path.startsWith(folderOf(file.uri).path)) this.#soon(file.uri);
		};
		return vscode.Disposable.from(
			watcher,
			...[watcher.onDidChange(touched), watcher.onDidCreate(touched), watcher.onDidDelete(touched)],
			// VS Code's watcher misses what happens in a folder that was made together with the one above it.
			vscode.workspace.onDidSaveTextDocument(({ uri }) => touched(uri)),
			vscode.workspace.onDidSaveNotebookDocument(({ uri }) => touched(uri)),
			this.#projects.onDidChange(({ uri }) => this.#soon(uri)),
			this.#projects.onDidRemove((uri) => this.#unused.delete(uri.toString())),
		);
	}

	#forgetAll(): void {
		clearTimeout(this.#timer);
		this.#awaiting.clear();
		this.#unused.clear();
	}

	#soon(project: vscode.Uri): void {
		this.#awaiting.set(project.toString(), project);
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => {
			const due = [...this.#awaiting.values()];
			this.#awaiting.clear();
			this.#looking = this.#looking
				.then(() => this.#lookAt(due))
				.catch((thrown: unknown) => this.#log('error', toAutoDocsError(thrown).message));
		}, debounceMs);
	}

	async #lookAt(projects: readonly vscode.Uri[]): Promise<void> {
		for (const uri of projects) {
			const file = this.#projects.get(uri);
			const unused = file === undefined || this.#listening === undefined ? undefined : await this.#look(file);
			if (this.#listening === undefined) return;
			const before = this.unusedIn(uri);
			if (unused === undefined) this.#unused.delete(uri.toString());
			else this.#unused.set(uri.toString(), unused);
			if ([...(before ?? [])].join() !== [...(unused ?? [])].join()) this.#changed.fire(uri);
		}
	}

	/** Undefined where not all can be read, or there is no source at all. */
	async #look({ uri, good }: ProjectFile): Promise<ReadonlySet<string> | undefined> {
		const project = good?.parsed.project;
		const search = project && (await this.#searchFor(project));
		if (search === undefined) return undefined;
		const found = await vscode.workspace.findFiles(new vscode.RelativePattern(folderOf(uri), texts), foreign, mostSources + 1);
		if (found.length > mostSources || !found.some(({ path }) => sources.test(path))) return undefined;
		for (const text of found) {
			if (search.names.size === 0 || this.#listening === undefined) break;
			const bytes = await vscode.workspace.fs.readFile(text).then(undefined, () => undefined);
			if (bytes === undefined || bytes.length > longestText) return undefined;
			search.take(new TextDecoder().decode(bytes), /\.pyi?$/.test(text.path));
		}
		return search.names;
	}

	async #searchFor(project: Project): Promise<UnusedDistributions | undefined> {
		if (project.environment === undefined) return undefined;
		const judged = await this.#projects.environments.judgedForUse(project);
		return judged.size === 0
			? undefined
			: new UnusedDistributions(judged, await this.#projects.environments.modulesOf(project.environment));
	}
}

function folderOf(project: vscode.Uri): vscode.Uri {
	return vscode.Uri.joinPath(project, '../');
}
