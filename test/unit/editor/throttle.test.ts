import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { Throttle } from '../../../src/editor/throttle.ts';

describe('a throttle', () => {
	beforeEach(() => mock.timers.enable({ apis: ['setImmediate', 'setTimeout'] }));
	afterEach(() => mock.timers.reset());

	it('works in the next turn, and at the end of a period once for all that was asked in it', () => {
		let passes = 0;
		using throttle = disposable(new Throttle(100, () => passes++));
		throttle.ask();
		assert.equal(passes, 0);
		mock.timers.tick(0);
		assert.equal(passes, 1);
		for (let i = 0; i < 5; i++) throttle.ask();
		assert.equal(passes, 1);
		mock.timers.tick(1000);
		assert.equal(passes, 2);
	});

	for (const [took, waits, what] of [
		[2, 100, 'a period after work that was short'],
		[20, 500, 'as much later as its work took longer, so that most of the time is left to others'],
		[400, 1000, 'after a second, however long its work took: nobody waits longer'],
	] as const) {
		it(`works again ${what}`, () => {
			let passes = 0;
			let now = 0;
			const clock = mock.method(performance, 'now', () => now);
			using throttle = disposable(
				new Throttle(100, () => {
					passes++;
					now += took;
				}),
			);
			throttle.ask();
			mock.timers.tick(0);
			throttle.ask();
			clock.mock.restore();
			mock.timers.tick(waits - 1);
			assert.equal(passes, 1);
			mock.timers.tick(1);
			assert.equal(passes, 2);
		});
	}

	it('does not wait for the end of a period when it is hurried, and works once for all that was asked', () => {
		let passes = 0;
		using throttle = disposable(new Throttle(100, () => passes++));
		throttle.ask();
		mock.timers.tick(0);
		throttle.ask();
		throttle.hurry();
		throttle.hurry();
		mock.timers.tick(0);
		assert.equal(passes, 2);
		mock.timers.tick(1000);
		assert.equal(passes, 2);
	});

	it('goes on in the turns that follow while its work hurries it, and then rests for a period', () => {
		let passes = 0;
		using throttle = disposable(
			new Throttle(100, () => {
				if (++passes < 4) throttle.hurry();
			}),
		);
		throttle.ask();
		for (let turn = 0; turn < 4; turn++) mock.timers.tick(0);
		assert.equal(passes, 4);
		throttle.ask();
		mock.timers.tick(99);
		assert.equal(passes, 4);
		mock.timers.tick(1);
		assert.equal(passes, 5);
	});

	it('works no more often when its own work asks for more', () => {
		let passes = 0;
		using throttle = disposable(
			new Throttle(100, () => {
				passes++;
				throttle.ask();
			}),
		);
		throttle.ask();
		mock.timers.tick(0);
		for (let i = 0; i < 10; i++) mock.timers.tick(100);
		assert.equal(passes, 11);
	});

	it('does nothing once it is disposed of', () => {
		let passes = 0;
		const throttle = new Throttle(100, () => passes++);
		throttle.ask();
		throttle.dispose();
		mock.timers.tick(1000);
		assert.equal(passes, 0);
	});
});

function disposable(throttle: Throttle): Throttle & Disposable {
	return Object.assign(throttle, { [Symbol.dispose]: () => throttle.dispose() });
}
