import { stringEnd } from './python-strings.ts';

/** A logical line of Python (reference, "Line structure"): what ends at a line end outside of brackets and strings. */
export interface LogicalLine {
	/** Columns of white space before it, a tab counting up to the next multiple of 8. */
	readonly indent: number;
	readonly tokens: readonly Token[];
}

/** A word, or one character of punctuation. Strings, numbers' dots and comments are none. UTF-16 offsets. */
export interface Token {
	readonly text: string;
	readonly start: number;
	readonly end: number;
}

/** Of a line no more is kept; the names of one import fit in easily. */
const mostTokens = 5000;

const word = /[\p{ID_Start}_][\p{ID_Continue}]*/uy;
const number = /\.?\d[\w.]*/y;

/** Can stand at the start of a line only where a statement begins: a bracket above that is not closed yet is being typed. */
const statementStart = /[ \t\f]*(?:import[ \t]+[\p{ID_Start}_]|from[ \t]+[\p{ID_Start}_.][\p{ID_Continue}.]{0,500}[ \t]+import\b)/uy;

/**
 * The logical lines of a Python source that have something in them. Linear, and tolerant: a string in one line that is not closed ends with that
 * line, an open bracket at the next import.
 */
export function* logicalLines(text: string): Generator<LogicalLine> {
	let at = 0;
	while (at < text.length) {
		const { column, end: start } = indentAt(text, at);
		const { tokens, end } = lineAt(text, start);
		if (tokens.length > 0) yield { indent: column, tokens };
		at = end;
	}
}

function lineAt(text: string, from: number): { readonly tokens: readonly Token[]; readonly end: number } {
	const tokens: Token[] = [];
	let depth = 0;
	let at = from;
	while (at < text.length) {
		const character = text.charAt(at);
		if (isLineEnd(character)) {
			at += 1;
			if (depth === 0 || matchAt(statementStart, text, at) !== undefined) return { tokens, end: at };
			continue;
		}
		const next = skipped(text, at) ?? stringEnd(text, at);
		if (next !== undefined) {
			at = next;
			continue;
		}
		const found = matchAt(word, text, at);
		const end = at + (found?.length ?? 1);
		if ('([{'.includes(character)) depth++;
		else if (')]}'.includes(character)) depth = Math.max(0, depth - 1);
		if (tokens.length < mostTokens) tokens.push({ text: found ?? character, start: at, end });
		at = end;
	}
	return { tokens, end: at };
}

/** Behind blanks, a comment, a joined line end or a number; undefined where none of them stands. */
function skipped(text: string, at: number): number | undefined {
	const character = text.charAt(at);
	if (' \t\f\uFEFF'.includes(character)) return at + 1;
	if (character === '#') return lineEndFrom(text, at);
	if (character === '\\') return at + (text.startsWith('\r\n', at + 1) ? 3 : 2);
	const digits = matchAt(number, text, at);
	return digits === undefined ? undefined : at + digits.length;
}

function indentAt(text: string, from: number): { readonly column: number; readonly end: number } {
	let column = 0;
	let at = from;
	for (; ; at++) {
		const character = text[at];
		if (character === ' ') column++;
		else if (character === '\t') column = (Math.floor(column / 8) + 1) * 8;
		else if (character === '\f') column = 0;
		else return { column, end: at };
	}
}

function lineEndFrom(text: string, from: number): number {
	let at = from;
	while (at < text.length && !isLineEnd(text.charAt(at))) at++;
	return at;
}

function isLineEnd(character: string): boolean {
	return character === '\n' || character === '\r';
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
	pattern.lastIndex = at;
	return pattern.exec(text)?.[0];
}
