import type { Millis } from '../platform.ts';
import type { CachedPackage } from './disk-listing.ts';

/** Whether the folder can be used. While it cannot, answers are kept in memory only. */
export type DiskState =
	| { readonly state: 'ok' }
	| {
			readonly state: 'degraded';
			/** The system's name of the error. */
			readonly reason: string;
			/** Wall clock, ms since the epoch. */
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
