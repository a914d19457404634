import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Turns } from '../../../src/core/network/turns.ts';

const large = 1_000_000;

describe('turns of the event loop', () => {
	it('lets large work that comes together be done one in a turn, in the order in which it came', async () => {
		const turns = new Turns();
		const done: number[] = [];
		const work = [1, 2, 3].map(async (number) => {
			await turns.take(large);
			done.push(number);
		});
		const seen: string[] = [];
		while (done.length < work.length) {
			seen.push(done.join());
			await nextTurn();
		}
		await Promise.all(work);
		assert.deepEqual(done, [1, 2, 3]);
		assert.ok(
			['', '1', '1,2'].every((state) => seen.includes(state)),
			`in between: ${seen.join(' | ')}`,
		);
	});

	it('does not keep small work waiting behind large work', async () => {
		const turns = new Turns();
		const done: string[] = [];
		const first = turns.take(large).then(() => done.push('large'));
		const second = turns.take(100).then(() => done.push('small'));
		await Promise.all([first, second]);
		assert.deepEqual(done, ['small', 'large']);
	});
});
