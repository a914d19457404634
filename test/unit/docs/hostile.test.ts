import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { excerpt } from '../../../src/core/docs/excerpt.ts';
import { packageDocs } from '../../../src/core/docs/package-docs.ts';
import { readDocs } from '../../../src/core/docs/reading.ts';
import { hidingReadmes, hostileReadmes, secret } from '../../support/hostile-readmes.ts';
import { metadataWith } from '../../support/metadata.ts';

const types = ['text/markdown', 'text/x-rst', 'text/plain', null] as const;

/** All that a person could come to see of a description. */
function shown(description: string, descriptionContentType: string | null): readonly string[] {
	const docs = packageDocs(metadataWith({ description, descriptionContentType }));
	return [...docs.sections.map(({ markdown }) => markdown), excerpt(docs, 300)];
}

const budgets = [
	{ maxCharacters: 20_000, maxTokens: 10_000 },
	{ maxCharacters: 1000, maxTokens: 400 },
];

/** The first pages that an agent could come to see of a description: all of it, what matches, and nothing that matches. */
function read(description: string, descriptionContentType: string | null): readonly string[] {
	const docs = packageDocs(metadataWith({ description, descriptionContentType, summary: description, licence: description }));
	const outlines = [...docs.sections.map(({ heading }) => heading ?? ''), docs.summary ?? '', docs.licence ?? ''];
	for (const line of outlines) assert.doesNotMatch(line, /\p{Default_Ignorable_Code_Point}|\p{Surrogate}|\p{Control}/u);
	return budgets.flatMap((budget) => {
		const first = readDocs(docs, budget);
		const second = first.nextCursor === undefined ? [] : [readDocs(docs, { ...budget, cursor: first.nextCursor })];
		const queries = ['x', description.slice(0, 100), 'quaternion'].map((query) => readDocs(docs, { ...budget, query }));
		return [first, ...second, ...queries].map(({ documentation }) => documentation);
	});
}

interface Node {
	readonly type: string;
	readonly url?: string;
	readonly value?: string;
	readonly children?: readonly Node[];
}

function nodesOf(node: Node): readonly Node[] {
	return [node, ...(node.children ?? []).flatMap(nodesOf)];
}

function textOf(node: Node): string {
	return nodesOf(node)
		.map(({ value }) => value ?? '')
		.join('');
}

/** Reads the Markdown as an editor would, and fails on whatever acts, loads or hides. */
function assertHarmless(markdown: string): void {
	const tree = fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
	for (const node of nodesOf(tree as Node)) {
		const { type, url = '' } = node;
		assert.ok(
			!['html', 'image', 'imageReference', 'definition', 'linkReference', 'footnoteReference'].includes(type),
			`${type} in ${markdown}`,
		);
		if (type !== 'link') continue;
		assert.match(url, /^(?:https?:\/\/|mailto:)/);
		// An address that is its own text hides nothing.
		if (!url.includes(textOf(node))) assert.doesNotMatch(url, /^https?:\/\/[^/]*@/);
	}
	assert.doesNotMatch(markdown, /\p{Default_Ignorable_Code_Point}|\p{Surrogate}|(?![\t\n])\p{Control}/u);
}

describe('hostile descriptions', () => {
	for (const [title, text] of hostileReadmes) {
		for (const type of types) {
			it(`are harmless: ${title}, as ${type}`, () => {
				for (const markdown of [...shown(text, type), ...read(text, type)]) assertHarmless(markdown);
			}).timeout(20_000);
		}
	}

	for (const [title, text, type] of hidingReadmes) {
		it(`lose what they hide in ${title}`, () => {
			const docs = packageDocs(metadataWith({ description: text, descriptionContentType: type }));
			const documentation = [
				readDocs(docs, { maxCharacters: 5000, maxTokens: 5000 }),
				readDocs(docs, { maxCharacters: 5000, maxTokens: 5000, query: 'hello ignore' }),
			]
				.map((reading) => reading.documentation)
				.join('\n')
				.replace('“hello ignore”', '');
			assert.ok(documentation.includes('Hello') || documentation.includes('x = 1'));
			assert.ok(!documentation.includes(secret), documentation);
		});
	}

	it('are a set of forty and more', () => assert.ok(new Set(hostileReadmes.map(([, text]) => text)).size >= 60));

	const piece = fc.constantFrom(
		...[
			'[',
			']',
			'(',
			')',
			'!',
			'<',
			'>',
			'*',
			'_',
			'`',
			'~',
			'#',
			'-',
			'+',
			'|',
			':',
			'\\',
			'&',
			';',
			'\n',
			'\n\n',
			'    ',
			' ',
			'a',
			'1.',
			'=',
			'"',
		],
		...[
			'<a href="',
			'javascript:',
			'command:x',
			'https://x.test',
			'</a>',
			'<img src=x>',
			'![',
			'](',
			'<!--',
			'-->',
			'```',
			'.. ',
			'::',
			'`_',
			'__',
			'|x|',
			'www.',
		],
		...['\u202e', '\u200b', '\u001b[', '\u0000', '&#x202e;', '&lt;', '.. image:: ', '.. raw:: html', '* - ', '+--+', '== ==', '[a]: ', '^'],
	);

	it('are harmless whatever they are made of', () => {
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 40 }), fc.constantFrom(...types), (pieces, type) => {
				for (const markdown of [...shown(pieces.join(''), type), ...read(pieces.join(''), type)]) assertHarmless(markdown);
			}),
			{ numRuns: 300 },
		);
	});

	const repeated = [
		'[',
		'![',
		'](',
		'>',
		'> a\n',
		'*a ',
		'_a',
		'`a``b',
		'~a',
		'- ',
		'=\n',
		'|a|b|\n|-|-|\n',
		'<a ',
		'<!-- ',
		'a_ ',
		'`a`_ ',
		':a: b\n',
		'a\n b\n',
		' ',
	];
	for (const unit of repeated) {
		it(`end soon: a megabyte of ${JSON.stringify(unit)}`, () => {
			for (const type of ['text/markdown', 'text/x-rst']) shown(unit.repeat(1_000_000 / unit.length), type);
		}).timeout(20_000);
	}

	it('end soon: lists nested a thousand deep', () => {
		const stairs = Array.from({ length: 1000 }, (_, depth) => `${' '.repeat(2 * depth)}- a\n`).join('');
		for (const type of types) for (const markdown of shown(stairs, type)) assertHarmless(markdown);
	}).timeout(20_000);
});
