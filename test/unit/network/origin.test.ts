import assert from 'node:assert/strict';
import { NetworkError } from '../../../src/core/errors.ts';
import { unknownMs } from '../../../src/core/network/latency.ts';
import { Origin } from '../../../src/core/network/origin.ts';
import { SimulatedPlatform } from '../../support/simulated-platform.ts';

const failure = new NetworkError('timeout', 'm');
const signal = new AbortController().signal;

describe('an origin', () => {
	function bench(platform = new SimulatedPlatform()) {
		const told = { changed: 0, transition: 0, recovered: 0 };
		const origin = new Origin('https://index.test', () => ({ threshold: 1, recoveryMs: 1000 }), platform, {
			changed: () => told.changed++,
			transition: () => told.transition++,
			recovered: () => told.recovered++,
		});
		return { platform, origin, told };
	}

	it('remembers since when it fails, until it answers', () => {
		let time = 1000;
		const { origin } = bench(Object.assign(new SimulatedPlatform(), { now: () => time }));
		const seen = [undefined, failure, failure, undefined, failure].map((error) => {
			time += 1000;
			origin.note(error);
			return [origin.failingSince, origin.lastError];
		});
		assert.deepEqual(seen, [
			[undefined, undefined],
			[3000, failure],
			[3000, failure],
			[undefined, undefined],
			[6000, failure],
		]);
	});

	it('tells that it recovered at the first answer after a failure, at no other', () => {
		const { origin, told } = bench();
		const seen = [undefined, failure, failure, undefined, undefined, failure, undefined].map((error) => {
			origin.note(error);
			return told.recovered;
		});
		assert.deepEqual(seen, [0, 0, 0, 1, 1, 1, 2]);
	});

	it('tells each transition of its breaker once, and any change of what is shown', async () => {
		const { origin, told } = bench();
		const { breaker } = origin;
		breaker.operationFailed(1, failure);
		assert.deepEqual([breaker.state.state, told.transition, told.changed], ['open', 1, 1]);
		breaker.retryNow();
		assert.deepEqual([breaker.state.state, told.transition, told.changed], ['open', 1, 2], 'open still, but its probe is due');
		const probe = await breaker.enter(signal);
		assert.deepEqual([breaker.state.state, told.transition, told.changed], ['half-open', 2, 3]);
		assert.ok('number' in probe);
		breaker.conclude(probe, 'answered', undefined);
		assert.deepEqual([breaker.state.state, told.transition, told.changed], ['closed', 3, 4]);
		origin.pause.lengthen(1000);
		assert.deepEqual([told.transition, told.changed], [3, 5]);
	});

	it('forgets how quick it was once its breaker opens', () => {
		const { origin } = bench();
		for (let i = 0; i < 10; i++) origin.latency.record(100);
		assert.equal(origin.latency.patience(0), 1200);
		origin.breaker.operationFailed(1, failure);
		assert.equal(origin.latency.patience(0), unknownMs);
	});
});
