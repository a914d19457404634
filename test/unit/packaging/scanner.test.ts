import assert from 'node:assert/strict';
import { isDigit, isSpace, Scanner } from '../../../src/core/packaging/scanner.ts';

describe('a scanner', () => {
	it('sees nothing at or behind its end', () => {
		const scanner = new Scanner('abcdef', 1, 3);
		assert.equal(scanner.unit(1), 'c'.charCodeAt(0));
		assert.ok(Number.isNaN(scanner.unit(2)));
		assert.deepEqual([scanner.sees('bc'), scanner.sees('bcd')], [true, false]);
		assert.equal(scanner.takeAnyCase(['bcd', 'bc']), 'bc');
		assert.equal(scanner.isDone, true);
	});

	it('is at its end in front of one last line end', () => {
		const at = (text: string, start: number) => new Scanner(text, start).isAtEnd;
		assert.deepEqual([at('a\n', 1), at('a\n\n', 1), at('a\n', 0), at('a', 1)], [true, false, false, true]);
	});

	it('takes no more than what stands at its cursor', () => {
		const scanner = new Scanner('1a');
		assert.equal(scanner.take('a'), false);
		assert.equal(scanner.run(isDigit), '1');
		assert.equal(scanner.take('a'), true);
	});
});

describe('white space', () => {
	// What `[c for c in map(chr, range(0x10000)) if c.isspace()]` gives in Python 3.
	const ranges = [
		[9, 13],
		[28, 32],
		[0x85, 0x85],
		[0xa0, 0xa0],
		[0x1680, 0x1680],
		[0x2000, 0x200a],
		[0x2028, 0x2029],
		[0x202f, 0x202f],
		[0x205f, 0x205f],
		[0x3000, 0x3000],
	] as const;

	it('is what Python takes for it, of all UTF-16 units', () => {
		for (let unit = 0; unit < 0x10000; unit++) {
			const expected = ranges.some(([first, last]) => unit >= first && unit <= last);
			assert.equal(isSpace(unit), expected, `U+${unit.toString(16)}`);
		}
	});
});
