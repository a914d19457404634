import assert from 'node:assert/strict';
import { NetworkError } from '../../../src/core/errors.ts';
import { MemoryCache } from '../../../src/core/network/memory-cache.ts';
import type { StoredAnswer } from '../../../src/core/network/stored-answer.ts';
import { SimulatedPlatform } from '../../support/simulated-platform.ts';

const answer = (packageName: string, bytes = 100): StoredAnswer => ({
	packageName,
	bytes,
	value: packageName,
	fetchedAt: 0,
	freshness: { lifetimeMs: 0, etag: null, lastModified: null, volatile: false },
});

describe('the memory cache', () => {
	const bench = () => {
		const platform = new SimulatedPlatform();
		return { platform, memory: new MemoryCache(platform) };
	};

	it('holds answers, with the reason when they are stale', () => {
		const { memory } = bench();
		const reason = new NetworkError('timeout', 'late');
		memory.set('a', answer('numpy'));
		memory.set('b', answer('flask'), reason);
		assert.deepEqual(memory.get('a'), { stored: answer('numpy'), staleBecause: undefined });
		assert.equal(memory.get('b')?.staleBecause, reason);
		assert.equal(memory.get('c'), undefined);
		assert.equal(memory.size().entries, 2);
	});

	it('is bounded by bytes, and what was used longest ago goes first', () => {
		const { memory } = bench();
		const twentyMegabytes = 20 * 1024 * 1024;
		for (const key of ['a', 'b', 'c']) memory.set(key, answer(key, twentyMegabytes));
		memory.get('a');
		memory.set('d', answer('d', twentyMegabytes));
		assert.deepEqual(
			['a', 'b', 'c', 'd'].filter((key) => memory.get(key) !== undefined),
			['a', 'c', 'd'],
		);
		assert.ok(memory.size().bytes <= 64 * 1024 * 1024);
	});

	it('believes a 404 for ten minutes, and drops what it held', async () => {
		const { platform, memory } = bench();
		memory.set('a', answer('numpy'));
		memory.setAbsent('a');
		assert.equal(memory.get('a'), undefined);
		assert.equal(memory.isAbsent('a'), true);
		await platform.advance(10 * 60_000 - 1);
		assert.equal(memory.isAbsent('a'), true);
		await platform.advance(1);
		assert.equal(memory.isAbsent('a'), false);
	});

	it('forgets a 404 when it is told to, or knows better', () => {
		const { memory } = bench();
		for (const forget of [
			() => memory.forgetAbsent('a'),
			() => memory.set('a', answer('numpy')),
			() => memory.forget('x'),
			() => memory.clear(),
		]) {
			memory.setAbsent('a');
			forget();
			assert.equal(memory.isAbsent('a'), false);
		}
	});

	it('forgets all of one package, or everything', () => {
		const { memory } = bench();
		memory.set('releases:numpy', answer('numpy'));
		memory.set('metadata:numpy', answer('numpy'));
		memory.set('releases:flask', answer('flask'));
		memory.forget('numpy');
		assert.equal(memory.size().entries, 1);
		memory.clear();
		assert.deepEqual(memory.size(), { entries: 0, bytes: 0 });
	});
});
