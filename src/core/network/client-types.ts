import type { Json } from '../json.ts';
import type { Millis } from '../platform.ts';
import type { CachedPackage } from './disk-listing.ts';
import type { DiskState } from './disk-types.ts';
import type { Activity } from './history.ts';
import type { MetricsSnapshot } from './metrics.ts';
import type { OriginState } from './origin.ts';
import type { Answer, ClientRequest, RequestOptions } from './request.ts';

export interface ClientSettings {
	/** Attempts under way at once. */
	readonly maxConcurrentRequests: number;
	/** Of a whole operation, with its retries. */
	readonly deadlineMs: Millis;
	/** Failed operations in a row after which an origin is left alone, and for how long. */
	readonly breakerThreshold: number;
	readonly breakerRecoveryMs: Millis;
	readonly cacheMaxBytes: number;
	/** Ask nobody: serve what is cached. */
	readonly offline: boolean;
	/** As `URL.origin` gives them. Nothing else is asked, but where their redirects lead. */
	readonly allowedOrigins: readonly string[];
	readonly userAgent: string;
}

export interface ClearedCache {
	readonly clearedEntries: number;
	readonly freedBytes: number;
	/** Entries left on disk. */
	readonly finalEntries: number;
}

export interface CacheStats {
	readonly directory: string;
	/** Of the folder: while it cannot be used, answers are kept in memory only. */
	readonly disk: DiskState;
	readonly entries: number;
	readonly bytes: number;
	/** Wall clock, ms since the epoch: when an entry was last used. */
	readonly oldest: Millis | undefined;
	readonly newest: Millis | undefined;
	/** The packages used last, at most 1,000. */
	readonly packages: readonly CachedPackage[];
	readonly memory: { readonly entries: number; readonly bytes: number };
	/** Of all operations, those answered without asking an origin; 0 to 1. */
	readonly hitRate: number;
}

export interface Client {
	/** Rejects with AutoDocsError only. */
	get<T extends Json>(request: ClientRequest<T>, options?: RequestOptions): Promise<Answer<T>>;
	/** What memory holds, however old, without asking anything. */
	peek<T extends Json>(request: Pick<ClientRequest<T>, 'key'>): Answer<T> | undefined;
	/** Takes effect while running. */
	configure(settings: ClientSettings): void;
	/** Those that were asked and still may be. */
	origins(): readonly OriginState[];
	activity(): Activity;
	/** Ends pauses and lets open breakers probe at once. */
	retryNow(): void;
	/** Drops a package (PEP 503 name) from memory and disk. */
	forget(packageName: string): Promise<ClearedCache>;
	clear(): Promise<ClearedCache>;
	/** Reads the cache folder: not for every second. */
	cacheStats(): Promise<CacheStats>;
	metrics(): MetricsSnapshot;
	/** Tells of changes of breakers, pauses and operations under way, many at once. Returns the function that ends it. */
	onDidChangeState(listener: () => void): () => void;
	/** Tells that an origin answered after it had failed. Returns the function that ends it. */
	onDidRecover(listener: () => void): () => void;
	/** Lets running operations finish for two seconds, then aborts them, and writes to the disk for as long again. Leaves no timer, socket or file handle. */
	close(): Promise<void>;
}
