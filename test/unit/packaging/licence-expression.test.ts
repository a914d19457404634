import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type LicenceExpression, parseLicenceExpression } from '../../../src/core/packaging/licence-expression.ts';

/** As it is understood: everything in parentheses. */
function shown(expression: LicenceExpression | undefined): string | undefined {
	if (expression === undefined) return undefined;
	if (expression.kind !== 'licence') return `(${expression.parts.map(shown).join(` ${expression.kind} `)})`;
	const { id, orLater, exception } = expression;
	return `${id}${orLater ? '+' : ''}${exception === undefined ? '' : `/${exception}`}`;
}

describe('a licence expression', () => {
	const rows: readonly (readonly [text: string, understood: string | undefined])[] = [
		['MIT', 'MIT'],
		['MIT OR Apache-2.0', '(MIT or Apache-2.0)'],
		['MIT or Apache-2.0 and BSD-3-Clause', '(MIT or (Apache-2.0 and BSD-3-Clause))'],
		['(MIT OR Apache-2.0) AND BSD-3-Clause', '((MIT or Apache-2.0) and BSD-3-Clause)'],
		['MIT AND (Apache-2.0)AND(0BSD)', '(MIT and Apache-2.0 and 0BSD)'],
		['GPL-2.0-only WITH Classpath-exception-2.0 OR MIT', '(GPL-2.0-only/Classpath-exception-2.0 or MIT)'],
		['GPL-2.0+', 'GPL-2.0+'],
		['LicenseRef-My.Own', 'LicenseRef-My.Own'],
		['DocumentRef-spdx-tool-1.2:LicenseRef-x-y', 'DocumentRef-spdx-tool-1.2:LicenseRef-x-y'],
		['  MIT\n', 'MIT'],
		['OR-like', 'OR-like'],
		['', undefined],
		['MIT License', undefined],
		['BSD, MIT', undefined],
		['MIT/X11', undefined],
		['MIT AND', undefined],
		['AND MIT', undefined],
		['MIT OR OR MIT', undefined],
		['MIT WITH', undefined],
		['MIT WITH WITH', undefined],
		['WITH', undefined],
		['(MIT', undefined],
		['MIT)', undefined],
		['()', undefined],
		['MIT +', undefined],
		['MIT++', undefined],
		['a:LicenseRef-b', undefined],
	];
	for (const [text, understood] of rows) {
		it(`${JSON.stringify(text)} is ${understood ?? 'none'}`, () => assert.equal(shown(parseLicenceExpression(text)), understood));
	}

	it('is read to fifty parentheses deep, and no deeper', () => {
		const nested = (depth: number) => `${'('.repeat(depth)}MIT${')'.repeat(depth)}`;
		assert.equal(shown(parseLicenceExpression(nested(50))), 'MIT');
		assert.equal(parseLicenceExpression(nested(51)), undefined);
		assert.equal(parseLicenceExpression(nested(100_000)), undefined);
	});

	const id = fc.constantFrom('MIT', 'ISC', '0BSD', 'GPL-3.0-only', 'LicenseRef-x');
	const { expression } = fc.letrec<{ expression: string }>((tie) => ({
		expression: fc.oneof(
			{ maxDepth: 5 },
			id,
			fc
				.tuple(tie('expression'), fc.constantFrom('AND', 'OR', 'and', 'Or'), tie('expression'))
				.map(([a, word, b]) => `(${a} ${word} ${b})`),
			fc.tuple(tie('expression'), fc.constantFrom('AND', 'OR'), tie('expression')).map((parts) => parts.join(' ')),
			id.map((one) => `${one} WITH Some-exception`),
		),
	}));

	it('keeps every identifier in its place, however it is nested', () => {
		fc.assert(
			fc.property(expression, (text) => {
				const words = (of: string | undefined) =>
					of
						?.match(/[\w.-]+/g)
						?.map((word) => word.toLowerCase())
						.filter((word) => word !== 'with');
				assert.deepEqual(words(shown(parseLicenceExpression(text))), words(text));
			}),
		);
	});

	it('never throws, and never takes long, whatever the text', () => {
		fc.assert(
			fc.property(
				fc.string({ unit: fc.constantFrom('(', ')', ' ', '+', 'MIT', 'AND', 'OR', 'WITH', ':', 'é') }),
				(text) => void parseLicenceExpression(text),
			),
		);
		for (const unit of ['(', 'MIT AND ', 'MIT+', '((MIT) OR ', ' ', 'WITH ']) parseLicenceExpression(unit.repeat(100_000));
	});
});
