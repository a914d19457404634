import assert from 'node:assert/strict';
import { htmlBlocks } from '../../../src/core/docs/html-blocks.ts';
import { renderMarkdown } from '../../../src/core/docs/markdown.ts';

const cases: readonly (readonly [title: string, html: string, markdown: string])[] = [
	['paragraphs', '<p>a\n  b</p><div>c</div>', 'a b\n\nc'],
	['headings', '<h2>Title <img src=x></h2>text', '## Title\n\ntext'],
	['lists', '<ul><li>a</li><li>b <b>c</b></li></ul>', '• a\n\n• b c'],
	[
		'links',
		'<a href="https://x.test">x</a> <a href="javascript:1">y</a> <a>z</a> <a href="https://b.test"><img></a>',
		'[x](https://x.test/) y z',
	],
	['code', 'Use <code>a  b</code> and <code> </code>.', 'Use `a b` and  .'],
	['preformatted text', '<p>a</p><pre>\nx = 1\n  y &lt; 2\n</pre>b', 'a\n\n```\nx = 1\n  y < 2\n```\n\nb'],
	['empty preformatted text', '<pre> </pre>a', 'a'],
	['line ends', 'a<br>b<br/><br>c', 'a\\\nb\\\nc'],
	['rows of tables', '<table><tr><td>a</td><td>b</td></tr></table>', 'a\n\nb'],
	['details', '<details><summary>More</summary>text</details>', 'More\n\ntext'],
	['texts that end with their element', 'a<script>b<style>c</style></script><svg><text>d</text></svg>e', 'ae'],
	['tags that are never closed', '<p>a <a href="https://x.test">b<pre>c', 'a [b](https://x.test/)\n\n```\nc\n```'],
	['end tags alone', '</script></p>a</a></pre>', 'a'],
	['long texts', `<p>${'word '.repeat(300)}</p>`, 'word '.repeat(300).trim()],
];

describe('htmlBlocks', () => {
	for (const [title, html, markdown] of cases) it(`reads ${title}`, () => assert.equal(renderMarkdown(htmlBlocks(html)), markdown));
});
