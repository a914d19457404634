import { basename, dirname, join } from 'node:path';
import pLimit, { type LimitFunction } from 'p-limit';
import type { Millis, Platform } from '../platform.ts';
import { AwakeTime } from './awake-time.ts';
import { Calm } from './calm.ts';
import { decodeEntry, encodeEntry, entryPath, formatFolder, packagePrefix } from './disk-entry.ts';
import { DiskHealth } from './disk-health.ts';
import { listPackages } from './disk-listing.ts';
import { DiskShards } from './disk-shards.ts';
import { type CacheFiles, DiskSpace, type EntryFile, errorCode, isMissing } from './disk-space.ts';
import type { DiskState, DiskStats, Removed } from './disk-types.ts';
import { HeldWrites } from './held-writes.ts';
import { makeFolder } from './make-folder.ts';
import { withinTime } from './patience.ts';
import type { StoredAnswer } from './stored-answer.ts';
import { Turns } from './turns.ts';

/** The drive of a network that is gone may say nothing for ever. */
const patienceMs: Millis = 2000;
const maxTouched = 10_000;

/**
 * Answers that survive a restart, in a folder that several processes share. It needs no index and no lock: an entry is one file that
 * appears whole and is verified when it is read, so a bad one is a miss. Never an error to its caller: what fails is said once in the log
 * and shown by `state`.
 */
export class DiskCache {
	readonly #files: CacheFiles;
	readonly #root: string;
	readonly #platform: Platform;
	readonly #space: DiskSpace;
	readonly #shards: DiskShards;
	readonly #held: HeldWrites;
	readonly #health: DiskHealth;
	readonly #awake: AwakeTime;
	readonly #reads: LimitFunction = pLimit(32);
	readonly #writes: LimitFunction = pLimit(8);
	readonly #turns = new Turns();
	readonly #pending = new Set<Promise<void>>();
	/** The latest work on each entry that is being written or removed. */
	readonly #working = new Map<string, Promise<void>>();
	/** Entries whose use was noted in this session. */
	readonly #touched = new Set<string>();
	#writeCount = 0;

	constructor(files: CacheFiles, root: string, maxBytes: () => number, platform: Platform, calm = new Calm(() => true, platform)) {
		this.#files = files;
		this.#root = root;
		this.#platform = platform;
		this.#space = new DiskSpace(files, root, maxBytes, platform);
		this.#shards = new DiskShards(() => this.#patiently(this.#orElse(() => this.#space.shards(), undefined)), platform);
		this.#held = new HeldWrites(calm);
		this.#health = new DiskHealth(root, platform);
		this.#awake = new AwakeTime(platform);
	}

	get state(): DiskState {
		return this.#health.state;
	}

	/** Undefined when there is none, or none that can be read. */
	async read(key: string, packageName: string): Promise<StoredAnswer | undefined> {
		const held = this.#held.get(key);
		if (held !== undefined) return held;
		const [format, shard, name] = entryPath(key, packageName);
		const path = join(this.#root, format, shard, name);
		if (this.#health.isSilent || (await this.#shards.lacks(shard))) return undefined;
		const text = await this.#reads(() => this.#readFile(path));
		if (text === undefined) return undefined;
		await this.#turns.take(text.length);
		const answer = decodeEntry(key, text);
		if (answer === undefined) {
			this.#platform.log('debug', 'A cache entry was damaged and is fetched again', { package: packageName });
			await this.#patiently(this.#inBackground(() => this.#space.remove(path)));
			return undefined;
		}
		this.#touch(path);
		return answer;
	}

	/** Resolves at once, unless so much waits to be written that memory could grow: then when it is written, or the disk takes too long. */
	async write(key: string, answer: StoredAnswer): Promise<void> {
		if (this.#health.isResting) return;
		const write = () => {
			const path = join(this.#root, ...entryPath(key, answer.packageName));
			return this.#inOrder(path, () => this.#writes(() => this.#writeEntry(path, key, answer)));
		};
		const written = this.#held.add(key, answer, write);
		if (written !== undefined) await withinTime(patienceMs, written, this.#awake);
	}

	async remove(key: string, packageName: string): Promise<void> {
		const path = join(this.#root, ...entryPath(key, packageName));
		this.#held.drop(key);
		const removed = this.#inOrder(path, () => this.#space.remove(path));
		await withinTime(patienceMs, removed, this.#awake);
	}

	/** Removes all of one package. */
	async forget(packageName: string): Promise<Removed> {
		const prefix = packagePrefix(packageName);
		return await this.#removeAll(async () => {
			const entries = await this.#space.listShard(prefix.slice(0, 2));
			return entries.filter(({ name }) => name.startsWith(prefix));
		});
	}

	async clear(): Promise<Removed> {
		return await this.#removeAll(() => this.#space.list());
	}

	/** Reads the folder: not for every second. Names at most `maxPackages` packages. */
	async stats(maxPackages: number): Promise<DiskStats> {
		await this.settled();
		const entries = (await this.#orElse(() => this.#space.list(), [])).toSorted((a, b) => b.usedAt - a.usedAt);
		return {
			entries: entries.length,
			bytes: entries.reduce((sum, { bytes }) => sum + bytes, 0),
			oldest: entries.at(-1)?.usedAt,
			newest: entries[0]?.usedAt,
			packages: await this.#orElse(() => listPackages(this.#files, entries, maxPackages), []),
		};
	}

	/** Writes what is held back. Resolves when all that was asked of the disk before is done. */
	async settled(): Promise<void> {
		await Promise.all([this.#held.flush(), ...this.#pending]);
	}

	async #readFile(path: string): Promise<string | undefined> {
		if (this.#health.isSilent) return undefined;
		return await this.#patiently(this.#orElse(() => this.#files.readFile(path, 'utf8'), undefined));
	}

	/** Waits for the disk, but not for ever: one that says nothing is left alone for a while. */
	async #patiently<T>(work: Promise<T>): Promise<T | undefined> {
		return await withinTime(patienceMs, work, this.#awake, () => this.#health.saidNothing());
	}

	async #writeEntry(path: string, key: string, answer: StoredAnswer): Promise<void> {
		if (this.#health.isResting) return;
		await this.#turns.take(answer.bytes);
		const content = encodeEntry(key, answer);
		await this.#space.withRoom(Buffer.byteLength(content), () => this.#put(path, content));
	}

	async #put(path: string, content: string): Promise<void> {
		try {
			await this.#replace(path, content);
		} catch (error) {
			if (!isMissing(error)) throw error;
			// The folders are not there yet, or somebody removed them.
			for (const folder of [dirname(path), join(this.#root, formatFolder, 'tmp')])
				await makeFolder(folder, (missing) => this.#files.mkdir(missing));
			await this.#replace(path, content);
		}
		this.#health.worked();
	}

	/** Nobody ever sees half of it. */
	async #replace(path: string, content: string): Promise<void> {
		this.#writeCount++;
		const unique = `${process.pid}-${this.#writeCount}-${Math.floor(this.#platform.random() * 2 ** 48).toString(36)}`;
		const temporary = join(this.#root, formatFolder, 'tmp', unique);
		let moved = false;
		try {
			await this.#files.writeFile(temporary, content, { flag: 'wx' });
			await this.#files.rename(temporary, path);
			this.#shards.made(basename(dirname(path)));
			moved = true;
		} finally {
			if (!moved) await this.#space.remove(temporary).catch(() => undefined); // The first error is the one to tell.
		}
	}

	async #removeAll(list: () => Promise<readonly EntryFile[]>): Promise<Removed> {
		await this.settled();
		let entries = 0;
		let bytes = 0;
		const remove = async (entry: EntryFile) => {
			if (!(await this.#space.remove(entry.path))) return;
			entries++;
			bytes += entry.bytes;
		};
		await this.#inBackground(async () => {
			for (const entry of await list()) await remove(entry).catch((error: unknown) => this.#health.failed(error));
			this.#space.forgetWhatWasSeen();
		});
		return { entries, bytes };
	}

	/** Once a session for each entry: what follows comes from memory. */
	#touch(path: string): void {
		if (this.#touched.has(path)) return;
		if (this.#touched.size >= maxTouched) this.#touched.clear();
		this.#touched.add(path);
		const now = this.#platform.now() / 1000;
		const note = this.#files.utimes(path, now, now).catch((error: unknown) => {
			this.#platform.log('debug', 'The use of a cache entry could not be noted', { code: errorCode(error) });
		});
		this.#track(note);
	}

	async #orElse<T>(work: () => Promise<T>, otherwise: T): Promise<T> {
		try {
			return await work();
		} catch (error) {
			if (!isMissing(error)) this.#health.failed(error);
			return otherwise;
		}
	}

	/** An older answer that is still being written must not end up on top of a newer one, or of its removal. */
	#inOrder(path: string, work: () => Promise<unknown>): Promise<void> {
		const before = this.#working.get(path);
		const done: Promise<void> = this.#inBackground(async () => {
			await before;
			await work();
		}).finally(() => {
			if (this.#working.get(path) === done) this.#working.delete(path);
		});
		this.#working.set(path, done);
		return done;
	}

	/** Resolves when the work has ended, however it did. */
	#inBackground(work: () => Promise<unknown>): Promise<void> {
		const done = work().then(
			() => undefined,
			(error: unknown) => this.#health.failed(error),
		);
		this.#track(done);
		return done;
	}

	/** `done` never rejects. */
	#track(done: Promise<void>): void {
		const ended: Promise<void> = done.finally(() => this.#pending.delete(ended));
		this.#pending.add(ended);
	}
}
