import assert from 'node:assert/strict';
import { NetworkError } from '../../../src/core/errors.ts';
import type { Operation } from '../../../src/core/network/guarded-attempt.ts';
import { Urgency } from '../../../src/core/network/limits.ts';
import { Origin } from '../../../src/core/network/origin.ts';
import { outOfTime, shownWait } from '../../../src/core/network/out-of-time.ts';
import { jsonRequest } from '../../support/client-requests.ts';
import { SimulatedPlatform } from '../../support/simulated-platform.ts';

const nothing = () => undefined;
const events = { changed: nothing, transition: nothing, recovered: nothing };
const latest = new NetworkError('server_error', 'm', { details: { reason: 'HTTP 500' } });

function operation(attempts: number, lastError: NetworkError | undefined): Operation {
	const origin = new Origin('https://index.test', () => ({ threshold: 5, recoveryMs: 1000 }), new SimulatedPlatform(), events);
	const asked = jsonRequest('https://index.test/simple/numpy/');
	return { asked, origin, urgency: new Urgency('interactive'), attempts, firstPass: 1, troubled: true, lastError };
}

describe('an operation whose time is up', () => {
	for (const [attempts, lastError, says] of [
		[0, undefined, '30 s were not enough (its turn did not come)'],
		[1, undefined, '30 s were not enough (1 attempt)'],
		[2, undefined, '30 s were not enough (2 attempts)'],
		[1, latest, '30 s were not enough (1 attempt, the latest failure: HTTP 500)'],
		[3, latest, '30 s were not enough (3 attempts, the latest failure: HTTP 500)'],
	] as const) {
		it(`says “${says}”`, () => {
			const error = outOfTime(operation(attempts, lastError), 30_000);
			assert.equal(error.code, 'timeout');
			assert.equal(error.message, `Could not get the releases of numpy from index.test: ${says}.`);
			assert.deepEqual([error.cause, error.details['attempts'], error.details['deadlineMs']], [lastError, attempts, 30_000]);
		});
	}

	for (const [ms, shown] of [
		[399.6, '400 ms'],
		[999, '999 ms'],
		[1000, '1.0 s'],
		[11_250, '11.3 s'],
	] as const) {
		it(`shows ${ms} ms without an answer as ${shown}`, () => assert.equal(shownWait(ms), shown));
	}
});
