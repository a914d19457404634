import type { Definition, ListItem, PhrasingContent, RootContent, TableRow } from 'mdast';
import { type Addresses, wholeAddresses } from './addresses.ts';
import { htmlBlocks, htmlImage } from './html-blocks.ts';
import { type Block, imageAt, isBlank, linkTo, paragraph, plainText, texts, tidied } from './tree.ts';
import { visibleText } from './visible-text.ts';

/** Deeper trees are flattened to their text. */
const maxDepth = 12;
/** Items, rows and quoted blocks beyond are dropped. */
const maxChildren = 1000;

interface Targets {
	readonly addresses: Addresses;
	/** Link definitions, as written. */
	readonly definitions: ReadonlyMap<string, string>;
}

/**
 * The tree without anything that could act, deceive or hide: HTML becomes its text, comments go, links and images lead where `addresses` lets
 * them or are text and nothing, characters that do not show are dropped, as is what is then empty.
 */
export function sanitise(nodes: readonly RootContent[], addresses: Addresses = wholeAddresses): readonly Block[] {
	const definitions = new Map(nodes.filter(isDefinition).map(({ identifier, url }) => [identifier, url]));
	return nodes.flatMap((node) => cleanBlock(node, { addresses, definitions }, 0));
}

function isDefinition(node: RootContent): node is Definition {
	return node.type === 'definition';
}

function cleanBlock(node: RootContent, targets: Targets, depth: number): readonly Block[] {
	if (depth > maxDepth) return paragraphOf(texts(visibleText(plainText([node]))));
	switch (node.type) {
		case 'paragraph':
			return paragraphOf(cleanInline(node.children, targets, depth));
		case 'heading': {
			const children = tidied(cleanInline(node.children, targets, depth));
			return children.length === 0 ? [] : [{ type: 'heading', depth: node.depth, children: [...children] }];
		}
		case 'code': {
			const value = visibleText(node.value);
			const lang = /^[\w+#.-]{1,30}/.exec(node.lang ?? '')?.[0] ?? null;
			return value.trim() === '' ? [] : [{ type: 'code', lang, value }];
		}
		case 'thematicBreak':
			return [{ type: 'thematicBreak' }];
		case 'html':
			return htmlBlocks(node.value, targets.addresses);
		case 'blockquote': {
			const children = node.children.slice(0, maxChildren).flatMap((child) => cleanBlock(child, targets, depth + 1));
			return children.length === 0 ? [] : [{ type: 'blockquote', children }];
		}
		case 'list': {
			const children = node.children.slice(0, maxChildren).flatMap((item) => cleanItem(item, targets, depth));
			return children.length === 0
				? []
				: [{ type: 'list', ordered: node.ordered ?? false, start: node.start ?? null, spread: false, children }];
		}
		case 'table':
			return [
				{
					type: 'table',
					align: node.align ?? null,
					children: node.children.slice(0, maxChildren).map((row) => cleanRow(row, targets, depth)),
				},
			];
		case 'footnoteDefinition':
			return node.children.slice(0, maxChildren).flatMap((child) => cleanBlock(child, targets, depth + 1));
		default:
			return [];
	}
}

function cleanItem(item: ListItem, targets: Targets, depth: number): readonly ListItem[] {
	const children = item.children.flatMap((child) => cleanBlock(child, targets, depth + 1));
	return children.length === 0 ? [] : [{ type: 'listItem', spread: item.spread ?? false, checked: item.checked ?? null, children }];
}

function cleanRow(row: TableRow, targets: Targets, depth: number): TableRow {
	const cells = row.children.map((cell) => ({
		type: 'tableCell' as const,
		children: [...tidied(cleanInline(cell.children, targets, depth))],
	}));
	return { type: 'tableRow', children: cells };
}

function cleanInline(nodes: readonly PhrasingContent[], targets: Targets, depth: number): readonly PhrasingContent[] {
	if (depth > maxDepth) return texts(visibleText(plainText(nodes)));
	return nodes.flatMap((node) => cleanPhrase(node, targets, depth));
}

function cleanPhrase(node: PhrasingContent, targets: Targets, depth: number): readonly PhrasingContent[] {
	switch (node.type) {
		case 'text':
			return texts(visibleText(node.value));
		case 'inlineCode': {
			const value = visibleText(node.value).replaceAll('\n', ' ');
			return value.trim() === '' ? [] : [{ type: 'inlineCode', value }];
		}
		case 'break':
			return [{ type: 'break' }];
		case 'html':
			return /^<br\b/i.test(node.value) ? [{ type: 'break' }] : htmlImage(node.value, targets.addresses);
		case 'image':
			return imageAt(targets.addresses.image(node.url), node.alt);
		case 'imageReference':
			return imageAt(targets.addresses.image(targets.definitions.get(node.identifier) ?? ''), node.alt);
		case 'emphasis':
		case 'strong':
		case 'delete': {
			const children = cleanInline(node.children, targets, depth + 1);
			return isBlank(children) ? children : [{ type: node.type, children: [...children] }];
		}
		case 'link':
			return cleanLink(targets.addresses.link(node.url), cleanInline(node.children, targets, depth + 1));
		case 'linkReference':
			return cleanLink(
				targets.addresses.link(targets.definitions.get(node.identifier) ?? ''),
				cleanInline(node.children, targets, depth + 1),
			);
		default:
			return [];
	}
}

/** A link around nothing but an image (a badge) has nothing left to show. */
function cleanLink(url: string | undefined, children: readonly PhrasingContent[]): readonly PhrasingContent[] {
	return isBlank(children) ? [] : linkTo(url, children);
}

function paragraphOf(children: readonly PhrasingContent[]): readonly Block[] {
	const kept = tidied(children);
	return kept.length === 0 ? [] : [paragraph(kept)];
}
