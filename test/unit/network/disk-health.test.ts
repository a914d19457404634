import assert from 'node:assert/strict';
import { DiskHealth } from '../../../src/core/network/disk-health.ts';
import { SimulatedPlatform } from '../../support/simulated-platform.ts';

const full = Object.assign(new Error('full'), { code: 'ENOSPC' });

describe('the health of the disk', () => {
	function bench() {
		const platform = new SimulatedPlatform();
		const health = new DiskHealth('/cache', platform);
		return { platform, health, rest: () => [health.isResting, health.isSilent] };
	}

	it('is well until something fails', () => {
		const { health, rest } = bench();
		assert.deepEqual([health.state, ...rest()], [{ state: 'ok' }, false, false]);
	});

	it('rests for a minute after a failure, but is still read', async () => {
		const { platform, health, rest } = bench();
		health.failed(full);
		assert.deepEqual(rest(), [true, false]);
		await platform.advance(59_999);
		assert.deepEqual(rest(), [true, false]);
		await platform.advance(1);
		assert.deepEqual(rest(), [false, false]);
		assert.equal(health.state.state, 'degraded', 'until something was written');
	});

	it('is not even read for a minute when it said nothing', async () => {
		const { platform, health, rest } = bench();
		health.saidNothing();
		assert.deepEqual(health.state, { state: 'degraded', reason: 'ETIMEDOUT', since: platform.now() });
		assert.deepEqual(rest(), [true, true]);
		await platform.advance(59_999);
		assert.deepEqual(rest(), [true, true]);
		await platform.advance(1);
		assert.deepEqual(rest(), [false, false]);
	});

	it('says once what is wrong, since when, and once that it is over', async () => {
		const { platform, health } = bench();
		const since = platform.now();
		health.failed(full);
		await platform.advance(1000);
		health.failed(Object.assign(new Error('other'), { code: 'EIO' }));
		assert.deepEqual(health.state, { state: 'degraded', reason: 'ENOSPC', since });
		health.worked();
		health.worked();
		assert.deepEqual(health.state, { state: 'ok' });
		assert.deepEqual(
			platform.lines.map(({ level, fields }) => [level, fields]),
			[
				['warn', { folder: '/cache', code: 'ENOSPC' }],
				['info', { folder: '/cache' }],
			],
		);
	});
});
