import type { RootContent } from 'mdast';
import { parseMarkdown } from './markdown.ts';
import { BlockScanner } from './markdown-source.ts';

/** Characters, and lines, that are parsed at once: the parser's time may grow with the square of the text. */
const maxPiece = 8000;
const maxLines = 250;
/** Of any one mark, and of table cells, in a piece. Real READMEs stay far below; beyond, a piece is shown as it is, unparsed. */
const maxMarks = 600;
const maxCells = 1500;
const maxNestedMarkers = 8;
const maxDefinitions = 300;
const maxFenceLine = 200;

/** Where `[label]` leads, as written in a text. */
export interface LinkDefinition {
	/** With its brackets, lower case. */
	readonly label: string;
	readonly line: string;
}

/**
 * Parses lines of Markdown in pieces, each with the link definitions that it refers to, so that no text takes longer than its length
 * allows for.
 */
export function parseBounded(lines: readonly string[], definitions: readonly LinkDefinition[]): readonly RootContent[] {
	return pieces(lines).flatMap((piece) => {
		if (hasTooManyMarks(piece)) return [{ type: 'code', value: piece }];
		const lower = piece.toLowerCase();
		const used = definitions.filter(({ label }) => lower.includes(label)).map(({ line }) => line);
		return parseMarkdown(used.length === 0 ? piece : `${piece}\n\n${used.join('\n')}`);
	});
}

/** The first few hundred link definitions (`[label]: address`) of a text. */
export function linkDefinitions(lines: readonly string[]): readonly LinkDefinition[] {
	const definitions = lines.flatMap((line) => {
		const label = line.length > 500 ? undefined : /^ {0,3}(\[[^[\]]+\]):\s*\S/.exec(line)?.[1];
		return label === undefined ? [] : [{ label: label.toLowerCase(), line }];
	});
	return definitions.slice(0, maxDefinitions);
}

/** Cuts between paragraphs where that can be had, else between lines, else anywhere. Code that is cut goes on as code. */
function pieces(lines: readonly string[]): readonly string[] {
	const result: string[] = [];
	const scanner = new BlockScanner();
	let piece: string[] = [];
	let length = 0;
	for (const line of lines.flatMap(boundedLines)) {
		const fence = scanner.openFence;
		const isProse = scanner.isProse(line);
		const isGap = isProse && line.trim() === '';
		if ((isGap && (length > maxPiece / 2 || piece.length > maxLines / 2)) || length + line.length > maxPiece || piece.length === maxLines) {
			result.push(piece.join('\n'));
			piece = fence === undefined ? [] : [fence.slice(0, maxFenceLine)];
			length = 0;
		}
		piece.push(isProse ? withFewMarkers(line) : line);
		length += line.length + 1;
	}
	return [...result, piece.join('\n')].filter((text) => text.trim() !== '');
}

function boundedLines(line: string): readonly string[] {
	if (line.length <= maxPiece) return [line];
	return Array.from({ length: Math.ceil(line.length / maxPiece) }, (_, index) => line.slice(index * maxPiece, (index + 1) * maxPiece));
}

/** Markers of quotes and lists nested in one line (`> > - > …`) beyond a few are dropped. */
function withFewMarkers(line: string): string {
	const marker = /[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))/y;
	let markers = 0;
	let kept = 0;
	let end = 0;
	while (marker.test(line)) {
		markers++;
		end = marker.lastIndex;
		if (markers <= maxNestedMarkers) kept = end;
	}
	return line.slice(0, kept) + line.slice(end);
}

function hasTooManyMarks(piece: string): boolean {
	const counts = new Map<string, number>();
	const scanner = new BlockScanner();
	for (const line of piece.split('\n')) {
		if (!scanner.isProse(line)) continue;
		for (const mark of line.match(/[[\]()*_~`<>!&|]/g) ?? []) counts.set(mark, (counts.get(mark) ?? 0) + 1);
	}
	return [...counts].some(([mark, count]) => count > (mark === '|' ? maxCells : maxMarks));
}
