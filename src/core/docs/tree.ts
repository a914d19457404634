import type { BlockContent, Paragraph, PhrasingContent, RootContent } from 'mdast';
import { visibleLine } from './visible-text.ts';

/** What a document, a quote or a list item holds. */
export type Block = Extract<RootContent, BlockContent>;

const maxText = 500;

export function text(value: string): PhrasingContent {
	return { type: 'text', value };
}

/** A text in parts, cut between words where it has any: writing one as Markdown takes time that grows with the square of its length. */
export function texts(value: string): readonly PhrasingContent[] {
	const parts: PhrasingContent[] = [];
	let start = 0;
	while (value.length - start > maxText) {
		const blank = value.lastIndexOf(' ', start + maxText - 1);
		const end = blank > start + maxText / 2 ? blank + 1 : characterEnd(value, start + maxText);
		parts.push(text(value.slice(start, end)));
		start = end;
	}
	return [...parts, text(value.slice(start))];
}

/** The index, or the next one when it stands between the two halves of a character. */
export function characterEnd(value: string, index: number): number {
	return /^[\ud800-\udbff][\udc00-\udfff]$/.test(value.slice(index - 1, index + 1)) ? index + 1 : index;
}

export function paragraph(children: readonly PhrasingContent[]): Paragraph {
	return { type: 'paragraph', children: [...children] };
}

/** A link, or its text alone when the address is undefined. */
export function linkTo(url: string | undefined, children: readonly PhrasingContent[]): readonly PhrasingContent[] {
	if (url === undefined || children.length === 0) return children;
	return [{ type: 'link', url, children: children.flatMap((child) => (child.type === 'link' ? child.children : [child])) }];
}

/** An image with its words, or nothing when the address is undefined. */
export function imageAt(url: string | undefined, words: string | null | undefined): readonly PhrasingContent[] {
	return url === undefined ? [] : [{ type: 'image', url, alt: visibleLine(words ?? '').slice(0, 200) }];
}

/** The text that shows of nodes, without marks. Iterative: trees of untrusted depth come here. */
export function plainText(nodes: readonly unknown[]): string {
	const parts: string[] = [];
	const stack = [...nodes].reverse();
	for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
		if (typeof node !== 'object' || node === null) continue;
		if ('value' in node && typeof node.value === 'string' && !('type' in node && node.type === 'html')) parts.push(node.value);
		else if ('type' in node && node.type === 'break') parts.push('\n');
		else if ('children' in node && Array.isArray(node.children)) for (const child of node.children.toReversed()) stack.push(child);
	}
	return parts.join('');
}

/** What shows of nodes: the texts of code, in blocks and in lines, apart from all other texts. Iterative, as above. */
export function codeAndProse(nodes: readonly unknown[]): { readonly code: string; readonly prose: string } {
	const code: string[] = [];
	const prose: string[] = [];
	const stack = [...nodes].reverse();
	for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
		if (typeof node !== 'object' || node === null || !('type' in node)) continue;
		if ('value' in node && typeof node.value === 'string') (node.type === 'text' ? prose : code).push(node.value);
		else if ('children' in node && Array.isArray(node.children)) for (const child of node.children.toReversed()) stack.push(child);
	}
	return { code: code.join('\n'), prose: prose.join('\n') };
}

/** Without white space at the ends of lines, and without empty lines, such as remain of images. */
export function tidied(nodes: readonly PhrasingContent[]): readonly PhrasingContent[] {
	const lines: PhrasingContent[][] = [[]];
	for (const node of nodes) {
		if (node.type === 'break') lines.push([]);
		else lines.at(-1)?.push(node);
	}
	const kept = lines.filter((line) => !isBlank(line)).map(trimmedLine);
	return kept.flatMap((line, index) => [...(index === 0 ? [] : [{ type: 'break' as const }]), ...line]);
}

function trimmedLine(line: readonly PhrasingContent[]): readonly PhrasingContent[] {
	return line.flatMap((node, index) => {
		if (node.type !== 'text') return [node];
		const start = index === 0 ? node.value.trimStart() : node.value;
		const value = index === line.length - 1 ? start.trimEnd() : start;
		return value === '' ? [] : [text(value)];
	});
}

/** Nothing but white space, breaks and bullets. */
export function isBlank(nodes: readonly PhrasingContent[]): boolean {
	return nodes.every((node) => node.type === 'break' || (node.type === 'text' && /^[\s•]*$/.test(node.value)));
}
