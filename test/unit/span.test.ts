import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LineIndex, rangesIn, spanShift } from '../../src/core/span.ts';
import { threadCpuMs } from '../support/thread-cpu.ts';

describe('lines and columns', () => {
	const rows: readonly (readonly [text: string, offset: number, line: number, character: number])[] = [
		['', 0, 0, 0],
		['abc', 2, 0, 2],
		['a\nb', 1, 0, 1],
		['a\nb', 2, 1, 0],
		['a\r\nb', 2, 0, 2],
		['a\r\nb', 3, 1, 0],
		['a\rb', 2, 1, 0],
		['a\n\nb', 3, 2, 0],
		['🐍x', 2, 0, 2],
		['a\n', 2, 1, 0],
		['a', 5, 0, 5],
	];
	for (const [text, offset, line, character] of rows) {
		it(`${JSON.stringify(text)} at ${offset} is ${line}:${character}`, () =>
			assert.deepEqual(new LineIndex(text).positionAt(offset), { line, character }));
	}

	it('are those of the lines that the text splits into', () => {
		const text = fc.array(fc.constantFrom('a', '🐍', '\n', '\r', '\r\n'), { maxLength: 30 }).map((parts) => parts.join(''));
		fc.assert(
			fc.property(text, fc.nat({ max: 60 }), (given, at) => {
				const offset = Math.min(at, given.length);
				// Between CR and LF the line has not ended yet.
				const before = given.slice(0, offset).replace(/\r$/, given[offset] === '\n' ? ' ' : '\r');
				const lines = before.split(/\r\n|\r|\n/);
				assert.deepEqual(new LineIndex(given).positionAt(offset), { line: lines.length - 1, character: lines.at(-1)?.length });
			}),
		);
	});
});

describe('following a span through an edit', () => {
	/** « and » enclose the span. */
	const rows: readonly (readonly [before: string, after: string, found: string | undefined])[] = [
		['a «b» c', 'a b c', 'b'],
		['a «b» c', 'xx a b c', 'b'],
		['a «b» c', 'a b c xx', 'b'],
		['a «b» c', 'b c', 'b'],
		['a «bcd» e', 'a bXd e', undefined],
		['a «bcd» e', 'a e', undefined],
		['«abc»', '', undefined],
	];
	for (const [marked, after, found] of rows) {
		it(`${marked} → ${after}: ${found ?? 'gone'}`, () => {
			const before = marked.replace(/[«»]/g, '');
			const span = spanShift(before, after)({ start: marked.indexOf('«'), end: marked.indexOf('»') - 1 });
			assert.equal(span && after.slice(span.start, span.end), found);
		});
	}

	it('finds the same characters again, or nothing', () => {
		fc.assert(
			fc.property(fc.string(), fc.string(), fc.nat(), fc.nat(), (before, after, a, b) => {
				const [start, end] = [a % (before.length + 1), b % (before.length + 1)].sort((x, y) => x - y) as [number, number];
				const found = spanShift(before, after)({ start, end });
				if (found !== undefined) assert.equal(after.slice(found.start, found.end), before.slice(start, end));
			}),
		);
	});
});

describe('the ranges of spans in several texts', () => {
	it('are those of each in its own text, and at the start of one that is not there', () => {
		const rangeOf = rangesIn(
			new Map([
				['a', 'x\ny\n'],
				['b', 'xy\nz'],
			]),
		);
		assert.deepEqual(rangeOf('a', { start: 2, end: 4 }), { start: { line: 1, character: 0 }, end: { line: 2, character: 0 } });
		assert.deepEqual(rangeOf('b', { start: 2, end: 4 }), { start: { line: 0, character: 2 }, end: { line: 1, character: 1 } });
		assert.deepEqual(rangeOf('c', { start: 0, end: 0 }), { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } });
	});

	it('take each text to pieces once, however many there are', () => {
		const rangeOf = rangesIn(new Map([['a', 'x\n'.repeat(200_000)]]));
		const before = threadCpuMs();
		for (let start = 0; start < 20_000; start++) rangeOf('a', { start, end: start + 1 });
		assert.ok(threadCpuMs() - before < 1000);
	});
});
