import assert from 'node:assert/strict';
import { DiskShards } from '../../../src/core/network/disk-shards.ts';
import { SimulatedPlatform } from '../../support/simulated-platform.ts';

describe('the folders of entries', () => {
	function bench(there: readonly string[] | undefined) {
		const platform = new SimulatedPlatform();
		const seen = { looks: 0, there };
		const look = () => {
			seen.looks++;
			return Promise.resolve(seen.there);
		};
		return { platform, seen, shards: new DiskShards(look, platform) };
	}

	it('are looked at once for all who ask within a quarter of a second', async () => {
		const { platform, seen, shards } = bench(['aa']);
		assert.deepEqual(await Promise.all(['aa', 'bb'].map((name) => shards.lacks(name))), [false, true]);
		seen.there = ['aa', 'bb'];
		await platform.advance(250);
		assert.deepEqual([await shards.lacks('bb'), seen.looks], [true, 1]);
		await platform.advance(1);
		assert.deepEqual([await shards.lacks('bb'), seen.looks], [false, 2]);
	});

	it('are known without a look where this process made them', async () => {
		const { seen, shards } = bench([]);
		shards.made('aa');
		assert.deepEqual([await shards.lacks('aa'), seen.looks], [false, 0]);
	});

	it('lack nothing when a look cannot tell', async () => {
		assert.equal(await bench(undefined).shards.lacks('aa'), false);
	});
});
