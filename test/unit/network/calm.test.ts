import assert from 'node:assert/strict';
import { Calm } from '../../../src/core/network/calm.ts';
import { SimulatedPlatform, settle } from '../../support/simulated-platform.ts';

const settlingMs = 200;

describe('work that waits for calm', () => {
	const world = () => {
		const platform = new SimulatedPlatform();
		const state = { busy: 1, done: 0 };
		const calm = new Calm(() => state.busy === 0, platform);
		const wait = () => calm.wait().then(() => state.done++);
		return { platform, state, calm, wait };
	};

	it('is done at once when nobody waits for an answer', async () => {
		const { state, platform, wait } = world();
		state.busy = 0;
		await wait();
		assert.equal(platform.pendingTimers, 0);
	});

	it('is done a moment after the last answer is in, and leaves no timer', async () => {
		const { state, platform, calm, wait } = world();
		const both = Promise.all([wait(), wait()]);
		calm.look();
		await platform.advance(settlingMs);
		assert.equal(state.done, 0);
		state.busy = 0;
		calm.look();
		await platform.advance(settlingMs - 1);
		assert.equal(state.done, 0);
		await platform.advance(1);
		await both;
		assert.equal(platform.pendingTimers, 0);
		state.busy = 1;
		void wait();
		await settle();
		assert.equal(state.done, 2, 'busy again: it waits again');
	});

	it('waits on when somebody asks anew in that moment', async () => {
		const { state, platform, calm, wait } = world();
		void wait();
		state.busy = 0;
		calm.look();
		state.busy = 1;
		await platform.advance(settlingMs);
		assert.equal(state.done, 0);
		state.busy = 0;
		calm.look();
		await platform.advance(settlingMs);
		assert.equal(state.done, 1);
	});

	it('is done at once when somebody cannot wait', async () => {
		const { state, platform, calm, wait } = world();
		void wait();
		state.busy = 0;
		calm.look();
		calm.hurry();
		await settle();
		assert.deepEqual([state.done, platform.pendingTimers], [1, 0]);
	});

	it('waits for five seconds at most, each time anew', async () => {
		const { state, platform, wait } = world();
		for (const round of [1, 2]) {
			void wait();
			await platform.advance(4999);
			assert.equal(state.done, round - 1);
			await platform.advance(1);
			assert.equal(state.done, round);
		}
	});
});
