import assert from 'node:assert/strict';
import { AuthenticationError, NetworkError } from '../../../src/core/errors.ts';
import { unknownMs } from '../../../src/core/network/latency.ts';
import { Origin } from '../../../src/core/network/origin.ts';
import { SimulatedPlatform } from '../../support/simulated-platform.ts';

const failure = new NetworkError('timeout', 'm');
const refusal = new AuthenticationError('m');
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
			origin.note(error, error !== undefined);
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
			origin.note(error, error !== undefined);
			return told.recovered;
		});
		assert.deepEqual(seen, [0, 0, 0, 1, 1, 1, 2]);
	});

	it('tells why the latest attempt was refused, though an origin that refuses does its part', () => {
		const { origin, told } = bench();
		origin.note(failure, true);
		origin.note(refusal, false);
		assert.deepEqual([origin.lastError, origin.failingSince, told.recovered], [refusal, undefined, 1]);
		origin.note(undefined, false);
		assert.deepEqual([origin.lastError, told.recovered], [undefined, 1]);
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
