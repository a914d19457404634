import assert from 'node:assert/strict';
import { packageDocs } from '../../../src/core/docs/package-docs.ts';
import { metadataWith } from '../../support/metadata.ts';

function sections(description: string) {
	return packageDocs(metadataWith({ description, descriptionContentType: 'text/x-rst' })).sections;
}

const pages: readonly (readonly [title: string, rst: string, markdown: string])[] = [
	['inline marks', '*a* **b** ``c *d*`` `e`', '_a_ **b** `c *d*` _e_'],
	['marks inside words', '2*3*4 snake_case x**2', '2\\*3\\*4 snake_case x\\*\\*2'],
	['escapes', 'a\\*b \\`c\\` x\\ y', 'a\\*b \\`c\\` xy'],
	[
		'embedded links',
		'See `the docs <https://d.test/x>`_ and `more <https://m.test>`__.',
		'See [the docs](https://d.test/x) and [more](https://m.test/).',
	],
	[
		'named targets',
		'Use Demo_ or `the other`_.\n\n.. _Demo: https://d.test\n.. _the other: https://o.test/\n   path',
		'Use [Demo](https://d.test/) or [the other](https://o.test/path).',
	],
	[
		'anonymous targets',
		'One__ and `two words`__.\n\n__ https://1.test\n.. __: https://2.test',
		'[One](https://1.test/) and [two words](https://2.test/).',
	],
	['aliases', '`a`_\n\n.. _a: b_\n.. _b: https://b.test', '[a](https://b.test/)'],
	['names without targets', 'a_ `b`_', 'a\\_ b'],
	['addresses', 'At https://x.test/a_b. (https://y.test/)', 'At <https://x.test/a_b>. (<https://y.test/>)'],
	['substitutions', '|badge| |name|!\n\n.. |badge| image:: x.svg\n   :target: https://b.test\n.. |name| replace:: Demo', 'Demo!'],
	['roles', ':class:`~demo.Thing` :ref:`title <target>` :pep:`8` `x`:code:', '`Thing` title PEP 8 `x`'],
	['bullet lists', '- a\n  b\n\n- c\n\n  - d', '- a\n  b\n- c\n  - d'],
	['enumerated lists', '1. a\n2. b\n\n#. c', '1. a\n2. b\n3. c'],
	['no list', 'A. Smith wrote\nthis text.', 'A. Smith wrote\nthis text.'],
	['field lists', ':Author: Somebody\n:Licence: MIT', '- **Author**: Somebody\n- **Licence**: MIT'],
	['definition lists', 'term\n  What it *is*.\n\nother\n  Code.', '- **term**: What it _is_.\n- **other**: Code.'],
	['literal blocks', 'Run::\n\n    pip install\n      demo\n\nDone.', 'Run:\n\n```\npip install\n  demo\n```\n\nDone.'],
	['quoted literal blocks', 'So::\n\n> a\n> b', 'So:\n\n```\n> a\n> b\n```'],
	['literal blocks alone', '::\n\n  x', '```\nx\n```'],
	['code blocks', '.. code-block:: python\n   :linenos:\n\n   x = 1\n\n   y = 2', '```python\nx = 1\n\ny = 2\n```'],
	['sessions', '>>> 1 + 1\n2', '```python\n>>> 1 + 1\n2\n```'],
	['quotes', 'a\n\n    b', 'a\n\n> b'],
	['line blocks', '| a\n| b', 'a\\\nb'],
	['options', '-h, --help  Show help.\n-v          More.', '```\n-h, --help  Show help.\n-v          More.\n```'],
	['admonitions', '.. note:: Mind\n   this.', '> **Note**\n>\n> Mind\n> this.'],
	['unknown directives', '.. frobnicate:: a\n\n   Body.', 'a\n\nBody.'],
	[
		'images, raw HTML, contents and comments',
		'.. image:: x.png\n   :alt: x\n\n.. raw:: html\n\n   <script>x</script>\n\n.. contents::\n\n.. a comment\n   of two lines\n\nText.',
		'Text.',
	],
	[
		'simple tables',
		'===  =====\na    b\n===  =====\n1    ``x``\n     more\n2    y\n===  =====',
		'| a | b |\n| - | - |\n| 1 | `x` more |\n| 2 | y |',
	],
	['grid tables', '+---+---+\n| a | b |\n+===+===+\n| 1 | 2 |\n+---+---+', '| a | b |\n| - | - |\n| 1 | 2 |'],
	['tables with spans', '+---+---+\n| a     |\n+---+---+', '```\n+---+---+\n| a     |\n+---+---+\n```'],
	['list tables', '.. list-table::\n\n   * - a\n     - b\n   * - c\n     - d', '| a | b |\n| - | - |\n| c | d |'],
	['tables without heads', '=====  =====\na      b\n=====  =====', '| | |\n| - | - |\n| a | b |'],
	['grid tables without heads', '+---+---+\n| a | b |\n|   | c |\n+---+---+', '| | |\n| - | - |\n| a | b c |'],
	['tables with text over the gap', '===  ===\na long b\n===  ===', '```\n===  ===\na long b\n===  ===\n```'],
	['tables that never end', '===  ===\na    b', '\\===  ===\na    b'],
	['figures', '.. figure:: x.png\n   :alt: x\n\n   Caption.', 'Caption.'],
	['topics', '.. topic:: Title\n\n   Text.', '**Title**\n\nText.'],
	['titled admonitions', '.. admonition:: Mind\n\n   this.', '> **Mind**\n>\n> this.'],
	['versions', '.. versionadded:: 2.0\n   More.', '> **Added in**\n>\n> 2.0\n> More.'],
	['comments of two dots', '..\n\n  quoted', '> quoted'],
	['options with an empty line between', '-a  one\n\n--bee=X  two\n      more', '```\n-a  one\n--bee=X  two\n      more\n```'],
	['fields without a text', ':a:\n  x::\n\n    code', '- **a**: x:\n  ```\n  code\n  ```'],
	['titles in quotes', 'a\n\n  Title\n  -----\n  text', 'a\n\n> **Title**\n>\n> text'],
	['rules', 'a\n\n----\n\nb', 'a\n\n---\n\nb'],
	['escaped targets', '`a: b`_\n\n.. _a\\: b: https://x.test', '[a: b](https://x.test/)'],
	['targets named by their links', '`Docs <https://d.test>`_ and docs_', '[Docs](https://d.test/) and [docs](https://d.test/)'],
	['links without their underscore', '`Docs <https://d.test>`', '[Docs](https://d.test/)'],
	['marks that never end', '*a **b ``c `d |e :x:`f', '\\*a \\*\\*b \\`\\`c \\`d |e :x:\\`f'],
	['tabs', 'a::\n\n\tx\n\t\ty', 'a:\n\n```\nx\n        y\n```'],
	['strong and emphasis as roles', ':strong:`a` :emphasis:`b` :func:`!c` `d`:sub:', '**a** _b_ `c` d'],
	['footnotes', 'See [1]_.\n\n.. [1] Note.', 'See \\[1].\n\n\\[1] Note.'],
];

describe('reStructuredText', () => {
	for (const [title, rst, markdown] of pages) {
		it(`reads ${title}`, () =>
			assert.equal(
				sections(rst)
					.map((section) => section.markdown)
					.join('\n\n'),
				markdown,
			));
	}

	it('finds sections, their levels in order of appearance', () => {
		const text = '====\nDemo\n====\n\nIntro.\n\nUse\n---\n\nHow\n~~~\n\nEnd\n---\nx\n';
		assert.deepEqual(
			sections(text).map(({ level, heading, markdown }) => [level, heading, markdown]),
			[
				[1, 'Demo', 'Intro.'],
				[2, 'Use', ''],
				[3, 'How', ''],
				[2, 'End', 'x'],
			],
		);
	});
});
