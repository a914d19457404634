import * as l10n from '@vscode/l10n';
import { parse as parseFast, TomlError } from 'smol-toml';
import { type AST, ParseError, parseTOML } from 'toml-eslint-parser';
import { ProjectParseError } from '../errors.ts';
import { explainToml, type TomlProblem } from './toml-problem.ts';
import { longStringIn } from './toml-scan.ts';

/** More parts in a key, or arrays and inline tables in one another, are refused: no project has them, and walking them would overflow the stack. */
export const deepest = 100;
/** UTF-16 units. The parser cannot hold longer strings; no project has them. */
const longestString = 50_000;

/** The syntax tree of a TOML 1.0 text. Throws ProjectParseError (`invalid_toml`) with the place of what is wrong. */
export function parseTomlSyntax(text: string): AST.TOMLProgram {
	refuseExcess(text);
	const carriageReturn = /\r(?!\n)/.exec(text)?.index ?? Number.POSITIVE_INFINITY;
	try {
		// A byte order mark is no part of the text; a blank keeps the offsets.
		const program = parseTOML(text.replace(/^\uFEFF/, ' '), { tomlVersion: '1.0' });
		// The parser takes a lone carriage return for a line end.
		if (carriageReturn === Number.POSITIVE_INFINITY) return program;
	} catch (thrown) {
		if (!(thrown instanceof ParseError)) throw thrown;
		if (thrown.index <= carriageReturn) throw notToml(explainToml(text, thrown.index, thrown.message), thrown);
	}
	const span = { start: carriageReturn, end: carriageReturn + 1 };
	throw notToml({ message: l10n.t('A carriage return alone ends no line; expected a line feed behind it.'), span });
}

/** smol-toml sees within milliseconds that a text is nested too deeply; the parser that knows the places would take seconds over it. */
function refuseExcess(text: string): void {
	const long = text.length > longestString ? longStringIn(text, longestString) : undefined;
	if (long !== undefined) {
		throw notToml({
			message: l10n.t('This string is too long to be read (at most {0} characters).', longestString),
			span: { start: long, end: long + 1 },
		});
	}
	try {
		parseFast(text, { maxDepth: deepest, integersAsBigInt: true });
	} catch (thrown) {
		if (!(thrown instanceof TomlError) || !thrown.message.includes('excessively nested')) return;
		throw tooDeep(offsetOf(text, thrown), thrown);
	}
}

/** TomlError counts lines and columns from 1. */
function offsetOf(text: string, { line, column }: TomlError): number {
	let start = 0;
	for (let i = 1; i < line; i++) start = text.indexOf('\n', start) + 1;
	return Math.min(start + column - 1, text.length - 1);
}

export function tooDeep(offset: number, cause?: unknown): ProjectParseError {
	return notToml(
		{ message: l10n.t('This is nested too deeply to be read (at most {0} levels).', deepest), span: { start: offset, end: offset + 1 } },
		cause,
	);
}

function notToml({ message, span }: TomlProblem, cause?: unknown): ProjectParseError {
	return new ProjectParseError('invalid_toml', l10n.t('Not valid TOML: {0}', message), {
		details: { reason: message },
		offset: span.start,
		end: span.end,
		cause,
	});
}
