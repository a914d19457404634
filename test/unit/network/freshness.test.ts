import assert from 'node:assert/strict';
import { type Freshness, freshnessOf, isFresh, revalidated, validators } from '../../../src/core/network/freshness.ts';

const now = new Date().toUTCString();
const inAMinute = new Date(Date.now() + 60_000).toUTCString();

describe('freshness, as RFC 9111 has it', () => {
	const rows: readonly [headers: Record<string, string>, lifetimeMs: number, volatile: boolean][] = [
		[{ 'cache-control': 'max-age=600, public' }, 600_000, false],
		[{ 'cache-control': 'max-age=600', age: '100' }, 500_000, false],
		[{ 'cache-control': 'max-age=600', age: '1000' }, 0, false],
		[{ 'cache-control': 'max-age=600, must-revalidate' }, 600_000, false],
		[{ 'cache-control': 'private, max-age=600' }, 600_000, false],
		[{ 'cache-control': 'no-cache' }, 0, false],
		[{ 'cache-control': 'no-store' }, 0, true],
		[{ 'cache-control': 'max-age=0' }, 0, false],
		[{ 'cache-control': 'max-age=banana' }, 0, false],
		[{ 'cache-control': 'max-age=-1' }, 0, false],
		[{ 'cache-control': 'max-age=1e309' }, 1000, false],
		[{ 'cache-control': `max-age=${'9'.repeat(400)}` }, 0, false],
		[{ 'cache-control': `max-age=${'9'.repeat(307)}` }, 2 ** 31 * 1000, false],
		[{ 'cache-control': 'max-age=2147483649' }, 2 ** 31 * 1000, false],
		[{ 'cache-control': 'max-age=600', age: '9'.repeat(307) }, 0, false],
		[{ expires: inAMinute, date: now }, 60_000, false],
		[{ expires: '0', date: now }, 0, false],
		[{ pragma: 'no-cache' }, 0, false],
		[{ vary: '*', 'cache-control': 'max-age=600' }, 0, false],
		[{ 'last-modified': 'Wed, 01 Jan 2025 12:00:00 GMT', date: now }, 0, false],
		[{}, 0, false],
	];
	for (const [headers, lifetimeMs, volatile] of rows) {
		it(`${JSON.stringify(headers).slice(0, 80)} is good for ${lifetimeMs} ms${volatile ? ' and never stored' : ''}`, () => {
			const freshness = freshnessOf(new Headers(headers));
			assert.equal(Math.round(freshness.lifetimeMs / 1000), lifetimeMs / 1000);
			assert.equal(freshness.volatile, volatile);
		});
	}

	it('keeps the validators, unless they are absurdly long', () => {
		const modified = 'Thu, 01 Jan 2026 12:00:00 GMT';
		const freshness = freshnessOf(new Headers({ etag: '"x"', 'last-modified': modified }));
		assert.deepEqual(validators(freshness), { 'if-none-match': '"x"', 'if-modified-since': modified });
		const longest = 'x'.repeat(1000);
		assert.deepEqual(validators(freshnessOf(new Headers({ etag: longest }))), { 'if-none-match': longest });
		assert.deepEqual(validators(freshnessOf(new Headers({ etag: `${longest}x` }))), {});
		assert.deepEqual(validators(freshnessOf(new Headers({ etag: '' }))), {});
		assert.deepEqual(validators(undefined), {});
	});

	const kept: Freshness = { lifetimeMs: 1000, etag: '"a"', lastModified: 'then', volatile: false };

	it('is renewed by a 304 that says nothing else', () => assert.deepEqual(revalidated(kept, new Headers()), kept));

	it('follows a 304 that says otherwise', () => {
		const headers = new Headers({ 'cache-control': 'max-age=5', etag: '"b"' });
		const { lifetimeMs, ...rest } = revalidated(kept, headers);
		assert.equal(Math.round(lifetimeMs / 1000), 5);
		assert.deepEqual(rest, { etag: '"b"', lastModified: 'then', volatile: false });
		assert.equal(revalidated(kept, new Headers({ 'cache-control': 'no-store' })).volatile, true);
		assert.equal(revalidated(kept, new Headers({ expires: '0' })).lifetimeMs, 0);
	});

	it('ends with the lifetime, and before the answer came', () => {
		assert.equal(isFresh(kept, 5000, 5000), true);
		assert.equal(isFresh(kept, 5000, 5999), true);
		assert.equal(isFresh(kept, 5000, 6000), false);
		assert.equal(isFresh(kept, 5000, 4999), false, 'a clock that was set back');
	});
});
