import * as vscode from 'vscode';
import { toAutoDocsError } from '../core/errors.ts';
import type { Logger } from '../core/platform.ts';
import { FolderWatch } from './folder-watch.ts';
import { isSkipped, type ProjectPlaces } from './project-places.ts';
import { isTyping } from './typing.ts';

/** ms after the last of a burst of events: a branch switch, or a word typed, becomes one pass. */
export const debounceMs = 100;

/** So many newcomers are looked at one by one; more are reason enough to search. */
const mostNewcomers = 100;

/** Gets what happens. A file may have come, changed or gone. */
export interface WatchEvents {
	/** `afterMs`: until it is read, unless more happens; nobody waits for what was opened or pasted. */
	touched(file: vscode.Uri, afterMs?: number): void;
	/** A file, or a folder with all that was below it. */
	gone(uri: vscode.Uri): void;
	/** Projects that are, or may be, there. Resolves when they are read, and those that are open. */
	came(projects: readonly vscode.Uri[]): Promise<void>;
	/** All projects that a search found: those that were known before may be gone. Resolves when all of them are read. */
	found(projects: readonly vscode.Uri[]): Promise<void>;
	isKnown(project: vscode.Uri): boolean;
}

/** Follows what happens to the files of the workspace, and searches for projects when some may have come. */
export class ProjectWatch implements vscode.Disposable {
	readonly #places: ProjectPlaces;
	readonly #events: WatchEvents;
	readonly #log: Logger;
	readonly #newFolders: FolderWatch;
	/** In which packages are installed: VS Code may be told not to watch there. */
	readonly #sites: FolderWatch;
	#followed: ReadonlyMap<string, vscode.Uri> = new Map();
	readonly #disposables: vscode.Disposable[];
	/** Each may be a folder with projects in it. */
	#newcomers: vscode.Uri[] = [];
	#isSearchDue = false;
	#timer: NodeJS.Timeout | undefined;
	#disposed = false;

	constructor(places: ProjectPlaces, events: WatchEvents, log: Logger) {
		this.#places = places;
		this.#events = events;
		this.#log = log;
		this.#newFolders = new FolderWatch((uri) => events.touched(uri), log);
		this.#sites = new FolderWatch((uri) => events.touched(uri), log);
		// Any file may be one that a project follows, and a folder that comes or goes is one event, not one for each file in it.
		const files = vscode.workspace.createFileSystemWatcher('**');
		this.#disposables = [
			this.#newFolders,
			this.#sites,
			files,
			files.onDidChange((uri) => events.touched(uri)),
			files.onDidCreate((uri) => this.#came(uri)),
			files.onDidDelete((uri) => events.gone(uri)),
			vscode.workspace.onDidOpenTextDocument(({ uri }) => events.touched(uri, 0)),
			vscode.workspace.onDidCloseTextDocument(({ uri }) => events.touched(uri)),
			vscode.workspace.onDidChangeTextDocument((event) => this.#edited(event)),
			places.onDidChange(() => this.#searchSoon()),
		];
	}

	/** Searches for the first time. Those at the top of the workspace are read meanwhile. What was there before is watched by VS Code well enough. */
	async start(): Promise<void> {
		const [found] = await Promise.all([this.#places.find(), this.#events.came(this.#places.tops())]);
		await this.#events.came(found.filter((uri) => !this.#events.isKnown(uri)));
	}

	/** The project there is gone. */
	forget(project: vscode.Uri): void {
		this.#newFolders.remove(vscode.Uri.joinPath(project, '..'));
	}

	/** From now on what comes and goes in these folders is told, and in no others of before. */
	follow(folders: readonly vscode.Uri[]): void {
		if (this.#disposed) return;
		const wanted = new Map(folders.map((folder) => [folder.toString(), folder]));
		for (const [key, folder] of this.#followed) if (!wanted.has(key)) this.#sites.remove(folder);
		for (const folder of folders) this.#sites.add(folder);
		this.#followed = wanted;
	}

	dispose(): void {
		this.#disposed = true;
		clearTimeout(this.#timer);
		for (const disposable of this.#disposables) disposable.dispose();
	}

	/** An event without a change of the text says that the document was saved or is to be: nothing to read. */
	#edited(event: vscode.TextDocumentChangeEvent): void {
		if (event.contentChanges.length > 0) this.#events.touched(event.document.uri, isTyping(event.contentChanges) ? undefined : 0);
	}

	#came(uri: vscode.Uri): void {
		this.#events.touched(uri);
		if (isSkipped(uri)) return;
		this.#newcomers.push(uri);
		this.#lookSoon();
	}

	#searchSoon(): void {
		this.#isSearchDue = true;
		this.#lookSoon();
	}

	#lookSoon(): void {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => {
			this.#look().catch((thrown: unknown) => this.#log('error', toAutoDocsError(thrown).message));
		}, debounceMs);
	}

	/** Searches when that is due, or a folder is among the newcomers. */
	async #look(): Promise<void> {
		const newcomers = this.#newcomers;
		const isDue = this.#isSearchDue || newcomers.length > mostNewcomers;
		this.#newcomers = [];
		this.#isSearchDue = false;
		if (isDue || (await Promise.all(newcomers.map(isFolder))).includes(true)) await this.#search();
	}

	async #search(): Promise<void> {
		const found = await this.#places.find();
		if (this.#disposed) return;
		for (const uri of found) if (!this.#events.isKnown(uri)) this.#newFolders.add(vscode.Uri.joinPath(uri, '..'));
		await this.#events.found(found);
	}
}

/** What is gone again is none. */
async function isFolder(uri: vscode.Uri): Promise<boolean> {
	try {
		return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.Directory) !== 0;
	} catch {
		return false;
	}
}
