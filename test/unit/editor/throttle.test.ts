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

	it('works more seldom as its work takes longer, so that most of the time is left to others', () => {
		let passes = 0;
		let now = 0;
		const clock = mock.method(performance, 'now', () => now);
		using throttle = disposable(
			new Throttle(100, () => {
				passes++;
				now += 20;
			}),
		);
		throttle.ask();
		mock.timers.tick(0);
		throttle.ask();
		clock.mock.restore();
		mock.timers.tick(499);
		assert.equal(passes, 1);
		mock.timers.tick(1);
		assert.equal(passes, 2);
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
