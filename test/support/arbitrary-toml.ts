import fc from 'fast-check';

/** What may stand around the entries of an array: white space, line ends, comments that look like entries. */
const trivia = fc
	.array(fc.constantFrom(' ', '\t', '\n', '\r\n', '\n  ', ' #, "x",\n', '\n#\n\t'), { maxLength: 3 })
	.map((parts) => parts.join(''));

/** An array of these tokens, in any style, its comments numbered `#0`, `#1`, … */
export function arrayOf(tokens: fc.Arbitrary<readonly string[]>): fc.Arbitrary<string> {
	return tokens.chain((list) => {
		const entries = fc.tuple(...list.map((token) => fc.tuple(trivia, trivia).map(([lead, trail]) => lead + token + trail)));
		return fc.record({ entries, end: fc.option(trivia) }).map(({ entries: written, end }) => {
			let comments = 0;
			const inside = written.join(',') + (end === null ? '' : `,${end}`);
			return `[${inside.replace(/#/g, () => `#${comments++}`)}]`;
		});
	});
}
