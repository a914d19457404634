import assert from 'node:assert/strict';
import { NetworkError } from '../../../src/core/errors.ts';
import { Origin } from '../../../src/core/network/origin.ts';
import { SimulatedPlatform } from '../../support/simulated-platform.ts';

describe('an origin', () => {
	it('remembers since when it fails, until it answers', () => {
		let time = 1000;
		const platform = Object.assign(new SimulatedPlatform(), { now: () => time });
		const nothing = () => undefined;
		const events = { changed: nothing, transition: nothing, recovered: nothing };
		const origin = new Origin('https://index.test', () => ({ threshold: 5, recoveryMs: 1000 }), platform, events);
		const failure = new NetworkError('timeout', 'm');
		const seen = [undefined, failure, failure, undefined, failure].map((error) => {
			time += 1000;
			origin.note(error);
			return origin.failingSince;
		});
		assert.deepEqual(seen, [undefined, 3000, 3000, undefined, 6000]);
	});
});
