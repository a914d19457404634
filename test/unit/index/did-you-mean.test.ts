import assert from 'node:assert/strict';
import fc from 'fast-check';
import { didYouMean } from '../../../src/core/index/did-you-mean.ts';
import { boundedEditDistance } from '../../../src/core/index/edit-distance.ts';

const meant: readonly (readonly [typed: string, names: readonly string[]])[] = [
	['reqeusts', ['requests']],
	['requets', ['requests']],
	['numpi', ['numpy']],
	['padnas', ['pandas']],
	['djagno', ['django']],
	['fasltapi', ['fastapi']],
	['tensroflow', ['tensorflow']],
	['crytpography', ['cryptography']],
	['pythondateutil', ['python-dateutil']],
	['scikitlearn', ['scikit-learn']],
	['typing-extension', ['typing-extensions']],
	['requests-python', ['requests']],
	['yaml', ['pyyaml']],
	['cv2', ['opencv-python']],
	['sklearn', ['scikit-learn']],
	['bs4', ['beautifulsoup4']],
	['pil', ['pillow']],
	['dateutil', ['python-dateutil']],
	['dotenv', ['python-dotenv']],
	['zzzzqqqqxx', []],
	['qx', []],
	['hasownproperty', []],
];

describe('didYouMean', () => {
	for (const [typed, names] of meant) {
		it(`${typed}: ${names.join(', ') || 'nothing'}`, () => {
			assert.deepEqual(didYouMean(typed), { names, partOfPython: false });
		});
	}

	for (const module of ['asyncio', 'json', 'sqlite3', 'importlib']) {
		it(`${module} is part of Python`, () => assert.deepEqual(didYouMean(module), { names: [], partOfPython: true }));
	}

	it('prefers names that the index is known to have', () => {
		assert.deepEqual(didYouMean('acme-bilings', ['acme-billing', 'acme-billings']).names, ['acme-billings']);
	});

	it('names three at most, the most popular first', () => {
		assert.ok(didYouMean('httpz').names.length <= 3);
		assert.equal(didYouMean('httpz').names[0], 'httpx');
	});

	it('leaves a name of ten thousand characters alone', () => {
		assert.deepEqual(didYouMean('a'.repeat(10_000)).names, []);
	});
});

describe('boundedEditDistance', () => {
	const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });

	it('is the distance of optimal string alignment, or one more than the limit', () => {
		fc.assert(
			fc.property(word, word, fc.integer({ min: 0, max: 4 }), (a, b, limit) => {
				assert.equal(boundedEditDistance(a, b, limit), Math.min(plainDistance(a, b), limit + 1));
			}),
		);
	});
});

/** The definition, without bounds. */
function plainDistance(a: string, b: string): number {
	if (a === '' || b === '') return a.length + b.length;
	const same = a.at(-1) === b.at(-1) ? 0 : 1;
	const [shortA, shortB] = [a.slice(0, -1), b.slice(0, -1)];
	const steps = [plainDistance(shortA, b) + 1, plainDistance(a, shortB) + 1, plainDistance(shortA, shortB) + same];
	if (a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1)) {
		steps.push(plainDistance(a.slice(0, -2), b.slice(0, -2)) + 1);
	}
	return Math.min(...steps);
}
