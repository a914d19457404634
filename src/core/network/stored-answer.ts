import type { AutoDocsError } from '../errors.ts';
import type { Json } from '../json.ts';
import type { Millis } from '../platform.ts';
import type { Freshness } from './freshness.ts';
import type { Answer } from './request.ts';

/** A checked payload with what is needed to serve it again: what both caches hold. */
export interface StoredAnswer {
	/** PEP 503 form. */
	readonly packageName: string;
	readonly value: Json;
	/** Wall clock, ms since the epoch: when an origin last vouched for the value. */
	readonly fetchedAt: Millis;
	readonly freshness: Freshness;
	/** About how much it holds: the size of the body it was made from, or of its JSON once that was written. */
	readonly bytes: number;
}

/** As it is served. `staleBecause`: why the origin could not vouch for it anew. */
export function answerOf(stored: StoredAnswer, from: Answer<Json>['from'], staleBecause: AutoDocsError | undefined): Answer<Json> {
	return { value: stored.value, fetchedAt: stored.fetchedAt, from, staleBecause };
}
