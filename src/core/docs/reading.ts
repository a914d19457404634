import { ValidationError } from '../errors.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { escapeMarkdown } from './escape-markdown.ts';
import { headingPaths } from './heading-paths.ts';
import type { PackageDocs } from './package-docs.ts';
import { type Chapter, fillPage, type Page } from './page.ts';
import { rankSections } from './rank-sections.ts';
import { type Budget, fittingLine, Room } from './room.ts';
import { estimateTokens } from './token-estimate.ts';
import { visibleLine } from './visible-text.ts';

export interface DocsRequest {
	/** Only sections that match are read, best first. Blank: all of them, in their order. */
	readonly query?: string | undefined;
	/** `nextCursor` of the page before, of the same docs, query and budgets. */
	readonly cursor?: string | undefined;
	/** UTF-16 units; at least {@link smallestBudget}. */
	readonly maxCharacters: number;
	/** As {@link estimateTokens} counts them; at least {@link smallestBudget}. */
	readonly maxTokens: number;
	/** No further page is read: the room is filled, though a section be cut that a page of its own would hold. */
	readonly isOnlyPage?: boolean | undefined;
}

export interface SectionOutline {
	/** Plain text; null for what stands before the first heading. */
	readonly heading: string | null;
	/** 1 to 6; 0 before the first heading. */
	readonly level: number;
	/** Of what follows the heading, as Markdown. */
	readonly characters: number;
}

export interface DocsReading {
	/** Safe Markdown: headings, bodies and code of the sections shown, within both budgets. Never ''. */
	readonly documentation: string;
	/** Shown, whole or in part, in the order they are shown. */
	readonly sections: readonly SectionOutline[];
	/** Shown neither here nor on an earlier page, in the order of the docs. */
	readonly omittedSections: readonly SectionOutline[];
	readonly nextCursor: string | undefined;
	/** Null without a query. `matched: false`: nothing matched, and the outline is given. */
	readonly queryApplied: { readonly query: string; readonly matched: boolean } | null;
	readonly tokenEstimate: number;
}

/** What a page needs for its notes, a heading and something below it. */
export const smallestBudget: Budget = { characters: 800, tokens: 300 };

/** Of a page, what its notes may take. */
const forNotes: Budget = { characters: 320, tokens: 140 };
const forQuery: Budget = { characters: 120, tokens: 60 };
const maxQuery = 500;

/**
 * One page of the docs: with a query the sections that match it, best first, each under its heading path; else all in their order. A section is shown
 * with its body and code together; one that no page holds is cut between paragraphs, list items or lines of code, which the text says, and goes on
 * under the next cursor. Throws ValidationError for a cursor that is not one of these docs, query and budgets, and for budgets that are too small.
 */
export function readDocs(given: PackageDocs, request: DocsRequest): DocsReading {
	checkBudget(request);
	const docs = { ...given, sections: given.sections.filter(({ heading, blocks }) => heading !== null || blocks.length > 0) };
	const query = visibleLine((request.query ?? '').slice(0, maxQuery));
	if (docs.sections.length === 0) return reading(withoutSections(docs), docs, [], query === '' ? null : { query, matched: false });
	const paths = headingPaths(docs.sections);
	const order = query === '' ? [...docs.sections.keys()] : rankSections(docs.sections, paths, query);
	if (order.length === 0) return reading(outlineText(docs, paths, query, request), docs, [], { query, matched: false });
	return pageOf(docs, order, chapters(docs, paths, order, query !== ''), query, request);
}

function pageOf(docs: PackageDocs, order: readonly number[], all: readonly Chapter[], query: string, request: DocsRequest): DocsReading {
	const { maxCharacters, maxTokens, cursor } = request;
	const binding = [docs.name, docs.version, docs.sections.length, query, maxCharacters, maxTokens];
	const start = cursor === undefined ? { section: 0, piece: 0 } : readCursor(cursor, binding);
	const budget = { characters: maxCharacters - forNotes.characters, tokens: maxTokens - forNotes.tokens };
	const page = start && fillPage(all, start, budget, request.isOnlyPage === true);
	if (page === undefined) throw foreignCursor(docs);
	const parts = [...(query === '' ? [] : [rankedNote(query)]), ...page.parts, ...endNotes(page, all.length, docs)];
	const seen = order.slice(0, (page.shown.at(-1) ?? 0) + 1);
	const shown = page.shown.flatMap((at) => order[at] ?? []);
	return {
		...reading(parts.join('\n\n'), docs, seen, query === '' ? null : { query, matched: true }),
		sections: shown.map((index) => outlineOf(docs, index)),
		nextCursor: page.next && writeCursor(page.next, binding),
	};
}

/** `seen`: indexes of the sections that this page or an earlier one shows. */
function reading(
	documentation: string,
	docs: PackageDocs,
	seen: readonly number[],
	queryApplied: DocsReading['queryApplied'],
): DocsReading {
	const known = new Set(seen);
	return {
		documentation,
		sections: [],
		omittedSections: [...docs.sections.keys()].filter((index) => !known.has(index)).map((index) => outlineOf(docs, index)),
		nextCursor: undefined,
		queryApplied,
		tokenEstimate: estimateTokens(documentation),
	};
}

function outlineOf({ sections }: PackageDocs, index: number): SectionOutline {
	const section = sections[index];
	return { heading: section?.heading ?? null, level: section?.level ?? 0, characters: section?.markdown.length ?? 0 };
}

/** Out of their order, sections need the headings that they stand below. */
function chapters(
	{ sections }: PackageDocs,
	paths: readonly (readonly string[])[],
	order: readonly number[],
	isRanked: boolean,
): readonly Chapter[] {
	return order.flatMap((index): Chapter[] => {
		const section = sections[index];
		if (section === undefined) return [];
		const heading = section.heading ?? '';
		if (!isRanked) return [{ section, title: heading, level: Math.max(section.level, 1) }];
		return [{ section, title: [...(paths[index] ?? []), heading || 'Before the first heading'].join(' › '), level: 2 }];
	});
}

function rankedNote(query: string): string {
	return `*Sections that match “${shownQuery(query)}”, best first:*`;
}

function endNotes(page: Page, chapterCount: number, docs: PackageDocs): readonly string[] {
	const { next, shown } = page;
	if (next === undefined) return docs.isCut ? ['*The description is longer than what was read of it.*'] : [];
	const goesOn = next.piece > 0 && next.section === shown.at(-1);
	const more = chapterCount - next.section - (goesOn ? 1 : 0);
	const notes = [
		...(goesOn ? ['this section goes on'] : []),
		...(more === 0 ? [] : [`${more} more ${more === 1 ? 'section follows' : 'sections follow'}`]),
	];
	return [`*The page ends here: ${notes.join(', and ')}.*`];
}

function withoutSections({ name, version, summary, onlyListed }: PackageDocs): string {
	const release = `${escapeMarkdown(name.slice(0, 100))} ${escapeMarkdown(version.slice(0, 100))}`;
	if (onlyListed) return `The index offers no metadata of ${release}, only its files: its docs and dependencies are not known.`;
	const line = `${release} has no description.`;
	const said = summary === null ? '' : fittingLine(summary, { characters: 300, tokens: 120 }, escapeMarkdown);
	return said === '' ? line : `${line} Its summary: ${said}`;
}

/** Nothing matched: what was looked for, and what there is. */
function outlineText(
	docs: PackageDocs,
	paths: readonly (readonly string[])[],
	query: string,
	{ maxCharacters, maxTokens }: DocsRequest,
): string {
	const room = new Room({ characters: maxCharacters - forNotes.characters, tokens: maxTokens - forNotes.tokens });
	const lines = docs.sections.map(
		({ heading }, i) => `${'  '.repeat(paths[i]?.length ?? 0)}- ${escapeMarkdown(heading ?? '(before the first heading)')}`,
	);
	const fitting = room.takeAll(lines);
	const more = lines.length - fitting.length;
	const list = [...fitting, ...(more === 0 ? [] : [`- … and ${more} more`])].join('\n');
	return `*Nothing matches “${shownQuery(query)}”. The sections there are:*\n\n${list}`;
}

function shownQuery(query: string): string {
	return fittingLine(query, forQuery, escapeMarkdown);
}

function checkBudget({ maxCharacters, maxTokens }: DocsRequest): void {
	if (maxCharacters >= smallestBudget.characters && maxTokens >= smallestBudget.tokens) return;
	throw new ValidationError(`A page of docs takes ${smallestBudget.characters} characters and ${smallestBudget.tokens} tokens at least`, {
		details: { maxCharacters, maxTokens },
		suggestions: ['Ask for more'],
	});
}

function foreignCursor({ name, version }: PackageDocs): ValidationError {
	return new ValidationError(`This cursor is none of ${visibleLine(name)} ${visibleLine(version)} and this query`, {
		suggestions: ['Leave the cursor out to begin with the first page'],
	});
}
