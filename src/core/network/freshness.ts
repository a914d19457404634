import CachePolicy from 'http-cache-semantics';
import type { Millis } from '../platform.ts';

/** What RFC 9111 makes of an answer's headers: kept with the answer. */
export type Freshness = {
	/** How long the answer may be used unasked, counted from when it came, ms. */
	readonly lifetimeMs: number;
	readonly etag: string | null;
	readonly lastModified: string | null;
	/** The server forbids to store it (`no-store`): it stays in this process. */
	readonly volatile: boolean;
};

/** What a longer lifetime counts as (RFC 9111 §1.2.2): without it one of 300 digits is no number that JSON can hold. */
const longestMs: Millis = 2 ** 31 * 1000;
/** Longer validators are not worth keeping. */
const maxValidatorLength = 1000;

/**
 * Of a 200 answer. A lifetime is only what the server says: guessed from the date of the last change (RFC 9111 §4.2.2), the page of a
 * project without a release for a year would hide the next one for a month.
 */
export function freshnessOf(headers: Headers): Freshness {
	const answer = { status: 200, headers: Object.fromEntries(headers) };
	const policy = new CachePolicy({ headers: {} }, answer, { shared: false, cacheHeuristic: 0 });
	return {
		lifetimeMs: Math.min(longestMs, Math.max(0, (policy.maxAge() - policy.age()) * 1000)),
		etag: validator(headers.get('etag')),
		lastModified: validator(headers.get('last-modified')),
		volatile: !policy.storable(),
	};
}

/** After a 304: its headers replace those kept, where it has any (RFC 9111 §4.3.4). */
export function revalidated(kept: Freshness, headers: Headers): Freshness {
	const now = freshnessOf(headers);
	const saysHowLong = headers.has('cache-control') || headers.has('expires');
	return {
		lifetimeMs: saysHowLong ? now.lifetimeMs : kept.lifetimeMs,
		etag: now.etag ?? kept.etag,
		lastModified: now.lastModified ?? kept.lastModified,
		volatile: saysHowLong ? now.volatile : kept.volatile,
	};
}

/** A clock that was set back makes every answer from the future old. */
export function isFresh(freshness: Freshness, fetchedAt: Millis, now: Millis): boolean {
	const age = now - fetchedAt;
	return age >= 0 && age < freshness.lifetimeMs;
}

/** The headers that make a request conditional (RFC 9110 §13.1); none when nothing is kept to compare with. */
export function validators(kept: Freshness | undefined): Readonly<Record<string, string>> {
	return {
		...(kept?.etag == null ? {} : { 'if-none-match': kept.etag }),
		...(kept?.lastModified == null ? {} : { 'if-modified-since': kept.lastModified }),
	};
}

function validator(value: string | null): string | null {
	return value !== null && value !== '' && value.length <= maxValidatorLength ? value : null;
}
