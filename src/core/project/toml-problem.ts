import { excerpt } from '../packaging/excerpt.ts';
import { LineIndex, type Span } from '../span.ts';
import { unclosedAt } from './toml-scan.ts';

/** Where a text stops being TOML, and why, in words for the person who is typing it. */
export interface TomlProblem {
	readonly message: string;
	/** Never empty, unless the text is. */
	readonly span: Span;
}

/** What the parser said, and where it stopped. */
interface Stop {
	readonly text: string;
	readonly offset: number;
	readonly reason: string;
}

/** Turns what a TOML parser says into what a person can act on. */
export function explainToml(text: string, offset: number, reason: string): TomlProblem {
	const stop = { text, offset: Math.min(offset, text.length), reason };
	return unclosedString(stop) ?? missingValue(stop) ?? unclosedHeader(stop) ?? unclosedBracket(stop) ?? atWord(stop);
}

function unclosedString({ text, offset, reason }: Stop): TomlProblem | undefined {
	const open = /string/i.test(reason) ? unclosedAt(text, offset).string : undefined;
	if (open === undefined) return undefined;
	const quote = text.charAt(open);
	const isBlock = text.startsWith(quote.repeat(3), open);
	const span = isBlock ? { start: open, end: open + 3 } : { start: open, end: endOfLine(text, open) };
	return { message: `This string is never closed; expected ${isBlock ? quote.repeat(3) : quote}.`, span };
}

/** `key =` and then the end of the line: the parser goes on looking, and stops at what follows. */
function missingValue({ text, offset }: Stop): TomlProblem | undefined {
	const before = text.slice(0, offset).trimEnd();
	const isNext = before.length < offset || offset === text.length;
	if (!before.endsWith('=') || !isNext || (offset < text.length && !/[\r\n]/.test(text.slice(before.length, offset + 1)))) return undefined;
	return { message: 'Expected a value behind “=”.', span: { start: before.length - 1, end: before.length } };
}

/** A line that is neither `[table]` nor `key = value`: the parser stops behind it, mostly in the next one. */
function unclosedHeader({ text, offset, reason }: Stop): TomlProblem | undefined {
	if (!/same line|Expected equal|Unterminated table-key/.test(reason)) return undefined;
	const before = text.slice(0, offset).trimEnd();
	const line = before.slice(before.lastIndexOf('\n') + 1).trimStart();
	if (line.startsWith('[')) {
		return {
			message: 'This table header is never closed; expected “]”.',
			span: { start: before.length - line.length, end: before.length },
		};
	}
	const key = /[^\s,{]*$/.exec(line.slice(-maxWord))?.[0] ?? '';
	if (key === '') return undefined;
	const span = { start: before.length - key.length, end: before.length };
	return { message: `Expected “=” and a value behind “${excerpt(key)}”.`, span };
}

/** Only at the end of the file, or in front of a table header, is it sure that a bracket was forgotten, and not something inside. */
function unclosedBracket({ text, offset }: Stop): TomlProblem | undefined {
	const header = headerStart(text, offset);
	if (text.slice(offset).trim() !== '' && header === undefined) return undefined;
	const open = unclosedAt(text, header ?? offset).bracket;
	if (open === undefined) return undefined;
	const closing = text[open] === '[' ? ']' : '}';
	if (header === undefined)
		return { message: `This “${text[open]}” is never closed; expected “${closing}”.`, span: { start: open, end: open + 1 } };
	const line = new LineIndex(text).positionAt(open).line + 1;
	return {
		message: `The “${text[open]}” in line ${line} is never closed; expected “${closing}”.`,
		span: { start: header, end: endOfLine(text, header) },
	};
}

/** Where the line begins that holds `offset`, when it looks like `[table]`. */
function headerStart(text: string, offset: number): number | undefined {
	const start = text.lastIndexOf('\n', offset - 1) + 1;
	return /^\[{1,2}[\w-]+(\.[\w-]+)*\]{1,2}\s*$/.test(text.slice(start, endOfLine(text, start)).slice(0, 200)) ? start : undefined;
}

const words: Readonly<Record<string, (word: string) => string>> = {
	'Expected comma (,) token': (word) => `A comma is missing in front of “${word}”.`,
	'Defining a key multiple times is invalid': (word) => `“${word}” is already defined.`,
	'Must be a newline': (word) => `“${word}” is unexpected here; expected the end of the line.`,
	'Unexpected character': (word) => `“${word}” is unexpected here; text has to stand in quotes.`,
	'Unexpected token': (word) => `“${word}” is unexpected here.`,
	'Unspecified values are invalid': (word) => `“${word}” is unexpected here; expected a value.`,
	'Invalid character in escape sequence': (word) => `“\\${word}” is no escape sequence; write “\\\\” for a backslash.`,
	'No newlines are allowed between the curly braces unless they are valid within a value': () =>
		'An inline table has to stand in one line; expected “}”.',
};

function atWord({ text, offset, reason }: Stop): TomlProblem {
	const start = lastVisible(text, offset);
	const word = wordAt(text.slice(start, start + maxWord));
	const plain = reason.replace(/\.$/, '');
	const message = words[plain]?.(excerpt(word)) ?? `${plain}: “${excerpt(word)}”.`;
	return { message, span: { start, end: Math.min(start + word.length, text.length) } };
}

/** UTF-16 units of a line that are looked at to find the word that is wrong. */
const maxWord = 200;

/** A string with its quotes, a name or number, or one character. */
function wordAt(text: string): string {
	return /^("[^"\n]*"|'[^'\n]*'|[\w.+-]+|.)/su.exec(text)?.[0] ?? ' ';
}

/** The offset, or, where nothing is to be seen there, the last place before it where something is. */
function lastVisible(text: string, offset: number): number {
	if (/\S/.test(text.charAt(offset))) return offset;
	return Math.max(text.slice(0, offset).trimEnd().length - 1, 0);
}

function endOfLine(text: string, from: number): number {
	const newline = text.indexOf('\n', from);
	const end = newline === -1 ? text.length : newline;
	return text[end - 1] === '\r' ? end - 1 : end;
}
