import type { Millis } from '../platform.ts';
import type { DiskState } from './disk-cache.ts';
import type { CachedPackage } from './disk-listing.ts';

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
