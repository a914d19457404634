import assert from 'node:assert/strict';
import { slowStart } from '../../../src/core/index/slow-start.ts';
import { SimulatedPlatform, settle } from '../../support/simulated-platform.ts';

const items = Array.from({ length: 40 }, (_, number) => number);

describe('a slow start', () => {
	it('begins five at once, then twice as many each second', async () => {
		const platform = new SimulatedPlatform();
		const begun: number[] = [];
		const begin = async (item: number) => {
			begun.push(item);
		};
		const done = slowStart(items, begin, platform, new AbortController().signal);
		const seen: number[] = [];
		for (let second = 0; second < 4; second++) {
			seen.push(begun.length);
			await platform.advance(1000);
		}
		await done;
		assert.deepEqual(seen, [5, 15, 35, 40]);
		assert.deepEqual(begun, items);
		assert.equal(platform.pendingTimers, 0);
	});

	it('begins nothing more once it is aborted, and leaves no timer', async () => {
		const platform = new SimulatedPlatform();
		const leaving = new AbortController();
		let begun = 0;
		const done = slowStart(items, async () => void begun++, platform, leaving.signal);
		await settle();
		leaving.abort(new Error('enough'));
		await assert.rejects(done, /enough/);
		assert.deepEqual([begun, platform.pendingTimers], [5, 0]);
	});

	it('ends when the last has ended', async () => {
		const platform = new SimulatedPlatform();
		let end: () => void = () => undefined;
		const work = new Promise<void>((resolve) => {
			end = resolve;
		});
		let done = false;
		void slowStart([1], () => work, platform, new AbortController().signal).then(() => {
			done = true;
		});
		await settle();
		assert.equal(done, false);
		end();
		await settle();
		assert.equal(done, true);
	});
});
