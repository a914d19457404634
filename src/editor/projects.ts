import * as vscode from 'vscode';
import { type AutoDocsError, ProjectParseError, toAutoDocsError } from '../core/errors.ts';
import type { Logger } from '../core/platform.ts';
import { isGone } from '../core/project/files.ts';
import { Followers } from '../core/project/followers.ts';
import type { Environments } from '../core/project/installed/environments.ts';
import { completeProject, type LoadedProject, loadProject, SharedFiles } from '../core/project/load-project.ts';
import { lockKindOf } from '../core/project/locks/lock-file.ts';
import { parsePyproject } from '../core/project/pyproject.ts';
import { passedOn } from '../core/project/workspace-roots.ts';
import { LineIndex } from '../core/span.ts';
import { filesOf, uriBeside } from './files.ts';
import { isOf, type ProjectFile, unreadableFile } from './project-file.ts';
import { isPyproject, ProjectPlaces } from './project-places.ts';
import { debounceMs, ProjectWatch, type WatchEvents } from './project-watch.ts';
import { insideWorkspace, PythonEnvironments } from './python-environments.ts';

/** Knows every pyproject.toml of the workspace, and those that are open besides. Open buffers win over the disk. */
export class Projects implements vscode.Disposable {
	readonly #files = new Map<string, ProjectFile>();
	/** All by their URIs. */
	readonly #followers = new Followers();
	readonly #environments = new PythonEnvironments();
	#shared = new SharedFiles(this.#environments.places());
	/** Of other file systems, where nothing is installed. */
	readonly #sharedElsewhere = new SharedFiles();
	readonly #unread = new Map<string, vscode.Uri>();
	/** Those that are read anew though their own text is as it was: a file that they follow has changed. */
	readonly #outdated = new Set<string>();
	/** The latest read of each file that is under way. */
	readonly #reading = new Map<string, symbol>();
	readonly #changed = new vscode.EventEmitter<ProjectFile>();
	readonly #removed = new vscode.EventEmitter<vscode.Uri>();
	readonly #ready = new vscode.EventEmitter<void>();
	readonly #places = new ProjectPlaces();
	readonly #log: Logger;
	readonly #disposables: vscode.Disposable[] = [this.#environments, this.#places, this.#changed, this.#removed, this.#ready];
	#watch: ProjectWatch | undefined;
	#timer: NodeJS.Timeout | undefined;
	#disposed = false;
	#isReady = false;

	readonly onDidChange = this.#changed.event;
	readonly onDidRemove = this.#removed.event;
	/** What was there at the start has been read. */
	readonly onDidGetReady = this.#ready.event;

	constructor(log: Logger) {
		this.#log = log;
	}

	/** Whether what was there at the start has been read. */
	get isReady(): boolean {
		return this.#isReady;
	}

	all(): readonly ProjectFile[] {
		return [...this.#files.values()];
	}

	/** Those on disk in the workspace, whether read yet or not. */
	async find(): Promise<readonly vscode.Uri[]> {
		return await this.#places.find();
	}

	get(uri: vscode.Uri): ProjectFile | undefined {
		return this.#files.get(uri.toString());
	}

	/** Begins to watch, and reads what is there. */
	async start(): Promise<void> {
		if (this.#disposed) return;
		const events: WatchEvents = {
			touched: (uri, afterMs) => this.#touch(uri, afterMs),
			gone: (uri) => this.#touchAllIn(uri),
			came: (uris) => this.#readTogether(uris),
			// What was not found is read too: it may have come while the search was under way, and if it is gone, reading says so.
			found: (uris) => this.#readTogether([...this.all().map(({ uri }) => uri), ...uris]),
			isKnown: (uri) => this.get(uri) !== undefined,
		};
		this.#watch = new ProjectWatch(this.#places, events, this.#log);
		this.#disposables.push(
			this.#watch,
			this.#environments.onDidChange(() => this.#readAllAnew()),
			vscode.window.onDidChangeWindowState(({ focused }) => {
				// Never rejects: what cannot be read is not there.
				if (focused) void this.lookAtEnvironments();
			}),
		);
		await this.#watch.start();
		this.#isReady = true;
		this.#ready.fire();
	}

	/** An open pyproject at the document's present version, read now if need be; undefined for other documents. */
	async current(document: vscode.TextDocument): Promise<ProjectFile | undefined> {
		if (!this.#places.has(document.uri)) return undefined;
		const known = this.get(document.uri);
		if (!isOf(known, document)) await this.#read(document.uri);
		return this.get(document.uri);
	}

	/** A project with what belongs to it, as it is now. */
	async load(uri: vscode.Uri): Promise<LoadedProject> {
		return await loadProject(uri.fsPath, filesOf(uri), this.#sharedBy(uri));
	}

	/** Those of the projects on this machine. */
	get environments(): Environments {
		return this.#shared.environments;
	}

	/** Reads the projects anew in whose environments something was installed: outside of the workspace nobody tells of it. */
	async lookAtEnvironments(): Promise<void> {
		this.#environments.listen();
		for (const site of await this.#shared.environments.changed()) this.#touchFollowers(vscode.Uri.file(site));
	}

	dispose(): void {
		this.#disposed = true;
		clearTimeout(this.#timer);
		for (const disposable of this.#disposables.splice(0)) disposable.dispose();
	}

	/** With those that are open. */
	async #readTogether(uris: readonly vscode.Uri[]): Promise<void> {
		const open = vscode.workspace.textDocuments.map(({ uri }) => uri).filter((uri) => this.#places.has(uri));
		const all = new Map([...uris, ...open].map((uri) => [uri.toString(), uri]));
		// The root of a workspace is read before its members, so that they need not be read again.
		for (const [key, uri] of [...all].sort(([, a], [, b]) => a.path.length - b.path.length)) this.#unread.set(key, uri);
		await this.#readAll();
	}

	#sharedBy({ scheme }: vscode.Uri): SharedFiles {
		return scheme === 'file' ? this.#shared : this.#sharedElsewhere;
	}

	/** Other environments may count, and other folders may be read. */
	#readAllAnew(): void {
		this.#shared = new SharedFiles(this.#environments.places());
		for (const { uri } of this.all()) {
			this.#outdated.add(uri.toString());
			this.#readSoon(uri, debounceMs);
		}
	}

	#touch(uri: vscode.Uri, afterMs = debounceMs): void {
		if (isPyproject(uri)) {
			this.#readSoon(uri, afterMs);
			return;
		}
		this.#touchFollowers(uri, afterMs);
		// A lock with a name counts, or has company, where one without would be looked for.
		if (lockKindOf(uri.path) === 'pylock') this.#touchFollowers(vscode.Uri.joinPath(uri, '../pylock.toml'), afterMs);
		// Who follows a folder follows what comes and goes in it.
		this.#touchFollowers(vscode.Uri.joinPath(uri, '..'), afterMs);
	}

	#touchAllIn(uri: vscode.Uri): void {
		this.#touch(uri);
		for (const file of this.all()) if (file.uri.path.startsWith(`${uri.path}/`)) this.#touch(file.uri);
	}

	#touchFollowers(uri: vscode.Uri, afterMs = debounceMs): void {
		for (const pyproject of this.#followers.of(uri.toString())) {
			this.#outdated.add(pyproject);
			this.#readSoon(vscode.Uri.parse(pyproject), afterMs);
		}
	}

	#readSoon(pyproject: vscode.Uri, afterMs: number): void {
		if (this.#disposed) return;
		this.#unread.set(pyproject.toString(), pyproject);
		clearTimeout(this.#timer);
		// Never rejects: what cannot be read is logged and shown.
		this.#timer = setTimeout(() => void this.#readAll(), afterMs);
	}

	async #readAll(): Promise<void> {
		const uris = [...this.#unread.values()];
		this.#unread.clear();
		for (const uri of uris) await this.#read(uri);
	}

	/** The document's version is noted before the text is read: an edit in between makes the file unread again. */
	async #read(uri: vscode.Uri): Promise<void> {
		if (this.#disposed) return;
		if (!this.#places.has(uri)) {
			this.#remove(uri);
			return;
		}
		const key = uri.toString();
		const document = vscode.workspace.textDocuments.find((candidate) => candidate.uri.toString() === key);
		const documentVersion = document?.version;
		const before = this.get(uri);
		if (!this.#outdated.delete(key) && document !== undefined && isOf(before, document)) return;
		const turn = Symbol(key);
		this.#reading.set(key, turn);
		try {
			const files = filesOf(uri);
			const text = await files.readText(uri.fsPath);
			const { parsed, texts, followed } = await completeProject(parsePyproject(text, uri.fsPath), text, files, this.#sharedBy(uri));
			// A read that began later sees what is newer.
			if (this.#disposed || this.#reading.get(key) !== turn) return;
			const lines = new Map([...texts].map(([path, content]) => [path, new LineIndex(content)]));
			const good = parsed.project === undefined ? before?.good : { text, parsed };
			// A file that does not parse names nothing: what it named while it did is still followed.
			if (good?.parsed === parsed) this.#followers.follow(key, keysBeside(uri, followed));
			// A member is read anew when its root passes on something else, not at each key that is typed there.
			if (passedOn(good?.parsed.project) !== passedOn(before?.good?.parsed.project)) this.#touchFollowers(uri);
			const file: ProjectFile = { uri, text, documentVersion, parsed, texts, lines, good };
			this.#files.set(uri.toString(), file);
			this.#changed.fire(file);
			await this.#watchEnvironments();
		} catch (thrown) {
			if (this.#reading.get(key) === turn) this.#giveUp(uri, toAutoDocsError(thrown));
		} finally {
			if (this.#reading.get(key) === turn) this.#reading.delete(key);
		}
	}

	async #watchEnvironments(): Promise<void> {
		const sites = new Set(this.all().flatMap(({ good }) => good?.parsed.project?.environment?.sites ?? []));
		this.#watch?.follow(await insideWorkspace([...sites]));
	}

	/** A file that is gone is no project any more; one that cannot be read stays, and says why. */
	#giveUp(uri: vscode.Uri, error: AutoDocsError): void {
		this.#log(isGone(error) ? 'debug' : 'warn', error.message);
		if (isGone(error) || !(error instanceof ProjectParseError)) {
			this.#remove(uri);
			return;
		}
		const file = unreadableFile(uri, error);
		this.#files.set(uri.toString(), file);
		this.#changed.fire(file);
	}

	#remove(uri: vscode.Uri): void {
		this.#watch?.forget(uri);
		this.#followers.leave(uri.toString());
		this.#reading.delete(uri.toString());
		if (!this.#files.delete(uri.toString())) return;
		this.#removed.fire(uri);
		this.#touchFollowers(uri);
	}
}

function keysBeside(project: vscode.Uri, paths: readonly string[]): readonly string[] {
	return paths.map((path) => uriBeside(project, path).toString());
}
