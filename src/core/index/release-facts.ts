import { setMaxListeners } from 'node:events';
import { toAutoDocsError } from '../errors.ts';
import type { Answer, Priority, RequestOptions } from '../network/request.ts';
import type { Millis, Platform } from '../platform.ts';
import { Owned } from './owned.ts';
import type { PackageIndex, ReleaseMetadata, Vulnerability } from './package-index.ts';
import { QuietQueue } from './quiet-queue.ts';

/** One release: the name of its project in PEP 503 form, its version normalised. */
export interface ReleaseId {
	readonly name: string;
	readonly version: string;
}

/** What rules judge of a release beside what lists it. */
export interface Facts {
	/** As metadata have it; undefined where nobody asked for it. */
	readonly licence: string | null | undefined;
	/** Those that are known of; null where the index does not tell. */
	readonly vulnerabilities: readonly Vulnerability[] | null;
}

export interface FactsOptions {
	readonly priority: Priority;
	/** Reads the metadata whole, so that the docs are at hand when somebody looks. */
	readonly docs?: boolean;
	readonly licence?: boolean;
	/** All are asked for at once, as far as the client lets them. */
	readonly isWaitedFor?: boolean;
}

interface Entry extends ReleaseId {
	facts: Facts | undefined;
	wantsDocs: boolean;
	hasDocs: boolean;
	wantsLicence: boolean;
	/** The index itself is asked, past the caches. */
	isRefresh: boolean;
	failed: boolean;
	/** When it was looked at, wall clock, and for how long that is enough. */
	lookedAt: Millis;
	goodFor: Millis;
	looking: Promise<void> | undefined;
}

/** How long what was learnt is as good as new. */
const goodForMs: Millis = 60 * 60_000;
/** When what failed is asked again, if nothing says sooner that it may succeed. */
const failedForMs: Millis = 5 * 60_000;
/** A hint that the network is back is not followed more often: it may come with every second answer of an index that half works. */
const hintEveryMs: Millis = 30_000;
/** Looked at at once, where nobody waits. */
const atOnce = 5;

/**
 * Keeps the facts of each release that some owner (an open project) uses, looked up in the background and again after an hour when their owner
 * is looked at. What nobody owns is dropped, so it is bounded by what is being worked on. A failure is nothing here: what is known stays.
 */
export class ReleaseFacts {
	readonly #entries = new Owned<Entry>((entry) => this.#waiting.delete(entry));
	readonly #listeners = new Set<(names: readonly string[]) => void>();
	/** Those whose docs somebody may look at go first. */
	readonly #waiting = new QuietQueue<Entry>(atOnce, (entry) => entry.looking ?? this.#look(entry, 'background'));
	readonly #closing = new AbortController();
	readonly #index: PackageIndex;
	readonly #platform: Platform;
	#lastHint: Millis = Number.NEGATIVE_INFINITY;

	constructor(index: PackageIndex, platform: Platform) {
		this.#index = index;
		this.#platform = platform;
		setMaxListeners(0, this.#closing.signal);
	}

	/** Undefined while nothing is known. The same object until something changes. */
	known(name: string, version: string): Facts | undefined {
		return this.#entries.get(keyOf({ name, version }))?.facts;
	}

	/** Says of which projects' releases facts have changed. */
	onDidChange(listener: (names: readonly string[]) => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	/** Declares what `owner` uses and looks up what is not known or old. Resolves when all of it is in, or failed; never rejects. */
	async track(owner: string, releases: readonly ReleaseId[], options: FactsOptions): Promise<void> {
		if (this.#closing.signal.aborted) return;
		this.#entries.own(owner, new Set(releases.map(keyOf)));
		const looking = releases.map((release) => {
			const entry = this.#entries.obtain(keyOf(release), () => unknown(release));
			entry.wantsDocs ||= options.docs ?? false;
			entry.wantsLicence ||= options.licence ?? false;
			if (entry.looking === undefined && this.#isDue(entry)) this.#queue(entry, options);
			return entry.looking;
		});
		this.#waiting.begin();
		if (options.isWaitedFor) await Promise.all(looking);
	}

	/** Forgets what `owner` uses. */
	release(owner: string): void {
		this.#entries.release(owner);
	}

	/** Looks again for what failed, in the background. */
	retryFailed(): void {
		this.#again(({ failed }) => failed);
	}

	/** Asks the index anew for everything, past the caches, in the background. */
	refresh(): void {
		for (const [, entry] of this.#entries) entry.isRefresh = true;
		this.#again(() => true);
	}

	/** The network may be back. */
	networkMayBeBack(): void {
		const now = this.#platform.monotonic();
		if (now - this.#lastHint < hintEveryMs) return;
		this.#lastHint = now;
		this.retryFailed();
	}

	/** Stops asking. Nothing is told to listeners any more. */
	close(): void {
		this.#closing.abort();
		this.#listeners.clear();
		this.#waiting.clear();
		this.#entries.clear();
	}

	#again(isWanted: (entry: Entry) => boolean): void {
		for (const [, entry] of this.#entries) if (isWanted(entry)) this.#waitFor(entry);
		this.#waiting.begin();
	}

	#isDue(entry: Entry): boolean {
		const lacks = (entry.wantsDocs && !entry.hasDocs) || (entry.wantsLicence && entry.facts?.licence === undefined);
		return (lacks && !entry.failed) || !isWithin(entry.goodFor, entry.lookedAt, this.#platform.now());
	}

	#queue(entry: Entry, { isWaitedFor = false, priority }: FactsOptions): void {
		if (isWaitedFor) void this.#look(entry, priority);
		else this.#waitFor(entry);
	}

	#waitFor(entry: Entry): void {
		if (entry.looking === undefined) this.#waiting.add(entry, entry.wantsDocs);
	}

	/** Never rejects. */
	#look(entry: Entry, priority: Priority): Promise<void> {
		const looking = this.#ask(entry, { priority, signal: this.#closing.signal }).then(
			(facts) => this.#settle(entry, facts, false),
			(thrown: unknown) => {
				// Who looks at the docs is told, and a network that is down is a finding of its own.
				this.#platform.log('debug', toAutoDocsError(thrown).message);
				this.#settle(entry, entry.facts, true);
			},
		);
		entry.looking = looking;
		return looking;
	}

	async #ask(entry: Entry, options: RequestOptions): Promise<Facts> {
		const { name, version, isRefresh } = entry;
		const metadata = await this.#metadata(entry, options);
		if (metadata !== undefined && !isRefresh && isWithin(goodForMs, metadata.fetchedAt, this.#platform.now()))
			return factsOf(entry, metadata.value.vulnerabilities, metadata.value);
		// Until the newer ones are in, those of back then are better than none.
		if (metadata !== undefined && entry.facts === undefined)
			this.#tell(entry, factsOf(entry, metadata.value.vulnerabilities, metadata.value));
		const now = await this.#index.vulnerabilities(name, version, { ...options, refresh: isRefresh });
		return factsOf(entry, now?.value ?? metadata?.value.vulnerabilities, metadata?.value);
	}

	/** Those in memory are used, but nobody has to have them. */
	async #metadata(entry: Entry, options: RequestOptions): Promise<Answer<ReleaseMetadata> | undefined> {
		const { name, version, wantsDocs, wantsLicence } = entry;
		if (!wantsDocs && !wantsLicence) return this.#index.peekMetadata(name, version);
		const metadata = await this.#index.metadata(name, version, options);
		entry.hasDocs = true;
		return metadata;
	}

	#settle(entry: Entry, facts: Facts | undefined, failed: boolean): void {
		entry.looking = undefined;
		entry.failed = failed;
		entry.isRefresh = false;
		entry.lookedAt = this.#platform.now();
		entry.goodFor = failed ? failedForMs : goodForMs;
		if (facts !== undefined) this.#tell(entry, facts);
	}

	/** An entry that was released meanwhile is nobody's news. */
	#tell(entry: Entry, facts: Facts): void {
		if (JSON.stringify(entry.facts) === JSON.stringify(facts)) return;
		const isNews = notable(entry.facts) !== notable(facts);
		entry.facts = facts;
		if (isNews && this.#entries.get(keyOf(entry)) === entry) for (const listener of this.#listeners) listener([entry.name]);
	}
}

function unknown({ name, version }: ReleaseId): Entry {
	const wishes = { wantsDocs: false, hasDocs: false, wantsLicence: false, isRefresh: false };
	return { name, version, ...wishes, facts: undefined, failed: false, lookedAt: 0, goodFor: 0, looking: undefined };
}

function keyOf({ name, version }: ReleaseId): string {
	return `${name} ${version}`;
}

/** Most releases have no vulnerability: nobody has to hear of that. */
function notable(facts: Facts | undefined): string {
	return JSON.stringify([facts?.licence, facts?.vulnerabilities ?? []]);
}

function factsOf(
	{ wantsLicence }: Entry,
	vulnerabilities: readonly Vulnerability[] | null | undefined,
	metadata: ReleaseMetadata | undefined,
): Facts {
	// Where the index offers no metadata, a licence that is not stated is none that is missing.
	const isKnown = wantsLicence && metadata?.onlyListed !== true;
	return { licence: isKnown ? metadata?.licence : undefined, vulnerabilities: vulnerabilities ?? null };
}

/** A clock that was set back makes everything from the future old. */
function isWithin(span: Millis, since: Millis, now: Millis): boolean {
	return now >= since && now - since < span;
}
