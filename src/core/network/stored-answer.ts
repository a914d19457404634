import type { Json } from '../json.ts';
import type { Millis } from '../platform.ts';
import type { Freshness } from './freshness.ts';

/** A checked payload with what is needed to serve it again. */
export interface FetchedAnswer {
	/** PEP 503 form. */
	readonly packageName: string;
	readonly value: Json;
	/** Wall clock, ms since the epoch: when an origin last vouched for the value. */
	readonly fetchedAt: Millis;
	readonly freshness: Freshness;
}

/** What both caches hold. */
export interface StoredAnswer extends FetchedAnswer {
	/** Size of the value as JSON, in UTF-8. */
	readonly bytes: number;
}
