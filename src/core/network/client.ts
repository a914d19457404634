import * as fs from 'node:fs/promises';
import { type AutoDocsError, CancelledError, isNotFound, toAutoDocsError } from '../errors.ts';
import type { Json } from '../json.ts';
import type { Millis, Platform } from '../platform.ts';
import { Calm } from './calm.ts';
import type { CacheStats, ClearedCache, Client, ClientSettings } from './client-types.ts';
import { onConnection } from './connections.ts';
import { DiskCache } from './disk-cache.ts';
import type { CacheFiles } from './disk-space.ts';
import { closing, offlineFailure } from './failures.ts';
import { isFresh } from './freshness.ts';
import type { Activity } from './history.ts';
import type { Urgency } from './limits.ts';
import { MemoryCache } from './memory-cache.ts';
import { Metrics, type MetricsSnapshot } from './metrics.ts';
import { Network } from './network.ts';
import { Notifier } from './notifier.ts';
import type { OriginState } from './origin.ts';
import { checkOrigin } from './origin-guard.ts';
import { withinTime } from './patience.ts';
import type { Answer, ClientRequest, RequestOptions } from './request.ts';
import { SingleFlight } from './single-flight.ts';
import { Starts } from './starts.ts';
import { answerOf, type StoredAnswer } from './stored-answer.ts';

export type { CacheStats, Client, ClientSettings } from './client-types.ts';

/** Those that begin together wait together: the first request is sent when all of them have come so far. */
const mostInATurn = 8;
const drainMs: Millis = 2000;
const maxListedPackages = 1000;

/** `files`: what the cache folder is read and written with. */
export function createClient(settings: ClientSettings, cacheDirectory: string, platform: Platform, files: CacheFiles = fs): Client {
	return new LayeredClient(settings, cacheDirectory, platform, files);
}

/**
 * The layers, outermost first: origin guard, memory, single flight, disk here; deadline, retry, breaker, limits, attempt timeout, fetch and
 * reader in `Network`.
 */
class LayeredClient implements Client {
	readonly #cacheDirectory: string;
	readonly #platform: Platform;
	readonly #metrics: Metrics;
	readonly #changes: Notifier;
	readonly #recoveries: Notifier;
	readonly #memory: MemoryCache;
	readonly #flights = new SingleFlight<Answer<Json>>();
	readonly #calm: Calm;
	readonly #disk: DiskCache;
	readonly #network: Network;
	readonly #starts = new Starts(mostInATurn);
	readonly #stopCounting: () => void;
	#settings: ClientSettings;
	#closed = false;

	constructor(settings: ClientSettings, cacheDirectory: string, platform: Platform, files: CacheFiles) {
		this.#settings = settings;
		this.#cacheDirectory = cacheDirectory;
		this.#platform = platform;
		this.#metrics = new Metrics(platform);
		this.#changes = new Notifier(platform);
		this.#recoveries = new Notifier(platform);
		this.#memory = new MemoryCache(platform);
		this.#calm = new Calm(() => this.#flights.size === 0, platform);
		this.#disk = new DiskCache(files, cacheDirectory, () => this.#settings.cacheMaxBytes, platform, this.#calm);
		this.#network = new Network(() => this.#settings, platform, this.#metrics, {
			changed: () => this.#changes.notify(),
			recovered: () => this.#recoveries.notify(),
		});
		this.#stopCounting = onConnection((origin) => {
			if (this.#network.hasAsked(origin)) this.#metrics.connections++;
		});
	}

	async get<T extends Json>(request: ClientRequest<T>, options: RequestOptions = {}): Promise<Answer<T>> {
		try {
			const answer = await this.#get(request, options);
			this.#metrics.answered(request.kind, answer);
			// The value was made by this request's `parse`, or by that of another request with the same key: the same need.
			return answer as Answer<T>;
		} catch (thrown) {
			const error = toAutoDocsError(thrown);
			this.#metrics.failed(request.kind, error);
			throw error;
		} finally {
			this.#calm.look();
		}
	}

	peek<T extends Json>(request: Pick<ClientRequest<T>, 'key'>): Answer<T> | undefined {
		const kept = this.#memory.get(request.key);
		return kept === undefined ? undefined : (answerOf(kept.stored, 'memory', kept.staleBecause) as Answer<T>);
	}

	configure(settings: ClientSettings): void {
		this.#settings = settings;
		this.#network.settingsChanged();
		this.#changes.notify();
	}

	origins(): readonly OriginState[] {
		return this.#network.origins();
	}

	activity(): Activity {
		return this.#network.activity();
	}

	retryNow(): void {
		this.#network.retryNow();
	}

	async forget(packageName: string): Promise<ClearedCache> {
		this.#memory.forget(packageName);
		return await this.#cleared(this.#disk.forget(packageName));
	}

	async clear(): Promise<ClearedCache> {
		this.#memory.clear();
		return await this.#cleared(this.#disk.clear());
	}

	async cacheStats(): Promise<CacheStats> {
		const stats = await this.#disk.stats(maxListedPackages);
		const { cacheHitRate } = this.metrics();
		return { directory: this.#cacheDirectory, disk: this.#disk.state, ...stats, memory: this.#memory.size(), hitRate: cacheHitRate };
	}

	metrics(): MetricsSnapshot {
		return this.#metrics.snapshot(this.#flights.size);
	}

	onDidChangeState(listener: () => void): () => void {
		return this.#changes.add(listener);
	}

	onDidRecover(listener: () => void): () => void {
		return this.#recoveries.add(listener);
	}

	async close(): Promise<void> {
		this.#closed = true;
		this.#changes.close();
		this.#recoveries.close();
		const stop = this.#platform.after(drainMs, () => this.#flights.abortAll(closing()));
		await this.#flights.settled();
		stop();
		this.#network.retryNow();
		this.#stopCounting();
		await withinTime(drainMs, this.#disk.settled(), this.#platform);
	}

	async #get(request: ClientRequest<Json>, options: RequestOptions): Promise<Answer<Json>> {
		const { signal, priority = 'interactive', refresh = false } = options;
		if (this.#closed) throw closing();
		if (signal?.aborted) throw new CancelledError(undefined, { cause: signal.reason });
		checkOrigin(request, this.#settings.allowedOrigins);
		if (refresh) this.#memory.forgetAbsent(request.key);
		const remembered = refresh ? undefined : this.#remembered(request);
		if (remembered !== undefined) return remembered;
		await this.#starts.turn();
		if (this.#closed) throw closing();
		// Who joins a refresh gets at least what he asked for, but not the other way round.
		const refreshKey = `refresh ${request.key}`;
		const key = refresh || this.#flights.has(refreshKey) ? refreshKey : request.key;
		return await this.#flights.join(key, { signal, priority }, (flightSignal, urgency) =>
			this.#resolve(request, refresh, flightSignal, urgency),
		);
	}

	/** What memory can answer. Throws the request's not-found error while a 404 is believed. */
	#remembered(request: ClientRequest<Json>): Answer<Json> | undefined {
		const kept = this.#memory.get(request.key);
		if (kept !== undefined && this.#isUsable(request, kept.stored)) return this.#fromCache(kept.stored, 'memory');
		if (!this.#memory.isAbsent(request.key)) return undefined;
		this.#metrics.absent();
		throw request.notFound();
	}

	/** The operation itself, once for all who wait for it. */
	async #resolve(request: ClientRequest<Json>, refresh: boolean, signal: AbortSignal, urgency: Urgency): Promise<Answer<Json>> {
		this.#changes.notify();
		try {
			const cached = await this.#cached(request);
			if (cached !== undefined && !refresh && this.#isUsable(request, cached)) {
				this.#memory.set(request.key, cached);
				return this.#fromCache(cached, 'disk');
			}
			return await this.#ask(request, cached, signal, urgency);
		} finally {
			this.#changes.notify();
		}
	}

	#fromCache(stored: StoredAnswer, from: 'memory' | 'disk'): Answer<Json> {
		this.#metrics.bytesSaved += stored.bytes;
		return answerOf(stored, from, undefined);
	}

	/** The newer of what memory and disk hold: another process may have asked meanwhile. */
	async #cached(request: ClientRequest<Json>): Promise<StoredAnswer | undefined> {
		const inMemory = this.#memory.get(request.key)?.stored;
		const onDisk = await this.#disk.read(request.key, request.packageName);
		return onDisk !== undefined && (inMemory === undefined || onDisk.fetchedAt > inMemory.fetchedAt) ? onDisk : inMemory;
	}

	async #ask(request: ClientRequest<Json>, cached: StoredAnswer | undefined, signal: AbortSignal, urgency: Urgency): Promise<Answer<Json>> {
		try {
			if (this.#settings.offline) throw offlineFailure(request);
			const fetched = await this.#network.ask(request, cached, signal, urgency);
			return answerOf(await this.#keep(request.key, fetched), 'network', undefined);
		} catch (thrown) {
			const error = toAutoDocsError(thrown);
			if (isNotFound(error)) {
				this.#memory.setAbsent(request.key);
				await this.#disk.remove(request.key, request.packageName);
				throw error;
			}
			if (cached === undefined || error.code === 'cancelled') throw error;
			return this.#serveStale(request, cached, error);
		}
	}

	/** Any failure with an older answer is that answer (RFC 9111 §4.2.4 lets a client do so when its user is told). */
	#serveStale(request: ClientRequest<Json>, cached: StoredAnswer, error: AutoDocsError): Answer<Json> {
		const from = this.#memory.get(request.key)?.stored === cached ? 'memory' : 'disk';
		this.#memory.set(request.key, cached, error);
		return answerOf(cached, from, error);
	}

	async #keep(key: string, stored: StoredAnswer): Promise<StoredAnswer> {
		this.#memory.set(key, stored);
		if (!stored.freshness.volatile) await this.#disk.write(key, stored);
		return stored;
	}

	#isUsable(request: ClientRequest<Json>, stored: StoredAnswer): boolean {
		return request.immutable || isFresh(stored.freshness, stored.fetchedAt, this.#platform.now());
	}

	async #cleared(removal: Promise<{ readonly entries: number; readonly bytes: number }>): Promise<ClearedCache> {
		const { entries, bytes } = await removal;
		const left = await this.#disk.stats(0);
		return { clearedEntries: entries, freedBytes: bytes, finalEntries: left.entries };
	}
}
