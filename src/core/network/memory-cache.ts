import { LRUCache } from 'lru-cache';
import type { AutoDocsError } from '../errors.ts';
import type { Millis, Platform } from '../platform.ts';
import type { StoredAnswer } from './stored-answer.ts';

/** By {@link StoredAnswer.bytes}: of a project page, about a quarter is kept. */
const maxBytes = 64 * 1024 * 1024;
/** How long a 404 is believed. */
const absentForMs: Millis = 10 * 60_000;
const maxAbsent = 5000;

interface Kept {
	readonly stored: StoredAnswer;
	readonly staleBecause: AutoDocsError | undefined;
}

/** Answers of this session, bounded by bytes, the least recently used going first; and what the index said it does not have. */
export class MemoryCache {
	readonly #platform: Platform;
	readonly #answers = new LRUCache<string, Kept>({ maxSize: maxBytes, sizeCalculation: ({ stored }) => stored.bytes + 200 });
	/** When each 404 is forgotten, on the monotonic clock. */
	readonly #absent = new LRUCache<string, Millis>({ max: maxAbsent });

	constructor(platform: Platform) {
		this.#platform = platform;
	}

	get(key: string): Kept | undefined {
		return this.#answers.get(key);
	}

	/** `staleBecause`: why the origin could not vouch for it anew. */
	set(key: string, stored: StoredAnswer, staleBecause?: AutoDocsError): void {
		this.#absent.delete(key);
		this.#answers.set(key, { stored, staleBecause });
	}

	/** The index does not have it: what was kept of it goes. */
	setAbsent(key: string): void {
		this.#answers.delete(key);
		this.#absent.set(key, this.#platform.monotonic() + absentForMs);
	}

	isAbsent(key: string): boolean {
		return (this.#absent.get(key) ?? Number.NEGATIVE_INFINITY) > this.#platform.monotonic();
	}

	/** Asks again for what the index did not have. */
	forgetAbsent(key: string): void {
		this.#absent.delete(key);
	}

	/** Drops all of one package. 404s are dropped altogether: they do not say of which package they are. */
	forget(packageName: string): void {
		for (const [key, { stored }] of this.#answers.entries()) if (stored.packageName === packageName) this.#answers.delete(key);
		this.#absent.clear();
	}

	clear(): void {
		this.#answers.clear();
		this.#absent.clear();
	}

	size(): { readonly entries: number; readonly bytes: number } {
		return { entries: this.#answers.size, bytes: this.#answers.calculatedSize };
	}
}
