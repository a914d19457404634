import type { Place } from './cursor.ts';
import { escapeMarkdown } from './escape-markdown.ts';
import { renderMarkdown } from './markdown.ts';
import { join, pieces } from './pieces.ts';
import { type Budget, fittingLine, Room, share } from './room.ts';
import type { DocsSection } from './section.ts';

/** A section as a page shows it. */
export interface Chapter {
	readonly section: DocsSection;
	/** In plain text; '' for none. */
	readonly title: string;
	/** 1 to 6. */
	readonly level: number;
}

export interface Page {
	/** Markdown of the chapters, in order. */
	readonly parts: readonly string[];
	/** Places in the order of reading, of what is shown whole or in part. */
	readonly shown: readonly number[];
	/** Where the next page begins. */
	readonly next: Place | undefined;
}

/** Of a page: a heading, and a piece, take as much at most, so that both together always find room on one. */
const largestPart = 0.25;

/**
 * As many chapters from `start` on as the budget holds. A chapter that no page holds is cut between its pieces; any other is left whole for the next
 * page, unless `mayCut`. Undefined when `start` is no place in the chapters.
 */
export function fillPage(chapters: readonly Chapter[], start: Place, budget: Budget, mayCut: boolean): Page | undefined {
	const room = new Room(budget);
	const parts: string[] = [];
	const shown: number[] = [];
	const add = (part: string, at: number) => {
		room.take(part);
		parts.push(part);
		shown.push(at);
	};
	for (const [offset, chapter] of chapters.slice(start.section).entries()) {
		const at = start.section + offset;
		const from = offset === 0 ? start.piece : 0;
		const whole = from === 0 ? wholeText(chapter, budget) : undefined;
		if (whole !== undefined && room.has(whole)) {
			add(whole, at);
			continue;
		}
		const nextPage = { parts, shown, next: { section: at, piece: from } };
		const waits = (whole !== undefined && new Room(budget).has(whole)) || !room.hasLeft(share(budget, 0.5));
		if (parts.length > 0 && waits && !mayCut) return nextPage;
		const cut = cutChapter(chapter, from, room, budget);
		if (cut === undefined) return parts.length > 0 ? nextPage : undefined;
		add(cut.text, at);
		if (cut.next !== undefined) return { parts, shown, next: { section: at, piece: cut.next } };
	}
	return parts.length === 0 ? undefined : { parts, shown, next: undefined };
}

function wholeText(chapter: Chapter, budget: Budget): string {
	return [titleLine(chapter, budget, false), chapter.section.markdown].filter((part) => part !== '').join('\n\n');
}

/** What of a chapter, from one of its pieces on, the room holds; undefined when that is none. */
function cutChapter(
	chapter: Chapter,
	from: number,
	room: Room,
	budget: Budget,
): { readonly text: string; readonly next: number | undefined } | undefined {
	const all = pieces(chapter.section.blocks, share(budget, largestPart));
	const title = titleLine(chapter, budget, from > 0);
	const rest = new Room(room.left);
	rest.take(title);
	const fitting = rest.takeAll(all.slice(from).map(({ markdown }) => markdown)).length;
	// Joined, pieces may take a little more than apart.
	for (let end = from + fitting; end > from; end--) {
		const text = [title, renderMarkdown(join(all.slice(from, end)))].filter((part) => part !== '').join('\n\n');
		if (room.has(text)) return { text, next: end < all.length ? end : undefined };
	}
	return undefined;
}

function titleLine({ title, level }: Chapter, budget: Budget, isContinued: boolean): string {
	if (title === '') return isContinued ? '*(continued)*' : '';
	const mark = '#'.repeat(level);
	return fittingLine(title, share(budget, largestPart), (line) => `${mark} ${escapeMarkdown(line)}${isContinued ? ' (continued)' : ''}`);
}
