import type * as fs from 'node:fs/promises';
import { join } from 'node:path';
import pLimit, { type LimitFunction } from 'p-limit';
import type { Platform } from '../platform.ts';
import { formatFolder } from './disk-entry.ts';

/** What the cache needs of the file system; `node:fs/promises` has it. */
export type CacheFiles = Pick<typeof fs, 'mkdir' | 'open' | 'readdir' | 'readFile' | 'rename' | 'stat' | 'unlink' | 'utimes' | 'writeFile'>;

/** A file of the cache. */
export interface EntryFile {
	readonly path: string;
	readonly name: string;
	readonly bytes: number;
	/** Wall clock, ms since the epoch. */
	readonly usedAt: number;
}

/** Nobody writes a temporary file for longer. */
const abandonedAfterMs = 10 * 60_000;
/** How full the folder may be after old entries went. */
const roomAfterEviction = 0.9;
/** So many processes may fill the folder at once without overfilling it by more than a few per cent. */
const processes = 16;
const smallestShare = 0.002;

/** Keeps the folder within its bound, whoever writes to it: by looking at it again before what is unknown could matter. */
export class DiskSpace {
	readonly #files: CacheFiles;
	readonly #root: string;
	readonly #maxBytes: () => number;
	readonly #platform: Platform;
	readonly #look: LimitFunction = pLimit(16);
	/** Bytes at the last look; undefined before the first. */
	#seen: number | undefined;
	#writtenSince = 0;
	/** Bytes for which room was made and that are not in the folder yet. */
	#underWay = 0;
	#turn: Promise<void> = Promise.resolve();

	constructor(files: CacheFiles, root: string, maxBytes: () => number, platform: Platform) {
		this.#files = files;
		this.#root = root;
		this.#maxBytes = maxBytes;
		this.#platform = platform;
	}

	/** Frees what `bytes` more need, and calls `write`. Does nothing when they are too many for this cache altogether. */
	async withRoom(bytes: number, write: () => Promise<void>): Promise<void> {
		if (bytes > this.#maxBytes() / 4) return;
		const turn = this.#turn.then(() => this.#makeRoom(bytes));
		this.#turn = turn.catch(() => undefined); // Its own caller is told.
		await turn;
		try {
			await write();
		} finally {
			this.#underWay -= bytes;
		}
	}

	/** All entries. Files that vanish meanwhile are left out. */
	async list(): Promise<readonly EntryFile[]> {
		const shards = await this.shards();
		const lists = await Promise.all(shards.filter((name) => /^[0-9a-f]{2}$/.test(name)).map((name) => this.listShard(name)));
		return lists.flat();
	}

	/** The names of the folders that entries are in; there may be others beside them. */
	async shards(): Promise<readonly string[]> {
		return await this.#names(join(this.#root, formatFolder));
	}

	async listShard(shard: string): Promise<readonly EntryFile[]> {
		return await this.#listFolder(join(this.#root, formatFolder, shard));
	}

	/** False when another process was quicker. */
	async remove(path: string): Promise<boolean> {
		try {
			await this.#files.unlink(path);
			return true;
		} catch (error) {
			if (isMissing(error)) return false;
			throw error;
		}
	}

	/** The next write looks at the folder again. */
	forgetWhatWasSeen(): void {
		this.#seen = undefined;
	}

	async #makeRoom(bytes: number): Promise<void> {
		const max = this.#maxBytes();
		const share = Math.max(max * smallestShare, (max - (this.#seen ?? 0)) / processes);
		if (this.#seen === undefined || this.#writtenSince + bytes > share) await this.#lookAndEvict(max, bytes);
		this.#writtenSince += bytes;
		this.#underWay += bytes;
	}

	async #lookAndEvict(max: number, bytes: number): Promise<void> {
		await this.#removeAbandoned();
		// Noted first: what gets there while the folder is looked at counts twice rather than not at all.
		const underWay = this.#underWay;
		const entries = await this.list();
		let total = entries.reduce((sum, entry) => sum + entry.bytes, underWay);
		if (total + bytes > max) {
			let refusal: unknown;
			for (const entry of entries.toSorted((a, b) => a.usedAt - b.usedAt)) {
				if (total + bytes <= max * roomAfterEviction) break;
				const refused = await failureOf(this.remove(entry.path));
				if (refused === undefined) total -= entry.bytes;
				refusal ??= refused;
			}
			// What this user may not remove, such as the files of another, is in nobody's way as long as others make room.
			if (refusal !== undefined && total + bytes > max) throw refusal;
		}
		this.#seen = total;
		this.#writtenSince = 0;
	}

	/** Temporary files of processes that were killed. */
	async #removeAbandoned(): Promise<void> {
		const now = this.#platform.now();
		for (const file of await this.#listFolder(join(this.#root, formatFolder, 'tmp'))) {
			if (now - file.usedAt > abandonedAfterMs) await failureOf(this.remove(file.path)); // Another user's stay: they are in nobody's way.
		}
	}

	async #listFolder(folder: string): Promise<readonly EntryFile[]> {
		const names = await this.#look(() => this.#names(folder));
		const files = await Promise.all(names.map((name) => this.#look(() => this.#stat(join(folder, name), name))));
		return files.filter((file) => file !== undefined);
	}

	async #names(folder: string): Promise<readonly string[]> {
		try {
			return await this.#files.readdir(folder);
		} catch (error) {
			if (isMissing(error)) return [];
			throw error;
		}
	}

	async #stat(path: string, name: string): Promise<EntryFile | undefined> {
		try {
			const { size, mtimeMs } = await this.#files.stat(path);
			return { path, name, bytes: size, usedAt: mtimeMs };
		} catch (error) {
			if (isMissing(error)) return undefined;
			throw error;
		}
	}
}

async function failureOf(work: Promise<unknown>): Promise<unknown> {
	return await work.then(
		() => undefined,
		(error: unknown) => error,
	);
}

export function isMissing(error: unknown): boolean {
	return errorCode(error) === 'ENOENT';
}

/** The system's name of the error, such as `EACCES`. */
export function errorCode(error: unknown): string | undefined {
	const code = error instanceof Error ? (error as { code?: unknown }).code : undefined;
	return typeof code === 'string' ? code : undefined;
}
