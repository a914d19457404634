import { setMaxListeners } from 'node:events';
import { type AutoDocsError, toAutoDocsError } from '../errors.ts';
import type { Answer, Priority, RequestOptions } from '../network/request.ts';
import type { Millis, Platform } from '../platform.ts';
import { inTurns } from './in-turns.ts';
import { Owned } from './owned.ts';
import type { PackageIndex, ProjectReleases } from './package-index.ts';
import { RetryRounds } from './retry-rounds.ts';
import { slowStart } from './slow-start.ts';

interface Answered {
	readonly state: 'answered';
	readonly answer: Answer<ProjectReleases>;
}

/** What is known of a project at the index. */
export type Known =
	| { readonly state: 'pending' }
	| Answered
	| { readonly state: 'failed'; readonly error: AutoDocsError; readonly retryAt: Millis | undefined };

/** How it stands with all names. */
export interface LookupSummary {
	/** How many names there are, and how many of them have no answer yet, failed, or are shown from an older answer. */
	readonly counts: { readonly total: number; readonly pending: number; readonly failed: number; readonly stale: number };
	/** When the newest of the older answers that are shown was fetched; undefined when none is. */
	readonly newestStale: Millis | undefined;
	/** Why one of those that failed or are shown from an older answer has no newer one; undefined when none is. */
	readonly trouble: AutoDocsError | undefined;
}

/** An operation under way. */
interface Running {
	/** When what is known of the package is what this operation, or one that took its place, brought. */
	readonly done: Promise<void>;
	/** Whether it asks the index itself, past the caches. */
	readonly isRefresh: boolean;
}

interface Entry {
	known: Known;
	running: Running | undefined;
	/** When the latest operation ended, wall clock. */
	endedAt: Millis;
}

/** An answer older than this is asked again when its owner is looked at (the client's caches decide whether that costs a request). */
const revalidateAfterMs = 10 * 60_000;

const pending: Known = { state: 'pending' };

/**
 * Keeps what is known of each package that some owner (an open project) requires. What nobody owns is dropped, so it is bounded by what
 * is being worked on. Failures that may pass are asked again by one timer, at the time that `retryAt` tells.
 */
export class Lookups {
	readonly #entries = new Owned<Entry>((entry) => this.#underWay.delete(entry));
	readonly #underWay = new Set<Entry>();
	readonly #listeners = new Set<(names: readonly string[]) => void>();
	readonly #closing = new AbortController();
	readonly #index: PackageIndex;
	readonly #platform: Platform;
	readonly #rounds: RetryRounds;
	/** What is being asked again, slowly: the latest wish counts. */
	#asking = new AbortController();

	constructor(index: PackageIndex, platform: Platform) {
		this.#index = index;
		this.#platform = platform;
		// Never rejects: what fails again is kept as what is known.
		this.#rounds = new RetryRounds(platform, () => void this.retryFailed({ priority: 'background' }));
		// Every operation under way listens: thousands are no leak.
		setMaxListeners(0, this.#closing.signal);
	}

	/** Undefined for a name that no owner asked for. */
	known(name: string): Known | undefined {
		return this.#entries.get(name)?.known;
	}

	/** The page that a person can open for a project. */
	projectPage(name: string): string {
		return this.#index.projectPage(name);
	}

	/** How it stands with all names. */
	summary(): LookupSummary {
		const counts = { total: 0, pending: 0, failed: 0, stale: 0 };
		let newestStale: Millis | undefined;
		let trouble: AutoDocsError | undefined;
		for (const [, { known }] of this.#entries) {
			counts.total++;
			if (known.state === 'pending') counts.pending++;
			const error = troubleOf(known);
			if (error === undefined) continue;
			trouble ??= error;
			if (known.state !== 'answered') counts.failed++;
			else {
				counts.stale++;
				newestStale = Math.max(newestStale ?? 0, known.answer.fetchedAt);
			}
		}
		return { counts, newestStale, trouble };
	}

	/** Whether anything is being asked just now, be it for the first time or again. */
	get isBusy(): boolean {
		return this.#underWay.size > 0;
	}

	/** Says which names' knowledge changed. */
	onDidChange(listener: (names: readonly string[]) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	/** Declares what `owner` needs (PEP 503 names) and asks for what is not known yet or may have changed. Resolves when all of it is in. */
	async track(owner: string, names: ReadonlySet<string>, priority: Priority): Promise<void> {
		this.#entries.own(owner, names);
		const entries = [...names].map((name) => [name, this.#entries.obtain(name, () => this.#unasked(name))] as const);
		await inTurns(entries, async ([name, entry]) => {
			if (this.#entries.get(name) !== entry) return;
			if (entry.running === undefined && this.#isDue(entry)) this.#ask(name, entry, { priority });
			await entry.running?.done;
		});
	}

	/** Forgets what `owner` needed. */
	release(owner: string): void {
		this.#entries.release(owner);
	}

	/** Asks again for every name that failed or is stale, slowly at first. Resolves when all of it is in, or somebody else asks anew. */
	async retryFailed(options: Pick<RequestOptions, 'priority'> = {}): Promise<void> {
		this.#beginAnew();
		const { signal } = this.#asking;
		const names = [...this.#entries].flatMap(([name, { known }]) => (troubleOf(known) === undefined ? [] : [name]));
		const begin = async (name: string) => {
			const entry = this.#entries.get(name);
			if (entry !== undefined && troubleOf(entry.known) !== undefined) await this.#running(name, entry, options);
		};
		try {
			await slowStart(names, begin, this.#platform, signal);
		} catch (thrown) {
			if (!signal.aborted) throw thrown;
		}
	}

	/** Asks the index anew for everything, past the caches. Resolves when all of it is in. */
	async refresh(): Promise<void> {
		this.#beginAnew();
		await inTurns([...this.#entries], async ([name, entry]) => {
			if (this.#entries.get(name) === entry) await this.#running(name, entry, { refresh: true });
		});
	}

	/** Asks the index anew for one name, past the caches. False when no owner needs it. */
	async refreshOnly(name: string): Promise<boolean> {
		const entry = this.#entries.get(name);
		if (entry === undefined) return false;
		await this.#running(name, entry, { refresh: true });
		return true;
	}

	/** The network may be back: asks again for what failed, unless that was done a moment ago. */
	networkMayBeBack(): void {
		this.#rounds.hint();
	}

	/** Stops asking. Nothing is told to listeners any more. */
	close(): void {
		this.#listeners.clear();
		this.#closing.abort();
		this.#beginAnew();
		this.#entries.clear();
		this.#underWay.clear();
	}

	/** As it is before it is asked for: what memory has needs no wait. */
	#unasked(name: string): Entry {
		const answer = this.#index.peekReleases(name);
		return { known: answer === undefined ? pending : { state: 'answered', answer }, running: undefined, endedAt: 0 };
	}

	#isDue({ known, endedAt }: Entry): boolean {
		if (known.state === 'pending') return true;
		// Other failures have a timer of their own; an unknown package may have been published.
		if (known.state === 'failed' && known.error.code !== 'package_not_found') return false;
		const age = this.#platform.now() - (known.state === 'answered' ? known.answer.fetchedAt : endedAt);
		// A clock that was set back makes every answer from the future old.
		return age < 0 || age > revalidateAfterMs;
	}

	/** Whatever was to be asked later is not asked by itself any more. */
	#beginAnew(): void {
		this.#rounds.cancel();
		this.#asking.abort('asked anew');
		this.#asking = new AbortController();
	}

	/** The operation under way, or a new one: a refresh takes the place of what may be answered from a cache. */
	async #running(name: string, entry: Entry, options: RequestOptions): Promise<void> {
		if (entry.running === undefined || (options.refresh === true && !entry.running.isRefresh)) this.#ask(name, entry, options);
		await entry.running?.done;
	}

	#ask(name: string, entry: Entry, options: RequestOptions): void {
		const asked = this.#index.releases(name, { ...options, signal: this.#closing.signal }).then(
			(answer): Answered => ({ state: 'answered', answer }),
			(thrown: unknown) => toAutoDocsError(thrown),
		);
		const done = asked.then((outcome) => {
			// Who waits for this one waits for the one in its place.
			if (entry.running !== running) return entry.running?.done;
			entry.running = undefined;
			this.#underWay.delete(entry);
			this.#settle(name, entry, outcome instanceof Error ? this.#failed(outcome) : outcome);
			return undefined;
		});
		const running: Running = { done, isRefresh: options.refresh === true };
		entry.running = running;
		this.#underWay.add(entry);
	}

	#failed(error: AutoDocsError): Known {
		const isTriedAgain = passesByItself(error) && !this.#closing.signal.aborted;
		return { state: 'failed', error, retryAt: isTriedAgain ? this.#rounds.failed(error) : undefined };
	}

	#settle(name: string, entry: Entry, known: Known): void {
		if (this.#closing.signal.aborted) return;
		entry.known = known;
		entry.endedAt = this.#platform.now();
		if (known.state === 'answered') {
			if (known.answer.staleBecause === undefined) this.#rounds.succeeded();
			else if (passesByItself(known.answer.staleBecause)) this.#rounds.failed(known.answer.staleBecause);
		}
		// An entry that was released meanwhile is nobody's news.
		if (this.#entries.get(name) === entry) for (const listener of this.#listeners) listener([name]);
	}
}

/** Why a name has no answer, or no newer one; undefined when it has one, or does not exist. */
function troubleOf(known: Known): AutoDocsError | undefined {
	if (known.state === 'answered') return known.answer.staleBecause;
	return known.state === 'failed' && known.error.code !== 'package_not_found' ? known.error : undefined;
}

/** Offline mode ends when the person ends it. */
function passesByItself(error: AutoDocsError): boolean {
	return error.retryable && error.code !== 'cancelled' && error.details['offline'] !== true;
}
