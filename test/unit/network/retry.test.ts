import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
	AuthenticationError,
	type AutoDocsError,
	BadResponseError,
	CancelledError,
	CircuitOpenError,
	InternalError,
	NetworkError,
	PackageNotFoundError,
	RateLimitedError,
} from '../../../src/core/errors.ts';
import { withDeadline } from '../../../src/core/network/deadline.ts';
import { RetrySchedule, retryRule, withRetry } from '../../../src/core/network/retry.ts';
import { SimulatedPlatform } from '../../support/simulated-platform.ts';

const network = (code: 'http_error' | 'server_error' | 'timeout' | 'unreachable' | 'tls_error', status = 0) =>
	new NetworkError(code, code, { details: { status } });
const cutOff = new BadResponseError('cut off', { truncated: true });

/** Of the table of errors in the design: retries, base and cap in ms. */
const table: readonly [error: AutoDocsError, retries: number, baseMs: number, capMs: number][] = [
	[new RateLimitedError('slow down'), 5, 2000, 60_000],
	[network('server_error'), 3, 1500, 60_000],
	[network('timeout'), Number.POSITIVE_INFINITY, 250, 2000],
	[network('unreachable'), 3, 1000, 60_000],
	[cutOff, 3, 1000, 60_000],
	[new BadResponseError('no JSON'), 1, 1000, 60_000],
	[network('http_error', 408), 1, 1000, 60_000],
	[network('http_error', 425), 1, 1000, 60_000],
];

const never: readonly AutoDocsError[] = [
	network('tls_error'),
	network('http_error', 418),
	new BadResponseError('huge', { code: 'response_too_large' }),
	new PackageNotFoundError('no'),
	new AuthenticationError('who are you'),
	new CircuitOpenError('open', { retryAfterMs: 1 }),
	new CancelledError(),
	new InternalError('a bug'),
];

describe('the retry rule', () => {
	for (const [error, retries, baseMs, capMs] of table) {
		it(`repeats ${error.code} (${error.message}) ${retries} times, from ${baseMs} ms on`, () => {
			assert.deepEqual(retryRule(error), { retries, baseMs, capMs });
		});
	}
	for (const error of never) {
		it(`never repeats ${error.code} (${error.message})`, () => {
			assert.equal(retryRule(error), undefined);
			assert.equal(new RetrySchedule(() => 0.5).next(error), undefined);
		});
	}
});

describe('the retry schedule', () => {
	it('doubles with full jitter up to the cap, and ends after its retries, for any chance', () => {
		fc.assert(
			fc.property(
				fc.constantFrom(...table),
				fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { maxLength: 20 }),
				(row, chances) => {
					const [error, retries, baseMs, capMs] = row;
					const chance = chances.values();
					const schedule = new RetrySchedule(() => chance.next().value ?? 0);
					for (const [index, random] of chances.entries()) {
						const wait = index < retries ? random * Math.min(capMs, baseMs * 2 ** index) : undefined;
						assert.equal(schedule.next(error), wait);
					}
				},
			),
		);
	});

	it('obeys Retry-After', () => {
		const schedule = new RetrySchedule(() => 0.5);
		assert.equal(schedule.next(new RateLimitedError('wait', { retryAfterMs: 7000 })), 7000);
		assert.equal(schedule.next(new RateLimitedError('wait')), 2000);
	});

	it('counts each kind of failure by itself', () => {
		const schedule = new RetrySchedule(() => 0.5);
		const waits = [network('server_error'), network('timeout'), cutOff, network('server_error'), network('timeout')].map((error) =>
			schedule.next(error),
		);
		assert.deepEqual(waits, [750, 125, 500, 1500, 250]);
		assert.equal(schedule.hung, 2);
	});
});

describe('retrying', () => {
	const timeIsUp = network('timeout');

	async function retrying(platform: SimulatedPlatform, outcomes: readonly (AutoDocsError | string)[], budgetMs = 30_000) {
		const queue = [...outcomes];
		const hungBefore: number[] = [];
		const waits: number[] = [];
		const attempt = async (hung: number) => {
			hungBefore.push(hung);
			const outcome = queue.shift() ?? 'too many attempts';
			if (typeof outcome === 'string') return outcome;
			throw outcome;
		};
		const signal = new AbortController().signal;
		const work = withDeadline(
			budgetMs,
			signal,
			() => timeIsUp,
			platform,
			(deadline) => withRetry(deadline, platform, (_error, wait) => waits.push(wait), attempt),
		);
		const result = await platform.run(work).catch((error: unknown) => error);
		return { result, hungBefore, waits };
	}

	it('gives the first answer, after the waits of its schedule', async () => {
		const platform = new SimulatedPlatform();
		const { result, waits } = await retrying(platform, [network('unreachable'), network('server_error'), 'answer']);
		assert.equal(result, 'answer');
		assert.equal(waits.length, 2);
		assert.equal(
			platform.monotonic(),
			waits.reduce((sum, wait) => sum + wait, 0),
		);
		assert.equal(platform.pendingTimers, 0);
	});

	it('tells each attempt how many hung before it', async () => {
		const { hungBefore } = await retrying(new SimulatedPlatform(), [network('timeout'), cutOff, network('timeout'), 'answer']);
		assert.deepEqual(hungBefore, [0, 1, 1, 2]);
	});

	it('gives the failure itself when it is not to be repeated', async () => {
		for (const error of never) assert.equal((await retrying(new SimulatedPlatform(), [error])).result, error);
	});

	it('gives the last failure when the retries are used up', async () => {
		const last = network('server_error');
		const { result, waits } = await retrying(new SimulatedPlatform(), [...Array(3).fill(network('server_error')), last]);
		assert.equal(result, last);
		assert.equal(waits.length, 3);
	});

	it('does not begin a wait that outlasts the deadline', async () => {
		const platform = new SimulatedPlatform();
		const error = new RateLimitedError('wait', { retryAfterMs: 30_000 });
		assert.equal((await retrying(platform, [error])).result, error);
		assert.equal(platform.monotonic(), 0);
	});

	it('says that time is up where another wait would outlast it after attempts that hung', async () => {
		const platform = new SimulatedPlatform();
		const { result } = await retrying(platform, Array(20).fill(network('timeout')), 1000);
		assert.equal(result, timeIsUp);
		assert.ok(platform.monotonic() < 1000);
		assert.equal(platform.pendingTimers, 0);
	});

	it('leaves it to the pause of the origin to wait for what a server asked for', async () => {
		const platform = new SimulatedPlatform();
		const { result, waits } = await retrying(platform, [new RateLimitedError('wait', { retryAfterMs: 20_000 }), 'answer']);
		assert.deepEqual([result, waits, platform.monotonic()], ['answer', [20_000], 0]);
	});

	it('makes of what is no error of ours a bug that is not repeated', async () => {
		const platform = new SimulatedPlatform();
		const signal = new AbortController().signal;
		const failing = () => Promise.reject(new RangeError('oops'));
		const work = withRetry({ signal, remaining: () => 1000, end: assert.fail }, platform, assert.fail, failing);
		await assert.rejects(work, RangeError);
	});

	it('ends its wait when the operation is given up, and tries no more', async () => {
		const platform = new SimulatedPlatform();
		const controller = new AbortController();
		let attempts = 0;
		const work = withRetry(
			{ signal: controller.signal, remaining: () => 30_000, end: assert.fail },
			platform,
			() => undefined,
			() => {
				attempts++;
				return Promise.reject(network('server_error'));
			},
		);
		await platform.advance(0);
		controller.abort(new CancelledError());
		await assert.rejects(work, CancelledError);
		assert.equal(attempts, 1);
		assert.equal(platform.pendingTimers, 0);
	});
});
