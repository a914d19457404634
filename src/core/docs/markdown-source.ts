/** A piece of Markdown under one heading. */
export interface SourceSection {
	/** Markdown of the heading's text; null before the first heading. */
	readonly heading: string | null;
	/** 1 to 6; 0 before the first heading. */
	readonly level: number;
	readonly lines: readonly string[];
}

interface Fence {
	readonly mark: string;
	readonly length: number;
	readonly line: string;
}

/** Divides Markdown at its top-level headings, ATX and setext, outside code and comments, until there are `maxSections`. Linear in the text. */
export function splitMarkdown(markdown: string, maxSections: number): readonly SourceSection[] {
	const sections: { heading: string | null; level: number; lines: string[] }[] = [{ heading: null, level: 0, lines: [] }];
	const scanner = new BlockScanner();
	for (const line of markdown.split('\n')) {
		const lines = sections.at(-1)?.lines ?? [];
		const mayDivide = scanner.isProse(line) && sections.length < maxSections;
		const atx = mayDivide ? atxHeading(line) : undefined;
		const setext = mayDivide ? setextLevel(line, lines) : undefined;
		if (atx !== undefined) sections.push({ ...atx, lines: [] });
		else if (setext !== undefined) sections.push({ heading: lines.pop()?.trim() ?? '', level: setext, lines: [] });
		else lines.push(line);
	}
	return sections;
}

/** Tells lines of fenced code and comments from others, line after line. */
export class BlockScanner {
	#fence: Fence | undefined;
	#inComment = false;

	/** The line that began the fenced code that is open. */
	get openFence(): string | undefined {
		return this.#fence?.line;
	}

	isProse(line: string): boolean {
		if (this.#inComment) {
			this.#inComment = !line.includes('-->');
			return false;
		}
		const fence = fenceOf(line);
		if (this.#fence !== undefined) {
			if (fence !== undefined && closes(fence, this.#fence, line)) this.#fence = undefined;
			return false;
		}
		this.#fence = fence;
		this.#inComment = line.trimStart().startsWith('<!--') && !line.includes('-->');
		return fence === undefined && !this.#inComment;
	}
}

function fenceOf(line: string): Fence | undefined {
	const match = /^ {0,3}(`{3,}|~{3,})/.exec(line);
	const mark = match?.[1]?.[0];
	if (match === null || mark === undefined) return undefined;
	// An info string with a backtick is inline code.
	if (mark === '`' && line.slice(match[0].length).includes('`')) return undefined;
	return { mark, length: match[1]?.length ?? 0, line };
}

function closes(fence: Fence, open: Fence, line: string): boolean {
	return fence.mark === open.mark && fence.length >= open.length && line.trim().length === fence.length;
}

function atxHeading(line: string): { readonly heading: string; readonly level: number } | undefined {
	const marks = /^ {0,3}(#{1,6})(?=[ \t]|$)/.exec(line);
	if (marks === null) return undefined;
	const words = line.slice(marks[0].length).trim();
	let end = words.length;
	while (end > 0 && words[end - 1] === '#') end--;
	const closed = end === 0 || /[ \t]/.test(words[end - 1] ?? '');
	return { heading: (closed ? words.slice(0, end) : words).trim(), level: marks[1]?.length ?? 1 };
}

/** An underline makes a heading of a paragraph of one line. */
function setextLevel(line: string, before: readonly string[]): 1 | 2 | undefined {
	const mark = /^ {0,3}([=-])/.exec(line)?.[1];
	const underline = line.trim();
	if (mark === undefined || underline !== mark.repeat(underline.length)) return undefined;
	const title = before.at(-1) ?? '';
	const isParagraph = /^ {0,3}[^\s>|<#]/.test(title) && !/^ {0,3}(?:[-+*]|\d{1,9}[.)])\s/.test(title);
	const isOneLine = (before.at(-2) ?? '').trim() === '';
	return isParagraph && isOneLine ? (mark === '=' ? 1 : 2) : undefined;
}
