import assert from 'node:assert/strict';
import fc from 'fast-check';
import { excerpt } from '../../../src/core/docs/excerpt.ts';
import { packageDocs } from '../../../src/core/docs/package-docs.ts';
import { metadataWith } from '../../support/metadata.ts';

function excerptOf(description: string, maxCharacters: number): string {
	return excerpt(packageDocs(metadataWith({ description, descriptionContentType: 'text/markdown' })), maxCharacters);
}

const prose = 'Demo shows how a package is described. It has a second sentence that says more.';

const cases: readonly (readonly [title: string, markdown: string, max: number, expected: string])[] = [
	[
		'skips badges, menus and the title',
		`[![b](x.svg)](https://b.test)\n\n# Demo\n\n[Docs](https://d.test) | [Code](https://c.test)\n\n${prose}`,
		200,
		prose,
	],
	[
		'skips how to install',
		`# Demo\n\n## Install\n\nRun pip install demo in your environment, then be happy.\n\n## About\n\n${prose}`,
		200,
		prose,
	],
	['takes what there is', '# Demo\n\nTiny.', 200, 'Tiny.'],
	['is empty without a description', '', 200, ''],
	['ends with a sentence', prose, 60, 'Demo shows how a package is described.'],
	[
		'ends with a word when no sentence ends in time',
		'A very long sentence that goes on and on and on without any end.',
		40,
		'A very long sentence that goes on …',
	],
	['ends with a list item', `${prose}\n\n- one\n- two\n- three`, prose.length + 16, `${prose}\n\n- one\n- two`],
	[
		'ends with a line of code',
		`${prose}\n\n\`\`\`python\na = 1\nb = 2\nc = 3\n${'d = 4\n'.repeat(20)}\`\`\``,
		prose.length + 42,
		`${prose}\n\n\`\`\`python\na = 1\nb = 2\nc = 3\n…\n\`\`\``,
	],
	['never cuts a link', `See [${'the documentation '.repeat(5)}](https://docs.test/).`, 60, 'See …'],
	['leaves out an announcement of what does not fit', `${prose}\n\nFor example:\n\n> ${'quote '.repeat(50)}`, prose.length + 30, prose],
];

describe('excerpt', () => {
	for (const [title, markdown, max, expected] of cases) it(title, () => assert.equal(excerptOf(markdown, max), expected));

	it('is never longer than asked for', () => {
		const piece = fc.constantFrom(
			'word ',
			'end. ',
			'*a* ',
			'`b` ',
			'[c](https://c.test) ',
			'\n\n',
			'\n- ',
			'\n\n```\n',
			'\n# h\n',
			'<',
			'&',
			'\\',
		);
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 60 }), fc.integer({ min: 20, max: 200 }), (pieces, max) => {
				assert.ok(excerptOf(pieces.join(''), max).length <= max);
			}),
			{ numRuns: 300 },
		);
	});
});
