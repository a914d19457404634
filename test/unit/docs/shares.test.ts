import assert from 'node:assert/strict';
import fc from 'fast-check';
import { shares } from '../../../src/core/docs/shares.ts';

const least = { characters: 80, tokens: 30 };

function both(value: number) {
	return { characters: value, tokens: value };
}

function shared(whole: number, primary: number, others: readonly number[]): readonly number[] {
	const given = shares(both(whole), both(primary), others.map(both), least);
	return [given.primary, ...given.others].map(({ characters }) => characters);
}

describe('shares of a budget', () => {
	const rows: readonly (readonly [title: string, whole: number, needs: readonly [number, ...number[]], given: readonly number[]])[] = [
		['are what is needed while there is enough', 1000, [300, 100, 200], [300, 100, 200]],
		['are all of it for a package alone', 1000, [3000], [1000]],
		['are three fifths for the primary when all need more', 1000, [3000, 3000, 3000], [600, 200, 200]],
		['are what the others leave', 1000, [3000, 50, 50], [900, 50, 50]],
		['are more for the others when the primary leaves it', 1000, [100, 3000, 3000], [100, 450, 450]],
		['are passed on by the one that needs little', 1000, [600, 300, 20, 300], [600, 190, 20, 190]],
		['are enough for a page of the primary', 100, [300, 300], [80, 20]],
	];
	for (const [title, whole, [primary, ...others], given] of rows) it(title, () => assert.deepEqual(shared(whole, primary, others), given));

	it('are never more than needed, nor together more than the budget, nor left over while somebody needs more', () => {
		const need = fc.integer({ min: 0, max: 5000 });
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 10_000 }), need, fc.array(need, { maxLength: 20 }), (whole, primary, others) => {
				const given = shared(whole, primary, others);
				const needs = [primary, ...others];
				const sum = given.reduce((total, one) => total + one, 0);
				assert.ok(sum <= whole);
				assert.ok(given.every((one, i) => one >= 0 && one <= (needs[i] ?? 0)));
				if (given.some((one, i) => one < (needs[i] ?? 0))) assert.ok(whole - sum <= others.length);
			}),
		);
	});
});
