import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Starts } from '../../../src/core/network/starts.ts';

describe('works that are asked for in the same moment', () => {
	it('begin in their order, so many in a turn', async () => {
		const starts = new Starts(50);
		const begun: number[] = [];
		const all = Array.from({ length: 120 }, (_, number) => starts.turn().then(() => begun.push(number)));
		const seen: number[] = [];
		for (let turn = 0; turn < 3; turn++) {
			await Promise.resolve();
			seen.push(begun.length);
			await nextTurn();
		}
		assert.deepEqual(seen, [50, 100, 120]);
		assert.deepEqual(begun, [...all.keys()]);
	});

	it('begin at once where they are few, again and again', async () => {
		const starts = new Starts(50);
		for (let turn = 0; turn < 3; turn++) {
			let begun = 0;
			for (let number = 0; number < 50; number++) void starts.turn().then(() => begun++);
			await Promise.resolve();
			assert.equal(begun, 50);
			await nextTurn();
		}
	});
});
