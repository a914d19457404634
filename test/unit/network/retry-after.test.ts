import assert from 'node:assert/strict';
import { parseRetryAfter } from '../../../src/core/network/retry-after.ts';

const now = Date.UTC(2026, 0, 1, 12, 0, 0);

describe('Retry-After', () => {
	const rows: readonly [header: string | null, wait: number | undefined, why: string][] = [
		['30', 30_000, 'whole seconds'],
		[' 7 ', 7000, 'with space around'],
		['Thu, 01 Jan 2026 12:00:20 GMT', 20_000, 'a date'],
		['86400', 3_600_000, 'a day: an hour at most'],
		['999999999999999', 3_600_000, 'absurd: an hour at most'],
		['Sun, 01 Jan 2096 12:00:00 GMT', 3_600_000, 'an absurd date'],
		[null, undefined, 'missing'],
		['', undefined, 'empty'],
		['0', undefined, 'zero'],
		['-5', undefined, 'negative'],
		['1.5', undefined, 'a fraction'],
		['1e3', undefined, 'an exponent'],
		['soon', undefined, 'a word'],
		['Thu, 01 Jan 2026 11:59:00 GMT', undefined, 'a date in the past'],
		['(x) Thu, 01 Jan 2026 12:00:20 GMT', undefined, 'something before the date'],
		['Thu, 01 Jan 2026 12:00:20 GMT (x)', undefined, 'something behind the date'],
		['2026-01-01T12:00:20Z', undefined, 'a date in another form'],
		['Thu, 99 Xyz 2026 12:00:00 GMT', undefined, 'a date that is none'],
		['9999999999999999999', undefined, 'more digits than a time has'],
	];
	for (const [header, wait, why] of rows) {
		it(`reads ${JSON.stringify(header)} as ${wait} ms (${why})`, () =>
			assert.equal(parseRetryAfter(new Headers(header === null ? {} : { 'retry-after': header }), now), wait));
	}

	it('goes by the clock of the server where it tells it', () => {
		const headers = new Headers({ 'retry-after': 'Thu, 01 Jan 2026 12:01:05 GMT', date: 'Thu, 01 Jan 2026 12:01:00 GMT' });
		assert.equal(parseRetryAfter(headers, now), 5000);
		headers.set('date', 'yesterday');
		assert.equal(parseRetryAfter(headers, now), 65_000);
	});
});
