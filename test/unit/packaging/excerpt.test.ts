import assert from 'node:assert/strict';
import { excerpt } from '../../../src/core/packaging/excerpt.ts';

describe('an excerpt for a message', () => {
	const rows: readonly (readonly [what: string, text: string, shown: string])[] = [
		['nothing', '', ''],
		['a short text', 'numpy', 'numpy'],
		['60 units', 'x'.repeat(60), 'x'.repeat(60)],
		['61 units, cut off', 'x'.repeat(61), `${'x'.repeat(59)}…`],
		['100 kB, cut off', 'x'.repeat(100_000), `${'x'.repeat(59)}…`],
		['line ends, as blanks', 'a\r\nb\nc', 'a  b c'],
	];
	for (const [what, text, shown] of rows) it(`shows ${what}`, () => assert.equal(excerpt(text), shown));
});
