import type { BlockContent, DefinitionContent, ListItem, PhrasingContent } from 'mdast';
import { renderMarkdown } from './markdown.ts';
import type { PackageDocs } from './package-docs.ts';
import type { DocsSection } from './section.ts';
import { type Block, paragraph, plainText, text } from './tree.ts';

/** A section with less prose is a list of badges, a menu or a name. */
const meaningfulProse = 40;
/** Few READMEs begin later than this. */
const sectionsLookedAt = 8;

/**
 * The beginning of the first section that says something, as safe Markdown of `maxCharacters` at most; '' when there is none. It ends with a
 * sentence, a list item or a line of code, and never inside a mark.
 */
export function excerpt(docs: PackageDocs, maxCharacters: number): string {
	const candidates = docs.sections.slice(0, sectionsLookedAt);
	const says = (section: DocsSection) => proseLength(meaningfulBlocks(section)) >= meaningfulProse;
	const chosen =
		candidates.find((section) => !isAside(section) && says(section)) ??
		candidates.find(says) ??
		candidates.find((section) => meaningfulBlocks(section).length > 0);
	return chosen === undefined ? '' : renderMarkdown(withoutOpenEnd(fitting(meaningfulBlocks(chosen), maxCharacters)));
}

function isAside({ heading }: DocsSection): boolean {
	return /^(?:table of contents?|contents?|install\w*|badges?|status|sponsors?)\b/i.test(heading ?? '');
}

function meaningfulBlocks(section: DocsSection): readonly Block[] {
	const blocks = section.blocks.filter((block) => block.type !== 'thematicBreak' && block.type !== 'heading');
	const start = blocks.findIndex((block) => !isMenu(block));
	return start === -1 ? [] : blocks.slice(start);
}

/** Links and what divides them: `[Docs](…) | [Source](…)`, or a list of such. */
function isMenu(block: Block | BlockContent | DefinitionContent): boolean {
	if (block.type === 'list') return block.children.every((item) => item.children.every(isMenu));
	if (block.type !== 'paragraph') return false;
	const hasLink = block.children.some(({ type }) => type === 'link');
	const others = block.children.filter(({ type }) => type !== 'link' && type !== 'break');
	return hasLink && !/[\p{L}\p{N}]{3}/u.test(plainText(others));
}

/** Without a last "For example:" that announces what did not fit. */
function withoutOpenEnd(blocks: readonly Block[]): readonly Block[] {
	const last = blocks.at(-1);
	const isOpen = blocks.length > 1 && last?.type === 'paragraph' && plainText([last]).trimEnd().endsWith(':');
	return isOpen ? blocks.slice(0, -1) : blocks;
}

function proseLength(blocks: readonly Block[]): number {
	return plainText(blocks.filter(({ type }) => type === 'paragraph' || type === 'blockquote')).length;
}

function fitting(blocks: readonly Block[], maxCharacters: number): readonly Block[] {
	const kept: Block[] = [];
	for (const block of blocks) {
		const room = maxCharacters - renderMarkdown(kept).length - 2;
		if (renderMarkdown([block]).length <= room) {
			kept.push(block);
			continue;
		}
		const part = beginning(block, room, kept.length === 0);
		if (part !== undefined) kept.push(part);
		break;
	}
	return kept;
}

/** Half of a paragraph or less is not worth showing, unless nothing else is shown. */
function beginning(block: Block, room: number, isOnly: boolean): Block | undefined {
	switch (block.type) {
		case 'paragraph':
			return isOnly || room > 120 ? cutParagraph(block.children, room) : undefined;
		case 'list': {
			const children = itemsThatFit(block.children, room);
			return children.length === 0 ? undefined : { ...block, children };
		}
		case 'code': {
			const lines = block.value.split('\n');
			const count = linesThatFit(lines, room - 20);
			return count < 2 ? undefined : { ...block, value: `${lines.slice(0, count).join('\n')}\n…` };
		}
		default:
			return undefined;
	}
}

function itemsThatFit(items: readonly ListItem[], room: number): ListItem[] {
	const kept: ListItem[] = [];
	let left = room;
	for (const item of items) {
		left -= renderMarkdown([{ type: 'list', children: [item] }]).length + 2;
		if (left < 0) break;
		kept.push(item);
	}
	return kept;
}

function linesThatFit(lines: readonly string[], room: number): number {
	let left = room;
	const tooMuch = lines.findIndex((line) => {
		left -= line.length + 1;
		return left < 0;
	});
	return tooMuch === -1 ? lines.length : tooMuch;
}

/** Marks and escapes take room that the text does not show: shorter texts are tried until one fits. */
function cutParagraph(children: readonly PhrasingContent[], room: number): Block | undefined {
	for (let budget = room; budget >= 20; budget = Math.floor(budget * 0.8)) {
		const cut = paragraph(cutPhrases(children, budget));
		if (renderMarkdown([cut]).length <= room) return cut;
	}
	return undefined;
}

/** Whole phrases, then the last text up to a sentence's end, or up to a word's with an ellipsis. */
function cutPhrases(children: readonly PhrasingContent[], budget: number): readonly PhrasingContent[] {
	const kept: PhrasingContent[] = [];
	let left = budget;
	for (const child of children) {
		const length = child.type === 'link' ? renderMarkdown([paragraph([child])]).length : plainText([child]).length;
		if (length > left) {
			kept.push(text(child.type === 'text' ? cutText(child.value, left) : '…'));
			break;
		}
		left -= length;
		kept.push(child);
	}
	return kept;
}

function cutText(value: string, room: number): string {
	const head = value.slice(0, Math.max(room - 1, 0));
	const sentence = Math.max(...['. ', '.\n', '! ', '? ', '。'].map((end) => head.lastIndexOf(end)));
	if (sentence > head.length / 3) return head.slice(0, sentence + 1);
	const word = head.search(/\s\S*$/);
	return `${word === -1 ? '' : head.slice(0, word)} …`;
}
