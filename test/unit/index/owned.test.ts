import assert from 'node:assert/strict';
import { Owned } from '../../../src/core/index/owned.ts';

const keys = (...given: readonly string[]) => new Set(given);

function setUp() {
	const dropped: string[] = [];
	const owned = new Owned<string>((thing) => dropped.push(thing));
	const make = (key: string) => owned.obtain(key, () => key.toUpperCase());
	return { owned, dropped, make };
}

describe('what owners need', () => {
	it('is made once, whoever needs it', () => {
		const { owned, make } = setUp();
		owned.own('x', keys('a', 'b'));
		assert.equal(owned.get('a'), undefined);
		assert.equal(make('a'), 'A');
		assert.equal(owned.obtain('a', assert.fail), 'A');
		assert.equal(make('b'), 'B');
		assert.deepEqual(
			[...owned],
			[
				['a', 'A'],
				['b', 'B'],
			],
		);
	});

	it('goes with the last who needs it, who may need something else or be gone', () => {
		const { owned, dropped, make } = setUp();
		owned.own('x', keys('a', 'b'));
		owned.own('y', keys('b', 'c'));
		for (const key of ['a', 'b', 'c']) make(key);
		owned.own('x', keys('b'));
		assert.deepEqual(dropped, ['A']);
		owned.release('y');
		assert.deepEqual(dropped, ['A', 'C']);
		assert.equal(owned.get('b'), 'B');
		owned.release('x');
		assert.deepEqual([dropped, [...owned]], [['A', 'C', 'B'], []]);
	});

	it('is dropped once, and only what there is', () => {
		const { owned, dropped, make } = setUp();
		owned.own('x', keys('a', 'never made'));
		make('a');
		owned.release('x');
		owned.release('x');
		owned.release('nobody');
		assert.deepEqual(dropped, ['A']);
	});

	it('is nothing after it was cleared', () => {
		const { owned, dropped, make } = setUp();
		owned.own('x', keys('a'));
		make('a');
		owned.clear();
		owned.release('x');
		assert.deepEqual([[...owned], dropped], [[], []]);
	});
});
