import type { Millis } from '../platform.ts';

/** No server is waited for longer than this, whatever it says. */
const longestMs = 60 * 60_000;

/** IMF-fixdate, the only form of an HTTP date that a server may send (RFC 9110 §5.6.7). */
const httpDate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * Reads `Retry-After` (RFC 9110 §10.2.3): whole seconds, or a date, which is compared with the server's own clock where it tells it
 * (`Date`), else with `now` (wall clock, ms). Ms, at most an hour; undefined when the header is missing, malformed, zero or in the past,
 * since then the server asks for nothing that a backoff does not do.
 */
export function parseRetryAfter(headers: Headers, now: Millis): Millis | undefined {
	const text = headers.get('retry-after') ?? '';
	const wait = /^\d{1,15}$/.test(text) ? Number(text) * 1000 : parseDate(text) - (parseDate(headers.get('date') ?? '') || now);
	return wait > 0 ? Math.min(wait, longestMs) : undefined;
}

function parseDate(text: string): Millis {
	return httpDate.test(text) ? Date.parse(text) : Number.NaN;
}
