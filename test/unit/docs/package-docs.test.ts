import assert from 'node:assert/strict';
import { packageDocs } from '../../../src/core/docs/package-docs.ts';
import { metadataWith } from '../../support/metadata.ts';

function markdownDocs(description: string) {
	return packageDocs(metadataWith({ description, descriptionContentType: 'text/markdown' }));
}

function outline(description: string) {
	return markdownDocs(description).sections.map(({ level, heading, markdown }) => [level, heading, markdown]);
}

describe('packageDocs', () => {
	it('carries what is known of a release in plain lines', () => {
		const docs = packageDocs(
			metadataWith({
				summary: 'One\u202e two\n three',
				licence: 'MIT\u200b',
				requiresPython: '>=3.9',
				urls: [{ label: 'Ho\u0007me', url: 'https://demo.test/' }],
			}),
		);
		assert.deepEqual(
			[docs.summary, docs.licence, docs.requiresPython, docs.links, docs.sections],
			['One two three', 'MIT', '>=3.9', [{ label: 'Home', url: 'https://demo.test/' }], []],
		);
	});

	it('divides Markdown at its headings, the part before the first one first', () => {
		const text = 'Intro.\n\n# Demo #\n\nA *demo*.\n\nUse\n---\n```sh\n# no heading\n```\n### `API` and [more](https://x.test)\n';
		assert.deepEqual(outline(text), [
			[0, null, 'Intro.'],
			[1, 'Demo', 'A _demo_.'],
			[2, 'Use', '```sh\n# no heading\n```'],
			[3, 'API and more', ''],
		]);
	});

	const noHeadings: readonly (readonly [title: string, markdown: string])[] = [
		['a comment', '<!--\n# hidden\n-->\n\ntext'],
		['tildes', '~~~\n# code\n~~~'],
		['a longer fence', '````\n```\n# code\n```\n````'],
		['a rule after a list', '- item\n---\ntext'],
		['a table', '| a |\n| - |\n| b |'],
		['a hash without a space', '#hashtag'],
	];
	for (const [title, markdown] of noHeadings) {
		it(`finds no heading in ${title}`, () => assert.ok(outline(markdown).every(([level]) => level === 0)));
	}

	it('resolves link references of other sections', () => {
		assert.deepEqual(outline('# A\n\nSee [the docs][d] and [D].\n\n# B\n\n[d]: https://docs.test/ "title"\n')[0], [
			1,
			'A',
			'See [the docs](https://docs.test/) and [D](https://docs.test/).',
		]);
	});

	it('keeps tables, task lists, code and quotes', () => {
		const text = '| a | b |\n| - | - |\n| 1 | `2` |\n\n- [x] done\n\n> quote\n\n```python\nx = 1\n```';
		assert.equal(markdownDocs(text).sections[0]?.markdown, text);
	});

	it('shows what HTML says, without badges and comments', () => {
		const text =
			'<p align="center"><a href="https://b.test"><img src="badge.svg"></a></p>\n<h1 align="center">Demo</h1>\n<!-- secret -->\n<p>A <b>fast</b> demo, <a href="https://d.test">docs</a>.</p>\n\nLine<br>two ![image](x.png)';
		assert.equal(markdownDocs(text).sections[0]?.markdown, '# Demo\n\nA fast demo, [docs](https://d.test/).\n\nLine\\\ntwo');
	});

	it('goes on with code as code where a long piece is cut', () => {
		const code = Array.from({ length: 2000 }, (_, index) => `# comment ${index}`).join('\n');
		const [section, ...others] = markdownDocs(`\`\`\`python\n${code}\n\`\`\`\n`).sections;
		assert.equal(others.length, 0);
		assert.ok(section?.blocks.every((block) => block.type === 'code'));
	});

	it('reads as much of a description as asked for, and says when it is cut', () => {
		const docs = packageDocs(metadataWith({ description: 'line\n'.repeat(1000), descriptionContentType: 'text/plain' }), 100);
		assert.ok(docs.isCut);
		assert.ok((docs.sections[0]?.markdown.length ?? 0) < 150);
	});

	const formats: readonly (readonly [contentType: string | null, description: string, format: string])[] = [
		['text/markdown; charset=UTF-8; variant=GFM', 'x', 'markdown'],
		['text/x-rst', '# not markdown', 'rst'],
		[null, 'Demo\n====\n\nSee `docs <https://x.test>`_.', 'rst'],
		[null, '# Demo\n\n[docs](https://x.test)', 'markdown'],
		[null, 'Just text.', 'plain'],
		['text/plain', '# Demo\n\n```sh\npip install demo\n```', 'markdown'],
		['text/plain', 'Just text.', 'plain'],
		['nonsense', 'Just text.', 'plain'],
	];
	for (const [contentType, description, format] of formats) {
		it(`takes ${contentType} and ${JSON.stringify(description.slice(0, 20))} for ${format}`, () => {
			assert.equal(packageDocs(metadataWith({ description, descriptionContentType: contentType })).format, format);
		});
	}

	it('keeps the line ends of plain text and dedents it', () => {
		const docs = packageDocs(metadataWith({ description: '  One *star*\n  two\n\n      code\n' }));
		assert.equal(docs.sections[0]?.markdown, 'One \\*star\\*\\\ntwo\n\n```\n    code\n```');
	});
});
