import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { CancelledError, NetworkError } from '../../../src/core/errors.ts';
import { following, orAborted, SharedListeners } from '../../../src/core/network/abort.ts';
import { withAttemptTimeout } from '../../../src/core/network/attempt-timeout.ts';
import { AwakeTime } from '../../../src/core/network/awake-time.ts';
import { withDeadline } from '../../../src/core/network/deadline.ts';
import { withinTime } from '../../../src/core/network/patience.ts';
import { sleep } from '../../../src/core/platform.ts';
import { hang, SimulatedPlatform, settle } from '../../support/simulated-platform.ts';

const neverAborted = () => new AbortController().signal;
const late = () => new NetworkError('timeout', 'too late');
const forever = () => new Promise<never>(() => undefined);

describe('work that a signal may end', () => {
	it('settles as it does', async () => {
		assert.equal(await orAborted(Promise.resolve(1), neverAborted()), 1);
		await assert.rejects(orAborted(Promise.reject(late()), neverAborted()), late());
	});

	it('leaves no listener', async () => {
		const signal = neverAborted();
		await orAborted(Promise.resolve(1), signal);
		await settle();
		assert.equal(getEventListeners(signal, 'abort').length, 0);
	});

	it('rejects with the reason the moment the signal aborts, whatever the work does', async () => {
		const controller = new AbortController();
		const work = orAborted(forever(), controller.signal);
		controller.abort(new CancelledError());
		await assert.rejects(work, CancelledError);
		await assert.rejects(orAborted(forever(), controller.signal), CancelledError);
	});
});

describe('listeners that share a signal', () => {
	it('are one to the signal, and each is told', async () => {
		const controller = new AbortController();
		let added = 0;
		const addEventListener = controller.signal.addEventListener.bind(controller.signal);
		controller.signal.addEventListener = (...given: Parameters<typeof addEventListener>) => {
			added++;
			addEventListener(...given);
		};
		const shared = new SharedListeners();
		const waiting = Array.from({ length: 1000 }, () => orAborted(forever(), controller.signal, shared.listen));
		const done = orAborted(Promise.resolve('done'), controller.signal, shared.listen);
		assert.equal(await done, 'done');
		await settle(); // Who is done has stopped listening.
		controller.abort(late());
		for (const outcome of await Promise.allSettled(waiting)) assert.equal(outcome.status, 'rejected');
		assert.equal(added, 1);
		await assert.rejects(orAborted(forever(), controller.signal, shared.listen), late());
	});

	it('are told only while they listen', () => {
		const controller = new AbortController();
		const shared = new SharedListeners();
		const stop = shared.listen(controller.signal, assert.fail);
		stop();
		controller.abort();
	});

	it('leave nothing on a signal that outlives them, and may come again', () => {
		const { signal } = new AbortController();
		const shared = new SharedListeners();
		for (let round = 0; round < 3; round++) {
			const stops = [1, 2, 3].map(() => shared.listen(signal, assert.fail));
			assert.equal(getEventListeners(signal, 'abort').length, 1);
			for (const stop of [...stops, ...stops]) stop();
			assert.equal(getEventListeners(signal, 'abort').length, 0);
		}
	});
});

describe('a controller that follows a signal', () => {
	it('aborts when that does, with its reason, at once where it has', () => {
		const given = new AbortController();
		const before = following(given.signal);
		given.abort('why');
		const after = following(given.signal);
		assert.deepEqual([before.controller.signal.reason, after.controller.signal.reason], ['why', 'why']);
	});

	it('leaves nothing on the signal, and may abort for a reason of its own', () => {
		const given = new AbortController();
		const { controller, leave } = following(given.signal);
		leave();
		assert.equal(getEventListeners(given.signal, 'abort').length, 0);
		given.abort('why');
		assert.equal(controller.signal.aborted, false);
		controller.abort('another');
		assert.equal(controller.signal.reason, 'another');
	});
});

describe('the deadline', () => {
	it('lets work through that is done in time, and leaves no timer', async () => {
		const platform = new SimulatedPlatform();
		const given = neverAborted();
		const work = withDeadline(1000, given, late, platform, async ({ signal, remaining }) => {
			await platform.sleep(400, signal);
			return remaining();
		});
		assert.equal(await platform.run(work), 600);
		assert.equal(getEventListeners(given, 'abort').length, 0);
		assert.equal(platform.pendingTimers, 0);
	});

	it('ends work that heeds its signal and work that does not', async () => {
		for (const work of [hang, forever]) {
			const platform = new SimulatedPlatform();
			await assert.rejects(platform.run(withDeadline(1000, neverAborted(), late, platform, ({ signal }) => work(signal))), late());
			assert.equal(platform.monotonic(), 1000);
			assert.equal(platform.pendingTimers, 0);
		}
	});

	it('passes on that the caller gave up', async () => {
		const platform = new SimulatedPlatform();
		const controller = new AbortController();
		const work = withDeadline(1000, controller.signal, late, platform, ({ signal }) => hang(signal));
		controller.abort(new CancelledError());
		await assert.rejects(work, CancelledError);
		await settle();
		assert.equal(platform.pendingTimers, 0);
	});
});

describe('time in which this process runs', () => {
	it('does not count an hour for which it stood still', async () => {
		const platform = new SimulatedPlatform();
		const awake = new AwakeTime(platform);
		const slept = sleep(awake, 30_000);
		await platform.advance(10_000);
		platform.standStill(3_600_000);
		await platform.run(slept);
		assert.equal(awake.monotonic(), 30_000);
		const awakeFor = platform.monotonic() - 3_600_000;
		assert.ok(awakeFor >= 29_000 && awakeFor <= 30_000, `${awakeFor} ms`);
		assert.equal(platform.pendingTimers, 0);
	});

	it('is told rightly to who asks first after a standstill, before any timer fires', async () => {
		const platform = new SimulatedPlatform();
		const awake = new AwakeTime(platform);
		const slept = sleep(awake, 30_000);
		await platform.advance(10_000);
		platform.standStill(3_600_000);
		assert.equal(awake.monotonic(), 11_000);
		await platform.run(slept);
		assert.equal(awake.monotonic(), 30_000);
	});

	it('looks at the clock as long as somebody sleeps', async () => {
		const platform = new SimulatedPlatform();
		const awake = new AwakeTime(platform);
		const slept = Promise.all([sleep(awake, 30_000), sleep(awake, 500)]);
		await platform.advance(10_000);
		platform.standStill(3_600_000);
		await platform.run(slept);
		assert.ok(platform.monotonic() >= 3_629_000, `${platform.monotonic()} ms`);
		assert.equal(platform.pendingTimers, 0);
	});

	it('goes on while nobody sleeps: that nobody looks at the clock is no standstill', async () => {
		const platform = new SimulatedPlatform();
		const awake = new AwakeTime(platform);
		await platform.run(sleep(awake, 1000));
		await platform.advance(60_000);
		assert.equal(awake.monotonic(), 61_000);
	});

	it('counts what a busy machine is late by', async () => {
		const platform = new SimulatedPlatform();
		const awake = new AwakeTime(platform);
		const slept = sleep(awake, 5000);
		await platform.advance(1000);
		platform.standStill(2000);
		await platform.run(slept);
		assert.equal(platform.monotonic(), 5000);
	});

	it('is time as it is otherwise, looked at with one timer for all who sleep', async () => {
		const platform = new SimulatedPlatform();
		const awake = new AwakeTime(platform);
		const slept = Promise.all([sleep(awake, 2500), sleep(awake, 500)]);
		assert.equal(platform.pendingTimers, 3);
		await platform.run(slept);
		assert.equal(awake.monotonic(), 2500);
		assert.equal(platform.pendingTimers, 0);
	});

	it('goes on for the others when one stops whose time is over, even twice', async () => {
		const platform = new SimulatedPlatform();
		const awake = new AwakeTime(platform);
		let fired = 0;
		const stop = awake.after(500, () => fired++);
		const slept = sleep(awake, 30_000);
		await platform.advance(1000);
		stop();
		stop();
		platform.standStill(3_600_000);
		await platform.run(slept);
		assert.deepEqual([fired, awake.monotonic()], [1, 30_000]);
	});

	it('leaves no timer when the one who sleeps is woken', async () => {
		const platform = new SimulatedPlatform();
		const controller = new AbortController();
		const slept = sleep(new AwakeTime(platform), 1000, controller.signal);
		controller.abort(new CancelledError());
		await assert.rejects(slept, CancelledError);
		await settle();
		assert.equal(platform.pendingTimers, 0);
	});
});

describe('the attempt timeout', () => {
	const expired = (waited: number) => new NetworkError('timeout', `waited ${waited}`);

	it('ends an attempt that hears nothing for as long as its patience', async () => {
		const platform = new SimulatedPlatform();
		const given = neverAborted();
		const work = withAttemptTimeout(() => 950, given, expired, platform, hang);
		await assert.rejects(platform.run(work), /waited 950/);
		assert.equal(platform.monotonic(), 950);
		assert.equal(platform.pendingTimers, 0);
		assert.equal(getEventListeners(given, 'abort').length, 0);
	});

	it('starts anew at each sign of life', async () => {
		const platform = new SimulatedPlatform();
		const work = withAttemptTimeout(
			() => 500,
			neverAborted(),
			expired,
			platform,
			async (signal, alive) => {
				for (let chunk = 0; chunk < 5; chunk++) {
					await platform.sleep(400, signal);
					alive();
				}
				return 'whole';
			},
		);
		assert.equal(await platform.run(work), 'whole');
		assert.equal(platform.monotonic(), 2000);
		assert.equal(platform.pendingTimers, 0);
	});

	it('loses patience while it waits, when the origin turns out to be fast', async () => {
		const platform = new SimulatedPlatform();
		const work = withAttemptTimeout(() => (platform.monotonic() < 150 ? 5000 : 400), neverAborted(), expired, platform, hang);
		await assert.rejects(platform.run(work), /waited 400/);
		assert.equal(platform.monotonic(), 400);
	});

	it('does not hold against the other side that this process stood still', async () => {
		const platform = new SimulatedPlatform();
		const asleep = { ...platform, monotonic: () => platform.monotonic() * (platform.monotonic() > 150 ? 1000 : 1) };
		const work = withAttemptTimeout(
			() => 1000,
			neverAborted(),
			expired,
			asleep,
			async (signal) => {
				await platform.sleep(550, signal);
				return 'awake';
			},
		);
		assert.equal(await platform.run(work), 'awake');
	});

	it('passes on why it was given up', async () => {
		const platform = new SimulatedPlatform();
		const controller = new AbortController();
		const work = withAttemptTimeout(() => 1000, controller.signal, expired, platform, hang);
		controller.abort(late());
		await assert.rejects(work, /too late/);
		await settle();
		assert.equal(platform.pendingTimers, 0);
	});
});

describe('patience', () => {
	it('gives what comes in time, and leaves no timer', async () => {
		const platform = new SimulatedPlatform();
		assert.equal(await platform.run(withinTime(1000, Promise.resolve(7), platform)), 7);
		await settle();
		assert.equal(platform.pendingTimers, 0);
	});

	it('ends at its time, whatever the work does, and says so', async () => {
		const platform = new SimulatedPlatform();
		let late = 0;
		const work = withinTime(1000, forever(), platform, () => {
			late++;
		});
		assert.equal(await platform.run(work), undefined);
		assert.deepEqual([platform.monotonic(), late], [1000, 1]);
	});
});
