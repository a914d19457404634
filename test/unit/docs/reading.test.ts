import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type PackageDocs, packageDocs } from '../../../src/core/docs/package-docs.ts';
import { type DocsReading, type DocsRequest, readDocs, smallestBudget } from '../../../src/core/docs/reading.ts';
import { estimateTokens } from '../../../src/core/docs/token-estimate.ts';
import { ValidationError } from '../../../src/core/errors.ts';
import { arbitraryBudget, arbitraryDocs } from '../../support/arbitrary-docs.ts';
import { metadataWith } from '../../support/metadata.ts';

function markdownDocs(description: string): PackageDocs {
	return packageDocs(metadataWith({ description, descriptionContentType: 'text/markdown', summary: 'A *small* demo' }));
}

const wide = { maxCharacters: 50_000, maxTokens: 30_000 };
const narrow = { maxCharacters: 1000, maxTokens: 500 };

const guide = markdownDocs(
	[
		'# Demo',
		'A demo.',
		'## Install',
		'```sh\npip install demo\n```',
		'## Usage',
		'How it is used.',
		'### Sessions',
		'A session keeps cookies. See `PoolManager`.',
		'### Proxies',
		'Set `proxies` to send what a session asks through a proxy.',
		'```python\nsession.proxies = {"https": "http://10.10.1.10:1080"}\n```',
		'## Caching',
		'What is cached is asked once.',
	].join('\n\n'),
);

/** All pages of a reading, by their cursors. */
function pagesOf(docs: PackageDocs, request: DocsRequest): readonly DocsReading[] {
	const pages: DocsReading[] = [];
	for (let cursor: string | undefined; pages.length < 2000; cursor = pages.at(-1)?.nextCursor) {
		pages.push(readDocs(docs, { ...request, cursor }));
		if (pages.at(-1)?.nextCursor === undefined) return pages;
	}
	return assert.fail('the pages do not end');
}

function headings(reading: DocsReading): readonly (string | null)[] {
	return reading.sections.map(({ heading }) => heading);
}

function omitted(reading: DocsReading): readonly (string | null)[] {
	return reading.omittedSections.map(({ heading }) => heading);
}

describe('readDocs', () => {
	it('gives all sections in their order, each with its heading, body and code', () => {
		const reading = readDocs(guide, wide);
		assert.deepEqual(headings(reading), ['Demo', 'Install', 'Usage', 'Sessions', 'Proxies', 'Caching']);
		assert.deepEqual([reading.omittedSections, reading.nextCursor, reading.queryApplied], [[], undefined, null]);
		assert.ok(reading.documentation.startsWith('# Demo\n\nA demo.\n\n## Install\n\n```sh\npip install demo\n```\n\n## Usage\n\n'));
		assert.equal(reading.tokenEstimate, estimateTokens(reading.documentation));
		assert.deepEqual(reading.sections[1], { heading: 'Install', level: 2, characters: '```sh\npip install demo\n```'.length });
	});

	it('takes a blank query for none', () => {
		assert.deepEqual(readDocs(guide, { ...wide, query: ' \n' }), readDocs(guide, wide));
	});

	const empty: readonly (readonly [title: string, description: string])[] = [
		['nothing', ''],
		['blanks', ' \n\t\n'],
		['a comment', '<!-- nothing -->'],
		['a badge', '[![x](https://x.test/b.svg)](https://x.test)'],
	];
	it('says so when the index offers no metadata, and does not claim that there is no description', () => {
		const { documentation } = readDocs(packageDocs(metadataWith({ onlyListed: true })), wide);
		assert.equal(documentation, 'The index offers no metadata of demo 1.0, only its files: its docs and dependencies are not known.');
	});

	for (const [title, description] of empty) {
		it(`says so when there is no description but ${title}`, () => {
			for (const query of [undefined, 'x']) {
				const { documentation, sections, nextCursor } = readDocs(markdownDocs(description), { ...wide, query });
				assert.ok(documentation.startsWith('demo 1.0 has no description. Its summary: A \\*small\\* demo'), documentation);
				assert.deepEqual([sections, nextCursor], [[], undefined]);
			}
		});
	}

	it('says when the description is longer than what was read', () => {
		const docs = packageDocs(metadataWith({ description: 'line\n\n'.repeat(1000), descriptionContentType: 'text/plain' }), 3000);
		const pages = pagesOf(docs, { maxCharacters: 2000, maxTokens: 2000 });
		assert.ok(pages.length > 1);
		for (const [i, { documentation }] of pages.entries())
			assert.equal(documentation.includes('longer than what was read'), i === pages.length - 1);
	});

	it('refuses budgets that are too small for a page, and takes the smallest', () => {
		const { characters, tokens } = smallestBudget;
		assert.throws(() => readDocs(guide, { maxCharacters: characters - 1, maxTokens: tokens }), ValidationError);
		assert.throws(() => readDocs(guide, { maxCharacters: characters, maxTokens: tokens - 1 }), ValidationError);
		assert.ok(readDocs(guide, { maxCharacters: characters, maxTokens: tokens }).sections.length > 0);
	});
});

describe('a query', () => {
	const rows: readonly (readonly [query: string, best: string])[] = [
		['sessions', 'Sessions'],
		['session', 'Sessions'],
		['PROXY', 'Proxies'],
		['how do I use proxies?', 'Proxies'],
		['pool_manager', 'Sessions'],
		['PoolManager', 'Sessions'],
		['poolmanager', 'Sessions'],
		['session.proxies', 'Proxies'],
		['cached', 'Caching'],
		['caching', 'Caching'],
		['pip', 'Install'],
		['cook', 'Sessions'],
	];
	for (const [query, best] of rows) {
		it(`“${query}” finds ${best} first`, () => {
			const reading = readDocs(guide, { ...wide, query });
			assert.equal(headings(reading)[0], best);
			assert.deepEqual(reading.queryApplied, { query, matched: true });
		});
	}

	it('shows what matches under its heading path, best first, and says so; the rest is omitted', () => {
		const reading = readDocs(guide, { ...wide, query: 'proxies' });
		assert.ok(
			reading.documentation.startsWith('*Sections that match “proxies”, best first:*\n\n## Usage › Proxies\n\nSet `proxies` to send'),
		);
		assert.deepEqual(headings(reading), ['Proxies']);
		assert.deepEqual(omitted(reading), ['Demo', 'Install', 'Usage', 'Sessions', 'Caching']);
	});

	it('ranks headings above bodies, and bodies above code', () => {
		const docs = markdownDocs('# T\n\n## A\n\n```\nneedle\n```\n\n## B\n\nneedle\n\n## The needle\n\nx\n\n## C\n\nhay\n\n## D\n\nhay');
		assert.deepEqual(headings(readDocs(docs, { ...wide, query: 'needle' })), ['The needle', 'B', 'A']);
	});

	it('finds what stands below a heading that matches', () => {
		const docs = markdownDocs('# T\n\n## Sessions\n\nx\n\n### Cookies\n\ny\n\n## Other\n\nz');
		assert.deepEqual(headings(readDocs(docs, { ...wide, query: 'sessions' })), ['Sessions', 'Cookies']);
	});

	it('reads scripts without blanks character by character', () => {
		assert.deepEqual(headings(readDocs(markdownDocs('# 安装\n\n请用它。\n\n# 会话\n\n保存'), { ...wide, query: '会话' })), ['会话']);
	});

	it('keeps equal sections in their order', () => {
		const docs = markdownDocs(Array.from({ length: 20 }, (_, i) => `## S${i}\n\nneedle`).join('\n\n'));
		assert.deepEqual(
			headings(readDocs(docs, { ...wide, query: 'needle' })),
			Array.from({ length: 20 }, (_, i) => `S${i}`),
		);
	});

	it('that matches nothing gets the outline, and what was looked for', () => {
		for (const query of ['quaternion', '???']) {
			const reading = readDocs(guide, { ...wide, query });
			assert.equal(
				reading.documentation,
				`*Nothing matches “${query}”. The sections there are:*\n\n- Demo\n- Install\n- Usage\n  - Sessions\n  - Proxies\n- Caching`,
			);
			assert.deepEqual(reading.queryApplied, { query, matched: false });
			assert.deepEqual([reading.sections, reading.omittedSections.length, reading.nextCursor], [[], 6, undefined]);
		}
	});

	it('that matches nothing in docs of very many sections gets as much of the outline as there is room for', () => {
		const docs = markdownDocs(Array.from({ length: 250 }, (_, i) => `## Section number ${i}\n\nx`).join('\n\n'));
		const { documentation } = readDocs(docs, { ...narrow, query: 'quaternion' });
		assert.match(documentation, /\n- … and \d+ more$/);
		assert.ok(documentation.length <= narrow.maxCharacters);
	});

	it('is shown as text, and cut', () => {
		const { documentation } = readDocs(guide, { ...wide, query: `**x** <b>\u202e${'[a](b)'.repeat(1000)}` });
		assert.ok(documentation.startsWith('*Nothing matches “\\*\\*x\\*\\* &lt;b\\>\\[a\\]'), documentation.slice(0, 80));
		assert.ok(documentation.length < 400);
	});
});

describe('pages', () => {
	const long = markdownDocs(
		[
			'# Long',
			'Short.',
			'## Code',
			`\`\`\`python\n${Array.from({ length: 100 }, (_, i) => `value_${i} = ${i}`).join('\n')}\n\`\`\``,
			'## List',
			Array.from({ length: 60 }, (_, i) => `${i + 1}. item number ${i + 1}`).join('\n'),
			'## Prose',
			Array.from({ length: 60 }, (_, i) => `This is sentence ${i} of **many**.`).join(' '),
			'## Table',
			`| name | default |\n| - | - |\n${Array.from({ length: 60 }, (_, i) => `| \`option_${i}\` | ${i} |`).join('\n')}`,
			'## End',
			'Done.',
		].join('\n\n'),
	);
	const pages = pagesOf(long, narrow);
	const text = pages.map(({ documentation }) => documentation).join('\n');

	it('cut what no page holds between lines, items, sentences and rows, and lose nothing', () => {
		for (let i = 0; i < 100; i++) assert.ok(text.includes(`value_${i} = ${i}\n`), `line ${i}`);
		for (let i = 0; i < 60; i++) {
			assert.ok(text.includes(`${i + 1}. item number ${i + 1}\n`), `item ${i}`);
			assert.ok(text.includes(`This is sentence ${i} of **many**.`), `sentence ${i}`);
			assert.ok(
				text.includes(`| \`option_${i}\` | ${i} |`.replace(/ +/g, ' ')) || new RegExp(`\\| \`option_${i}\` +\\| ${i} +\\|`).test(text),
				`row ${i}`,
			);
		}
	});

	it('say where a section goes on, and that it is a continuation', () => {
		assert.match(pages[0]?.documentation ?? '', /\*The page ends here: (this section goes on, and )?\d+ more sections follow\.\*$/);
		assert.match(text, /## Code \(continued\)\n\n```python\n/);
		assert.doesNotMatch(pages.at(-1)?.documentation ?? '', /The page ends here/);
	});

	it('repeat the header of a table', () => {
		for (const { documentation } of pages) if (documentation.includes('option_')) assert.match(documentation, /\| name +\| default \|/);
	});

	it('keep a section whole that has room on one', () => {
		const docs = markdownDocs(
			Array.from({ length: 9 }, (_, i) => `## S${i}\n\n${'word '.repeat(60)}\n\n\`\`\`\ncode\n\`\`\``).join('\n\n'),
		);
		for (const { documentation } of pagesOf(docs, narrow)) assert.doesNotMatch(documentation, /continued|goes on/);
	});

	it('fill the room where no other page follows', () => {
		const docs = markdownDocs(`# A\n\n${'short '.repeat(15)}\n\n# B\n\n${'A sentence of some length. '.repeat(24)}`);
		assert.deepEqual(headings(readDocs(docs, narrow)), ['A']);
		const only = readDocs(docs, { ...narrow, isOnlyPage: true });
		assert.deepEqual(headings(only), ['A', 'B']);
		assert.match(only.documentation, /The page ends here: this section goes on\.\*$/);
	});

	it('omit what was shown on none of them so far', () => {
		assert.deepEqual(omitted(pages.at(-1) ?? assert.fail()), []);
		for (const [i, page] of pages.entries()) {
			const shown = new Set(pages.slice(0, i + 1).flatMap(headings));
			assert.deepEqual(
				omitted(page),
				['Long', 'Code', 'List', 'Prose', 'Table', 'End'].filter((heading) => !shown.has(heading)),
			);
		}
	});
});

describe('a cursor', () => {
	const docs = markdownDocs(Array.from({ length: 30 }, (_, i) => `## S${i}\n\nneedle ${'word '.repeat(20)}`).join('\n\n'));
	const cursor = readDocs(docs, narrow).nextCursor ?? assert.fail('one page');

	const foreign: readonly (readonly [title: string, docs: PackageDocs, request: DocsRequest])[] = [
		['another query', docs, { ...narrow, query: 'needle', cursor }],
		['another version', { ...docs, version: '2.0' }, { ...narrow, cursor }],
		['another package', { ...docs, name: 'other' }, { ...narrow, cursor }],
		['another budget', docs, { ...narrow, maxTokens: 600, cursor }],
		...['', 'x', '%00', 'a'.repeat(10_000), `${cursor}AAAA`, cursor.slice(1), 'W10'].map(
			(broken) => [`“${broken.slice(0, 20)}”`, docs, { ...narrow, cursor: broken }] as const,
		),
		['a place that is none', docs, { ...narrow, cursor: forged(cursor, 99, 0) }],
		['a piece that is none', docs, { ...narrow, cursor: forged(cursor, 3, 99) }],
	];
	for (const [title, read, request] of foreign) {
		it(`of ${title} is refused, with the way out`, () => {
			assert.throws(
				() => readDocs(read, request),
				(error) => error instanceof ValidationError && error.suggestions[0] === 'Leave the cursor out to begin with the first page',
			);
		});
	}

	it('leads to the same page again', () => {
		assert.deepEqual(readDocs(docs, { ...narrow, cursor }), readDocs(docs, { ...narrow, cursor }));
	});
});

function forged(cursor: string, section: number, piece: number): string {
	const [fingerprint] = Buffer.from(cursor, 'base64url').toString().split(':');
	return Buffer.from(`${fingerprint}:${section}:${piece}`).toString('base64url');
}

describe('whatever the docs, query and budgets', () => {
	const query = fc.oneof(
		fc.constant(undefined),
		fc.constantFrom('session', 'Proxies link', 'the', 'pool漢', 'zzz'),
		fc.string({ maxLength: 100 }),
	);

	it('both budgets hold, pages end, and each section that is to be read begins on exactly one of them', () => {
		fc.assert(
			fc.property(arbitraryDocs, query, arbitraryBudget, (docs, asked, budget) => {
				const pages = pagesOf(docs, { ...budget, query: asked });
				for (const page of pages) {
					assert.ok(page.documentation !== '');
					assert.ok(page.documentation.length <= budget.maxCharacters, `${page.documentation.length} characters`);
					assert.ok(page.tokenEstimate <= budget.maxTokens, `${page.tokenEstimate} tokens`);
					assert.equal(page.tokenEstimate, estimateTokens(page.documentation));
				}
				const begun = pages.flatMap((page, i) => {
					const continues =
						page.sections.length > 0 && i > 0 && /(?:^|\n\n)(?:#+ .*\(continued\)|\*\(continued\)\*)(?:\n|$)/.test(page.documentation);
					return page.sections.slice(continues ? 1 : 0);
				});
				const left = pages.at(-1)?.omittedSections ?? [];
				assert.equal(
					begun.length + left.length,
					docs.sections.filter(({ heading, markdown }) => heading !== null || markdown !== '').length,
				);
				if (pages[0]?.queryApplied === null) assert.equal(left.length, 0);
			}),
			{ numRuns: 120 },
		);
	}).timeout(60_000);

	it('a ranking is the same each time, and its first page begins with its best', () => {
		fc.assert(
			fc.property(arbitraryDocs, query, (docs, asked) => {
				assert.deepEqual(readDocs(docs, { ...wide, query: asked }), readDocs(docs, { ...wide, query: asked }));
			}),
			{ numRuns: 40 },
		);
	}).timeout(30_000);
});
