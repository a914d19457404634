import type { Blockquote, List, Paragraph, PhrasingContent, RootContent, Table } from 'mdast';
import { renderMarkdown } from './markdown.ts';
import { type Budget, fits } from './room.ts';
import { type Block, characterEnd, paragraph, plainText, text, texts, tidied } from './tree.ts';

/** A block, or a part of one. */
export interface Piece {
	readonly block: Block;
	/** The block that it is a part of: pieces of the same one that stand together are joined again. */
	readonly of: Block;
	/** As Markdown, by itself. */
	readonly markdown: string;
}

/**
 * Divides blocks into pieces of a size, between paragraphs, list items, lines of code, rows and sentences, and never inside a mark. What has no such
 * border becomes plain text. A single character, whatever it takes to write it, has to fit.
 */
export function pieces(blocks: readonly Block[], largest: Budget): readonly Piece[] {
	return blocks.flatMap((block) => divide({ block, of: block }, largest));
}

/** Pieces as blocks, parts of one block being one block again. */
export function join(parts: readonly Piece[]): readonly Block[] {
	const blocks: { block: Block; readonly of: Block }[] = [];
	for (const { block, of } of parts) {
		const last = blocks.at(-1);
		const joined = last?.of === of ? together(last.block, block) : undefined;
		if (last !== undefined && joined !== undefined) last.block = joined;
		else blocks.push({ block, of });
	}
	return blocks.map(({ block }) => (block.type === 'paragraph' ? paragraph(tidied(block.children)) : block));
}

interface Part {
	readonly block: Block;
	readonly of: Block;
}

function divide({ block, of }: Part, largest: Budget): readonly Piece[] {
	// What shows is cheaper to have than how it is written, which is longer.
	const markdown = fits(plainText([block]), largest) ? renderMarkdown([block]) : undefined;
	if (markdown !== undefined && fits(markdown, largest)) return [{ block, of, markdown }];
	return parts(block, of).flatMap((part) => divide(part, largest));
}

/** Smaller blocks that hold the same between them; none of what shows nothing. */
function parts(block: Block, of: Block): readonly Part[] {
	switch (block.type) {
		case 'code':
			return halvesOfCode(block.value).map((value) => ({ block: { ...block, value }, of }));
		case 'list':
			return partsOfList(block, of);
		case 'blockquote':
			return partsOfQuote(block, of);
		case 'table':
			return partsOfTable(block, of);
		case 'paragraph':
			return partsOfParagraph(block, of);
		default:
			return [alone(paragraph(texts(plainText([block]))))];
	}
}

/** What a single item holds stands by itself. */
function partsOfList(list: List, of: Block): readonly Part[] {
	const [item, second] = list.children;
	if (second === undefined) return (item?.children ?? []).filter(isBlock).map(alone);
	const [head, tail] = halves(list.children);
	const start = typeof list.start === 'number' ? list.start + head.length : null;
	return [
		{ block: { ...list, children: head }, of },
		{ block: { ...list, children: tail, start }, of },
	];
}

function partsOfQuote(quote: Blockquote, of: Block): readonly Part[] {
	const [child, second] = quote.children;
	const smaller: Blockquote['children'][] =
		second !== undefined
			? halves(quote.children)
			: child !== undefined && isBlock(child)
				? parts(child, child).map(({ block }) => [block])
				: [];
	return smaller.map((children) => ({ block: { ...quote, children }, of }));
}

/** Rows below their header; what has one row only, and still does not fit, is no table for a reader. */
function partsOfTable(table: Table, of: Block): readonly Part[] {
	const [header, ...rows] = table.children;
	if (header !== undefined && rows.length > 1)
		return halves(rows).map((some) => ({ block: { ...table, children: [header, ...some] }, of }));
	return table.children.map((row) => alone(paragraph(texts(row.children.map((cell) => plainText([cell])).join(' ')))));
}

/** At a sentence's end, else between phrases; a single phrase between words, without its mark when it has one. */
function partsOfParagraph({ children }: Paragraph, of: Block): readonly Part[] {
	const [child, second] = children;
	const some = halvesAtSentence(children) ?? (second === undefined ? halvesOfPhrase(child) : halves(children));
	return some.map((phrases) => ({ block: paragraph(phrases), of })).filter(({ block }) => plainText([block]).trim() !== '');
}

function halvesOfPhrase(phrase: PhrasingContent | undefined): readonly (readonly PhrasingContent[])[] {
	if (phrase?.type !== 'text') return [texts(plainText([phrase]))];
	const word = nearest(
		[...phrase.value.matchAll(/\s/g)].map(({ index }) => index + 1),
		phrase.value.length,
	);
	return cutAt(phrase.value, word ?? middleOf(phrase.value)).map((half) => [text(half)]);
}

/** At the sentence's end that is nearest to the middle; undefined when none is near it. */
function halvesAtSentence(phrases: readonly PhrasingContent[]): readonly (readonly PhrasingContent[])[] | undefined {
	let length = 0;
	const ends = new Map<number, { readonly phrase: number; readonly at: number; readonly value: string }>();
	for (const [i, phrase] of phrases.entries()) {
		if (phrase.type === 'text') {
			const { value } = phrase;
			for (const { index } of value.matchAll(/(?<=[.!?])\s|[。！？]/g)) ends.set(length + index + 1, { phrase: i, at: index + 1, value });
		}
		length += plainText([phrase]).length;
	}
	const end = ends.get(
		nearest(
			[...ends.keys()].filter((border) => border < length),
			length,
		) ?? -1,
	);
	if (end === undefined) return undefined;
	const [head = '', tail] = cutAt(end.value, end.at);
	return [
		[...phrases.slice(0, end.phrase), text(head)],
		[...(tail === undefined ? [] : [text(tail)]), ...phrases.slice(end.phrase + 1)],
	];
}

function alone(block: Block): Part {
	return { block, of: block };
}

function isBlock(node: RootContent): node is Block {
	return node.type !== 'definition' && node.type !== 'footnoteDefinition';
}

function together(a: Block, b: Block): Block | undefined {
	if (a.type === 'code' && b.type === 'code') return { ...a, value: `${a.value}\n${b.value}` };
	if (a.type === 'list' && b.type === 'list') return { ...a, children: [...a.children, ...b.children] };
	if (a.type === 'blockquote' && b.type === 'blockquote') return { ...a, children: [...a.children, ...b.children] };
	if (a.type === 'table' && b.type === 'table') return { ...a, children: [...a.children, ...b.children.slice(1)] };
	if (a.type === 'paragraph' && b.type === 'paragraph') return paragraph([...a.children, ...b.children]);
	return undefined;
}

function halves<T>(items: readonly T[]): [T[], T[]] {
	const middle = Math.ceil(items.length / 2);
	return [items.slice(0, middle), items.slice(middle)];
}

function halvesOfCode(value: string): readonly string[] {
	const lines = value.split('\n');
	if (lines.length > 1) return halves(lines).map((some) => some.join('\n'));
	return cutAt(value, middleOf(value));
}

/** The border nearest to the middle, when it is in the middle half. */
function nearest(borders: readonly number[], length: number): number | undefined {
	const away = (border: number) => Math.abs(border - length / 2);
	const best = borders.reduce<number | undefined>(
		(one, border) => (one === undefined || away(border) < away(one) ? border : one),
		undefined,
	);
	return best === undefined || away(best) > length / 4 ? undefined : best;
}

function middleOf(value: string): number {
	return characterEnd(value, Math.ceil(value.length / 2));
}

function cutAt(value: string, index: number): readonly string[] {
	return [value.slice(0, index), value.slice(index)].filter((part) => part !== '' && part !== value);
}
