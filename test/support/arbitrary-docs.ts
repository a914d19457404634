import fc from 'fast-check';
import { type PackageDocs, packageDocs } from '../../src/core/docs/package-docs.ts';
import { metadataWith } from './metadata.ts';

const word = fc.constantFrom(
	'session',
	'Proxies',
	'`PoolManager`',
	'**bold**',
	'[link](https://x.test/a)',
	'ünï',
	'漢字',
	'😀',
	'<b>',
	'\\*',
	'x_y',
	'1.',
);
const words = fc.array(word, { minLength: 1, maxLength: 40 }).map((some) => some.join(' '));

const block = fc.oneof(
	words,
	fc.array(words, { minLength: 1, maxLength: 12 }).map((items) => items.map((item) => `- ${item}`).join('\n')),
	fc.array(words, { minLength: 1, maxLength: 12 }).map((items) => items.map((item, i) => `${i + 3}. ${item}\n\n   more`).join('\n')),
	fc.array(words, { minLength: 1, maxLength: 30 }).map((lines) => `\`\`\`python\n${lines.join('\n')}\n\`\`\``),
	fc.array(words, { minLength: 1, maxLength: 12 }).map((rows) => `| a | b |\n| - | - |\n${rows.map((row) => `| ${row} | 1 |`).join('\n')}`),
	fc.array(words, { minLength: 1, maxLength: 6 }).map((lines) => lines.map((line) => `> ${line}`).join('\n>\n')),
	fc.constantFrom('x'.repeat(3000), '😀'.repeat(700), `\`${'y'.repeat(2000)}\``, `[z](https://x.test/${'z'.repeat(1500)})`, '---'),
	fc.string({ maxLength: 200, unit: 'binary' }),
);

const heading = fc
	.tuple(fc.integer({ min: 1, max: 6 }), fc.oneof(words, fc.constant('Ω'.repeat(400))))
	.map(([level, text]) => `${'#'.repeat(level)} ${text}`);

/** Docs of every format, some with sections larger than any page. */
export const arbitraryDocs: fc.Arbitrary<PackageDocs> = fc
	.tuple(
		fc
			.array(fc.oneof({ weight: 3, arbitrary: block }, { weight: 1, arbitrary: heading }), { maxLength: 14 })
			.map((parts) => parts.join('\n\n')),
		fc.constantFrom('text/markdown', 'text/markdown', 'text/x-rst', 'text/plain', null),
	)
	.map(([description, descriptionContentType]) => packageDocs(metadataWith({ description, descriptionContentType, summary: 'A *demo*' })));

export const arbitraryBudget = fc.record({
	maxCharacters: fc.oneof(fc.integer({ min: 800, max: 3000 }), fc.integer({ min: 800, max: 60_000 })),
	maxTokens: fc.oneof(fc.integer({ min: 300, max: 1000 }), fc.integer({ min: 300, max: 30_000 })),
});
