import { dirname, join } from 'node:path';
import pLimit, { type LimitFunction } from 'p-limit';
import type { Millis, Platform } from '../platform.ts';
import { decodeEntry, encodeEntry, entryPath, formatFolder, packagePrefix } from './disk-entry.ts';
import { type CachedPackage, listPackages } from './disk-listing.ts';
import { type CacheFiles, DiskSpace, type EntryFile, errorCode, isMissing } from './disk-space.ts';
import type { StoredAnswer } from './stored-answer.ts';
import { Turns } from './turns.ts';

/** Whether the folder can be used. While it cannot, answers are kept in memory only. */
export type DiskState =
	| { readonly state: 'ok' }
	| {
			readonly state: 'degraded' /** The system's name of the error. */;
			readonly reason: string /** Wall clock. */;
			readonly since: Millis;
	  };

export interface Removed {
	readonly entries: number;
	readonly bytes: number;
}

export interface DiskStats {
	readonly entries: number;
	readonly bytes: number;
	/** Wall clock, ms since the epoch: when an entry was last used. */
	readonly oldest: Millis | undefined;
	readonly newest: Millis | undefined;
	/** Those used last, at most so many as were asked for. */
	readonly packages: readonly CachedPackage[];
}

/** After a failed write, the folder is left alone for so long. */
const restMs: Millis = 60_000;
/** By {@link StoredAnswer.bytes}: answers of more than this do not wait in memory to be written. */
const maxWaitingBytes = 32_000_000;
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
	readonly #calm: () => Promise<void>;
	readonly #reads: LimitFunction = pLimit(32);
	readonly #writes: LimitFunction = pLimit(8);
	readonly #turns = new Turns();
	readonly #pending = new Set<Promise<void>>();
	/** The latest write of each entry that is being written. */
	readonly #writing = new Map<string, Promise<void>>();
	/** Entries whose use was noted in this session. */
	readonly #touched = new Set<string>();
	#state: DiskState = { state: 'ok' };
	#restUntil: Millis = Number.NEGATIVE_INFINITY;
	#writeCount = 0;
	#waitingBytes = 0;

	/** Writing begins when `calm` resolves. */
	constructor(files: CacheFiles, root: string, maxBytes: () => number, platform: Platform, calm = () => Promise.resolve()) {
		this.#files = files;
		this.#root = root;
		this.#platform = platform;
		this.#space = new DiskSpace(files, root, maxBytes, platform);
		this.#calm = calm;
	}

	get state(): DiskState {
		return this.#state;
	}

	/** Undefined when there is none, or none that can be read. */
	async read(key: string, packageName: string): Promise<StoredAnswer | undefined> {
		const [path, text] = await this.#reads(() => this.#readFile(key, packageName));
		if (text === undefined) return undefined;
		await this.#turns.take(text.length);
		const answer = decodeEntry(key, text);
		if (answer === undefined) {
			this.#platform.log('debug', 'A cache entry was damaged and is fetched again', { package: packageName });
			await this.#inBackground(() => this.#space.remove(path));
			return undefined;
		}
		this.#touch(path);
		return answer;
	}

	/** Resolves at once, unless so much waits to be written that memory could grow: then when it is written. */
	async write(key: string, answer: StoredAnswer): Promise<void> {
		if (this.#platform.monotonic() < this.#restUntil) return;
		const path = join(this.#root, ...entryPath(key, answer.packageName));
		const before = this.#writing.get(path);
		this.#waitingBytes += answer.bytes;
		const isMuch = this.#waitingBytes > maxWaitingBytes;
		const written: Promise<void> = this.#inBackground(async () => {
			try {
				// An older answer that is still being written must not end up on top.
				await before;
				if (!isMuch) await this.#calm();
				await this.#writes(() => this.#writeEntry(path, key, answer));
			} finally {
				this.#waitingBytes -= answer.bytes;
				if (this.#writing.get(path) === written) this.#writing.delete(path);
			}
		});
		this.#writing.set(path, written);
		if (isMuch) await written;
	}

	async remove(key: string, packageName: string): Promise<void> {
		const path = join(this.#root, ...entryPath(key, packageName));
		await this.#writing.get(path);
		await this.#inBackground(() => this.#space.remove(path));
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

	/** Resolves when nothing is being written any more. */
	async settled(): Promise<void> {
		while (this.#pending.size > 0) await Promise.all(this.#pending);
	}

	async #readFile(key: string, packageName: string): Promise<readonly [path: string, text: string | undefined]> {
		const path = join(this.#root, ...entryPath(key, packageName));
		return [path, await this.#orElse(() => this.#files.readFile(path, 'utf8'), undefined)];
	}

	async #writeEntry(path: string, key: string, answer: StoredAnswer): Promise<void> {
		if (this.#platform.monotonic() < this.#restUntil) return;
		await this.#turns.take(answer.bytes);
		const content = encodeEntry(key, answer);
		if (!(await this.#space.makeRoom(Buffer.byteLength(content)))) return;
		try {
			await this.#replace(path, content);
		} catch (error) {
			if (!isMissing(error)) throw error;
			// The folders are not there yet, or somebody removed them.
			await this.#files.mkdir(dirname(path), { recursive: true });
			await this.#files.mkdir(join(this.#root, formatFolder, 'tmp'), { recursive: true });
			await this.#replace(path, content);
		}
		this.#recover();
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
			moved = true;
		} finally {
			if (!moved) await this.#space.remove(temporary).catch(() => undefined); // The first error is the one to tell.
		}
	}

	async #removeAll(list: () => Promise<readonly EntryFile[]>): Promise<Removed> {
		await this.settled();
		let entries = 0;
		let bytes = 0;
		const removeEach = async () => {
			for (const entry of await list()) {
				if (!(await this.#space.remove(entry.path))) continue;
				entries++;
				bytes += entry.bytes;
			}
			this.#space.forgetWhatWasSeen();
		};
		await this.#inBackground(removeEach);
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
			if (!isMissing(error)) this.#degrade(error);
			return otherwise;
		}
	}

	/** Resolves when the work has ended, however it did. */
	#inBackground(work: () => Promise<unknown>): Promise<void> {
		const done = work().then(
			() => undefined,
			(error: unknown) => this.#degrade(error),
		);
		this.#track(done);
		return done;
	}

	/** `done` never rejects. */
	#track(done: Promise<void>): void {
		const ended: Promise<void> = done.finally(() => this.#pending.delete(ended));
		this.#pending.add(ended);
	}

	#degrade(error: unknown): void {
		const reason = errorCode(error) ?? 'unknown';
		this.#restUntil = this.#platform.monotonic() + restMs;
		if (this.#state.state === 'degraded') return;
		this.#state = { state: 'degraded', reason, since: this.#platform.now() };
		this.#platform.log('warn', 'The cache folder cannot be used: answers are kept in memory only', { folder: this.#root, code: reason });
	}

	#recover(): void {
		if (this.#state.state === 'ok') return;
		this.#state = { state: 'ok' };
		this.#platform.log('info', 'The cache folder can be used again', { folder: this.#root });
	}
}
