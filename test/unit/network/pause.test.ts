import assert from 'node:assert/strict';
import { Notifier } from '../../../src/core/network/notifier.ts';
import { Pause } from '../../../src/core/network/pause.ts';
import { SimulatedPlatform, settle } from '../../support/simulated-platform.ts';

describe('a pause', () => {
	function bench() {
		const platform = new SimulatedPlatform();
		const changes: number[] = [];
		const pause: Pause = new Pause(platform, () => changes.push(pause.remaining));
		return { platform, changes, pause };
	}

	it('is none at first', () => {
		const { pause } = bench();
		assert.equal(pause.over, undefined);
		assert.equal(pause.remaining, 0);
	});

	it('ends by itself, for all who wait, with one timer', async () => {
		const { platform, changes, pause } = bench();
		pause.lengthen(1000);
		const waiting = Promise.all([pause.over, pause.over]);
		assert.equal(platform.pendingTimers, 1);
		await platform.advance(400);
		assert.equal(pause.remaining, 600);
		await platform.run(waiting);
		assert.equal(platform.monotonic(), 1000);
		assert.equal(pause.over, undefined);
		assert.deepEqual(changes, [1000, 0]);
	});

	it('becomes longer, never shorter', async () => {
		const { platform, changes, pause } = bench();
		pause.lengthen(1000);
		pause.lengthen(500);
		pause.lengthen(1000);
		assert.equal(pause.remaining, 1000);
		assert.deepEqual(changes, [1000], 'what changes nothing is not told');
		pause.lengthen(3000);
		const over = pause.over;
		assert.ok(over !== undefined);
		await platform.run(over);
		assert.equal(platform.monotonic(), 3000);
	});

	it('ends when a person says so, and may begin again', async () => {
		const { platform, pause } = bench();
		pause.end();
		pause.lengthen(1000);
		pause.end();
		await settle();
		assert.equal(pause.over, undefined);
		assert.equal(platform.pendingTimers, 0);
		pause.lengthen(200);
		assert.equal(pause.remaining, 200);
	});

	it('may end and begin again in the same moment: then it lasts as long as it was asked for anew', async () => {
		const { platform, pause } = bench();
		pause.lengthen(1000);
		pause.end();
		pause.lengthen(300);
		const over = pause.over;
		assert.ok(over !== undefined);
		await platform.run(over);
		assert.equal(platform.monotonic(), 300);
		assert.equal(pause.over, undefined);
		assert.equal(platform.pendingTimers, 0);
	});
});

describe('the notifier', () => {
	it('tells once of many changes, soon', async () => {
		const platform = new SimulatedPlatform();
		const notifier = new Notifier(platform);
		let told = 0;
		notifier.notify();
		assert.equal(platform.pendingTimers, 0, 'nobody listens');
		const remove = notifier.add(() => told++);
		for (let i = 0; i < 10; i++) notifier.notify();
		assert.equal(told, 0);
		await platform.advance(100);
		assert.equal(told, 1);
		notifier.notify();
		await platform.advance(100);
		assert.equal(told, 2);
		remove();
		notifier.notify();
		await platform.advance(100);
		assert.equal(told, 2);
	});

	it('tells the others when one listener fails, and says so in the log', async () => {
		const platform = new SimulatedPlatform();
		const notifier = new Notifier(platform);
		let told = 0;
		notifier.add(() => assert.fail('broken'));
		notifier.add(() => told++);
		notifier.notify();
		await platform.advance(100);
		assert.equal(told, 1);
		assert.equal(platform.lines[0]?.level, 'error');
		assert.deepEqual(platform.lines[0]?.fields, { error: 'AssertionError [ERR_ASSERTION]: broken' });
	});

	it('tells nobody once it is closed, and leaves no timer', async () => {
		const platform = new SimulatedPlatform();
		const notifier = new Notifier(platform);
		notifier.add(assert.fail);
		notifier.notify();
		notifier.close();
		await platform.advance(1000);
		assert.equal(platform.pendingTimers, 0);
	});
});
