import * as l10n from '@vscode/l10n';
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
	return { message: l10n.t('This string is never closed; expected {0}.', isBlock ? quote.repeat(3) : quote), span };
}

/** `key =` and then the end of the line: the parser goes on looking, and stops at what follows. */
function missingValue({ text, offset }: Stop): TomlProblem | undefined {
	const before = text.slice(0, offset).trimEnd();
	const isNext = before.length < offset || offset === text.length;
	if (!before.endsWith('=') || !isNext || (offset < text.length && !/[\r\n]/.test(text.slice(before.length, offset + 1)))) return undefined;
	return { message: l10n.t('Expected a value behind “=”.'), span: { start: before.length - 1, end: before.length } };
}

/** A line that is neither `[table]` nor `key = value`: the parser stops behind it, mostly in the next one. */
function unclosedHeader({ text, offset, reason }: Stop): TomlProblem | undefined {
	if (!/same line|Expected equal|Unterminated table-key/.test(reason)) return undefined;
	const before = text.slice(0, offset).trimEnd();
	const line = before.slice(before.lastIndexOf('\n') + 1).trimStart();
	if (line.startsWith('[')) {
		return {
			message: l10n.t('This table header is never closed; expected “]”.'),
			span: { start: before.length - line.length, end: before.length },
		};
	}
	const key = /[^\s,{]*$/.exec(line.slice(-maxWord))?.[0] ?? '';
	if (key === '') return undefined;
	const span = { start: before.length - key.length, end: before.length };
	return { message: l10n.t('Expected “=” and a value behind “{0}”.', excerpt(key)), span };
}

/** Only at the end of the file, or in front of a table header, is it sure that a bracket was forgotten, and not something inside. */
function unclosedBracket({ text, offset }: Stop): TomlProblem | undefined {
	const header = headerStart(text, offset);
	if (text.slice(offset).trim() !== '' && header === undefined) return undefined;
	const open = unclosedAt(text, header ?? offset).bracket;
	if (open === undefined) return undefined;
	const bracket = text.charAt(open);
	const closing = bracket === '[' ? ']' : '}';
	if (header === undefined) {
		const message = l10n.t('This “{0}” is never closed; expected “{1}”.', bracket, closing);
		return { message, span: { start: open, end: open + 1 } };
	}
	const line = new LineIndex(text).positionAt(open).line + 1;
	return {
		message: l10n.t('The “{0}” in line {1} is never closed; expected “{2}”.', bracket, line, closing),
		span: { start: header, end: endOfLine(text, header) },
	};
}

/** Where the line begins that holds `offset`, when it looks like `[table]`. */
function headerStart(text: string, offset: number): number | undefined {
	const start = text.lastIndexOf('\n', offset - 1) + 1;
	return /^\[{1,2}[\w-]+(\.[\w-]+)*\]{1,2}\s*$/.test(text.slice(start, endOfLine(text, start)).slice(0, 200)) ? start : undefined;
}

const words: Readonly<Record<string, (word: string) => string>> = {
	'Expected comma (,) token': (word) => l10n.t('A comma is missing in front of “{0}”.', word),
	'Defining a key multiple times is invalid': (word) => l10n.t('“{0}” is already defined.', word),
	'Must be a newline': (word) => l10n.t('“{0}” is unexpected here; expected the end of the line.', word),
	'Unexpected character': (word) => l10n.t('“{0}” is unexpected here; text has to stand in quotes.', word),
	'Unexpected token': (word) => l10n.t('“{0}” is unexpected here.', word),
	'Unspecified values are invalid': (word) => l10n.t('“{0}” is unexpected here; expected a value.', word),
	'Invalid character in escape sequence': (word) => l10n.t('“\\{0}” is no escape sequence; write “\\\\” for a backslash.', word),
	'No newlines are allowed between the curly braces unless they are valid within a value': () =>
		l10n.t('An inline table has to stand in one line; expected “}”.'),
};

function atWord({ text, offset, reason }: Stop): TomlProblem {
	const start = lastVisible(text, offset);
	const word = wordAt(text.slice(start, start + maxWord));
	const plain = reason.replace(/\.$/, '');
	const message = words[plain]?.(excerpt(word)) ?? l10n.t('{0}: “{1}”.', plain, excerpt(word));
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
