import { setMaxListeners } from 'node:events';
import { type AutoDocsError, CircuitOpenError, RateLimitedError, toAutoDocsError } from '../errors.ts';
import type { Answer, Priority, RequestOptions } from '../network/request.ts';
import type { Millis, Platform } from '../platform.ts';
import type { PackageIndex, ProjectReleases } from './package-index.ts';

/** What is known of a project at the index. */
export type Known =
	| { readonly state: 'pending' }
	| { readonly state: 'answered'; readonly answer: Answer<ProjectReleases> }
	| { readonly state: 'failed'; readonly error: AutoDocsError; readonly retryAt: Millis | undefined };

interface Entry {
	known: Known;
	/** The operation under way, if any. */
	running: Promise<void> | undefined;
}

/** An answer older than this is asked again when its owner is looked at (the client's caches decide whether that costs a request). */
const revalidateAfterMs = 10 * 60_000;
const firstRetryMs = 30_000;
const lastRetryMs = 5 * 60_000;

const pending: Known = { state: 'pending' };

/**
 * Keeps what is known of each package that some owner (an open project) requires. What nobody owns is dropped, so it is bounded by what
 * is being worked on. Failures that may pass are asked again by one timer, at the time that `retryAt` tells.
 */
export class Lookups {
	readonly #entries = new Map<string, Entry>();
	readonly #owners = new Map<string, ReadonlySet<string>>();
	readonly #listeners = new Set<(names: readonly string[]) => void>();
	readonly #closing = new AbortController();
	readonly #index: PackageIndex;
	readonly #platform: Platform;
	#retry: { readonly at: Millis; readonly timer: AbortController } | undefined;
	#failedRounds = 0;

	constructor(index: PackageIndex, platform: Platform) {
		this.#index = index;
		this.#platform = platform;
		// Every operation under way listens: thousands are no leak.
		setMaxListeners(0, this.#closing.signal);
	}

	/** Undefined for a name that no owner asked for. */
	known(name: string): Known | undefined {
		return this.#entries.get(name)?.known;
	}

	/** How many names have no answer yet, failed, or are shown from an older answer. */
	counts(): { readonly total: number; readonly pending: number; readonly failed: number; readonly stale: number } {
		const counts = { total: 0, pending: 0, failed: 0, stale: 0 };
		for (const { known } of this.#entries.values()) {
			counts.total++;
			if (known.state === 'pending') counts.pending++;
			else if (known.state === 'failed' && known.error.code !== 'package_not_found') counts.failed++;
			else if (known.state === 'answered' && known.answer.staleBecause !== undefined) counts.stale++;
		}
		return counts;
	}

	/** Whether anything is being asked just now, be it for the first time or again. */
	get isBusy(): boolean {
		return [...this.#entries.values()].some(({ running }) => running !== undefined);
	}

	/** Says which names' knowledge changed. */
	onDidChange(listener: (names: readonly string[]) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	/** Declares what `owner` needs (PEP 503 names) and asks for what is not known yet or may have changed. Resolves when all of it is in. */
	async track(owner: string, names: ReadonlySet<string>, priority: Priority): Promise<void> {
		this.#own(owner, names);
		const asked = [...names].flatMap((name) => {
			const entry = this.#entry(name);
			if (entry.running === undefined && this.#isDue(entry.known)) this.#ask(name, entry, { priority });
			return entry.running === undefined ? [] : [entry.running];
		});
		await Promise.all(asked);
	}

	/** Forgets what `owner` needed. */
	release(owner: string): void {
		this.#own(owner, new Set());
		this.#owners.delete(owner);
	}

	/** Asks again for every name that failed or is stale. Resolves when all of it is in. */
	async retryFailed(options: Pick<RequestOptions, 'priority' | 'refresh'> = {}): Promise<void> {
		this.#cancelRetry();
		await this.#askAgain((known) => isTroubled(known), options);
	}

	/** Asks the index anew for everything, past the caches. Resolves when all of it is in. */
	async refresh(): Promise<void> {
		this.#cancelRetry();
		await this.#askAgain(() => true, { refresh: true });
	}

	/** Stops asking. Nothing is told to listeners any more. */
	close(): void {
		this.#listeners.clear();
		this.#closing.abort();
		this.#cancelRetry();
		this.#entries.clear();
		this.#owners.clear();
	}

	#own(owner: string, names: ReadonlySet<string>): void {
		this.#owners.set(owner, names);
		const needed = new Set([...this.#owners.values()].flatMap((set) => [...set]));
		for (const name of this.#entries.keys()) if (!needed.has(name)) this.#entries.delete(name);
	}

	#entry(name: string): Entry {
		const present = this.#entries.get(name);
		if (present !== undefined) return present;
		const inMemory = this.#index.peekReleases(name);
		const entry: Entry = { known: inMemory === undefined ? pending : { state: 'answered', answer: inMemory }, running: undefined };
		this.#entries.set(name, entry);
		return entry;
	}

	#isDue(known: Known): boolean {
		if (known.state === 'pending') return true;
		if (known.state === 'failed') return false;
		const age = this.#platform.now() - known.answer.fetchedAt;
		// A clock that was set back makes every answer from the future old.
		return age < 0 || age > revalidateAfterMs;
	}

	async #askAgain(wanted: (known: Known) => boolean, options: RequestOptions): Promise<void> {
		const asked = [...this.#entries].flatMap(([name, entry]) => {
			if (entry.running === undefined && wanted(entry.known)) this.#ask(name, entry, options);
			return entry.running === undefined ? [] : [entry.running];
		});
		await Promise.all(asked);
	}

	#ask(name: string, entry: Entry, options: RequestOptions): void {
		entry.running = this.#index
			.releases(name, { ...options, signal: this.#closing.signal })
			.then(
				(answer) => this.#settle(name, entry, { state: 'answered', answer }),
				(thrown: unknown) => this.#fail(name, entry, toAutoDocsError(thrown)),
			)
			.finally(() => {
				entry.running = undefined;
			});
	}

	#fail(name: string, entry: Entry, error: AutoDocsError): void {
		if (this.#closing.signal.aborted) return;
		const retryAt = passesByItself(error) ? this.#scheduleRetry(error) : undefined;
		this.#settle(name, entry, { state: 'failed', error, retryAt });
	}

	#settle(name: string, entry: Entry, known: Known): void {
		if (this.#closing.signal.aborted) return;
		entry.known = known;
		if (known.state === 'answered') {
			if (known.answer.staleBecause === undefined) this.#failedRounds = 0;
			else if (passesByItself(known.answer.staleBecause)) this.#scheduleRetry(known.answer.staleBecause);
		}
		// An entry that was released meanwhile is nobody's news.
		if (this.#entries.get(name) === entry) for (const listener of this.#listeners) listener([name]);
	}

	/** One timer for all failures. The first failure of a round sets it; returns the wall clock time at which it ends. */
	#scheduleRetry(error: AutoDocsError): Millis {
		if (this.#retry !== undefined) return this.#retry.at;
		const asked = error instanceof CircuitOpenError || error instanceof RateLimitedError ? (error.retryAfterMs ?? 0) : 0;
		const wait = Math.max(asked, Math.min(lastRetryMs, firstRetryMs * 2 ** this.#failedRounds));
		const timer = new AbortController();
		this.#retry = { at: this.#platform.now() + wait, timer };
		this.#failedRounds++;
		this.#platform.sleep(wait, timer.signal).then(
			() => {
				this.#retry = undefined;
				return this.#askAgain(isTroubled, { priority: 'background' });
			},
			() => undefined, // Cancelled: whoever cancelled asks himself, or the engine closes.
		);
		return this.#retry.at;
	}

	#cancelRetry(): void {
		this.#retry?.timer.abort();
		this.#retry = undefined;
	}
}

function isTroubled(known: Known): boolean {
	if (known.state === 'failed') return known.error.code !== 'package_not_found';
	return known.state === 'answered' && known.answer.staleBecause !== undefined;
}

/** Offline mode ends when the person ends it. */
function passesByItself(error: AutoDocsError): boolean {
	return error.retryable && error.code !== 'cancelled' && error.details['offline'] !== true;
}
