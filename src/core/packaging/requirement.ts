import * as l10n from '@vscode/l10n';
import type { Span } from '../span.ts';
import { type Clause, scanClause } from './clause.ts';
import { missingClause, unexpected, unexpectedAfterClause } from './clause-problem.ts';
import { Marker } from './marker.ts';
import { readMarker, unexpectedInMarker } from './marker-reader.ts';
import { badExtras, emptyMarker, namelessUrl, neverClosed, unexpectedAfterUrl } from './requirement-problem.ts';
import { isAlphanumeric, isBlank, isSeparator, Scanner } from './scanner.ts';
import { readClauses, SpecifierSet } from './specifier.ts';
import { readOrExplain } from './syntax-problem.ts';

/** A requirement (PEP 508). Spans are UTF-16 offsets into the text that was parsed. */
export interface ParsedRequirement {
	/** As written. */
	readonly name: string;
	readonly nameSpan: Span;
	/** As written, in the order written. */
	readonly extras: readonly string[];
	/** With the brackets. */
	readonly extrasSpan: Span | undefined;
	readonly specifiers: SpecifierSet;
	/** From the first operator to the end of the last version. */
	readonly specifierSpan: Span | undefined;
	/** With the parentheses around it, or the comma behind it. */
	readonly specifierPartSpan: Span | undefined;
	readonly url: string | undefined;
	readonly urlSpan: Span | undefined;
	readonly marker: Marker | undefined;
	/** Without the semicolon. */
	readonly markerSpan: Span | undefined;
}

/**
 * Reads one requirement: `name[extras] specifiers; marker` or `name[extras] @ url ; marker`, the specifiers in parentheses or not.
 * Throws ValidationError (`invalid_requirement`) with offsets into `text`, and with a `correction` where there is a likely one.
 */
export function parseRequirement(text: string): ParsedRequirement {
	return readOrExplain(text, readRequirement);
}

function readRequirement(text: string): ParsedRequirement {
	const scanner = new Scanner(text);
	const name = readName(scanner);
	const extras = readExtras(scanner);
	const target = scanner.take('@') ? readUrl(scanner) : readSpecifier(scanner);
	const marker = scanner.isAtEnd ? noMarker : readMarkerPart(scanner);
	return { ...name, ...extras, ...target, ...marker };
}

/** `blank* name blank*` */
function readName(scanner: Scanner): Pick<ParsedRequirement, 'name' | 'nameSpan'> {
	scanner.run(isBlank);
	const start = scanner.at;
	const name = scanIdentifier(scanner);
	if (name === '') throw unexpected(scanner, l10n.t('a package name'));
	if (scanner.sees('://') || scanner.sees('+')) throw namelessUrl(scanner, start);
	const nameSpan = { start, end: scanner.at };
	scanner.run(isBlank);
	return { name, nameSpan };
}

/** `("[" (identifier ("," identifier)*)? "]")? blank*` */
function readExtras(scanner: Scanner): Pick<ParsedRequirement, 'extras' | 'extrasSpan'> {
	const start = scanner.at;
	if (!scanner.take('[')) return { extras: [], extrasSpan: undefined };
	scanner.run(isBlank);
	const extras: string[] = [];
	if (!scanner.sees(']')) {
		do {
			scanner.run(isBlank);
			extras.push(readExtra(scanner));
			scanner.run(isBlank);
		} while (scanner.take(','));
	}
	if (!scanner.take(']')) throw badExtras(scanner, start);
	const extrasSpan = { start, end: scanner.at };
	scanner.run(isBlank);
	return { extras, extrasSpan };
}

function readExtra(scanner: Scanner): string {
	const extra = scanIdentifier(scanner);
	if (extra !== '') return extra;
	throw unexpected(scanner, l10n.t('the name of an extra'));
}

/** The longest run of letters, digits, `-`, `_`, `.` that begins with a letter or digit and ends in neither `-` nor `.`; may be ''. */
function scanIdentifier(scanner: Scanner): string {
	if (!isAlphanumeric(scanner.unit())) return '';
	const start = scanner.at;
	scanner.run((unit) => isAlphanumeric(unit) || isSeparator(unit));
	while (scanner.text[scanner.at - 1] === '-' || scanner.text[scanner.at - 1] === '.') scanner.at--;
	return scanner.text.slice(start, scanner.at);
}

type Target = Pick<ParsedRequirement, 'specifiers' | 'specifierSpan' | 'specifierPartSpan' | 'url' | 'urlSpan'>;

/** `"@" blank* url (blank+ …)?`: a URL ends at the first blank, so that a `;` right behind it belongs to it. */
function readUrl(scanner: Scanner): Target {
	scanner.run(isBlank);
	const start = scanner.at;
	const url = scanner.run((unit) => !isBlank(unit));
	if (url === '') throw unexpected(scanner, l10n.t('a URL behind “@”'));
	const urlSpan = { start, end: scanner.at };
	scanner.run(isBlank);
	if (!scanner.isAtEnd && !scanner.sees(';')) throw unexpectedAfterUrl(scanner, urlSpan);
	return { specifiers: new SpecifierSet([]), ...noSpecifier, url, urlSpan };
}

const noSpecifier = { specifierSpan: undefined, specifierPartSpan: undefined };

/** `"(" clauses ")"` or `clauses`, blanks between. */
function readSpecifier(scanner: Scanner): Target {
	const open = scanner.at;
	const isParenthesised = scanner.take('(');
	scanner.run(isBlank);
	const clauses = readClauseList(scanner, isParenthesised);
	if (isParenthesised && !scanner.take(')')) throw neverClosed(scanner, open, ')');
	const { at } = scanner;
	scanner.run(isBlank);
	const noUrl = { url: undefined, urlSpan: undefined };
	const [first, last] = [clauses.at(0), clauses.at(-1)];
	if (first === undefined || last === undefined) return { specifiers: new SpecifierSet([]), ...noSpecifier, ...noUrl };
	const specifierSpan = { start: first.span.start, end: last.span.end };
	const specifierPartSpan = { start: open, end: open + scanner.text.slice(open, at).trimEnd().length };
	return { specifiers: new SpecifierSet(clauses), specifierSpan, specifierPartSpan, ...noUrl };
}

/** `(clause (blank* "," blank* clause)* ","?)?`, up to a semicolon, a closing parenthesis or the end. */
function readClauseList(scanner: Scanner, isParenthesised: boolean): readonly Clause[] {
	const clauses: Clause[] = [];
	for (;;) {
		const clause = scanClause(scanner);
		if (clause === undefined) {
			if (endsClauses(scanner, isParenthesised)) return clauses;
			throw missingClause(scanner, clauses.length === 0 ? l10n.t('a version specifier, “;” or the end') : undefined);
		}
		// The text behind `===` runs on over commas; they separate clauses all the same.
		const piece = clause.operator === '===' ? readClauses(scanner.text, clause.span) : [clause];
		for (const one of piece) clauses.push(one);
		scanner.run(isBlank);
		if (!scanner.take(',')) {
			if (endsClauses(scanner, isParenthesised)) return clauses;
			throw unexpectedAfterClause(scanner, clause, isParenthesised ? l10n.t('a comma or “)”') : l10n.t('a comma, “;” or the end'));
		}
		scanner.run(isBlank);
	}
}

function endsClauses(scanner: Scanner, isParenthesised: boolean): boolean {
	return scanner.isAtEnd || (isParenthesised ? scanner.sees(')') : scanner.sees(';'));
}

const noMarker = { marker: undefined, markerSpan: undefined };

/** `";" marker` */
function readMarkerPart(scanner: Scanner): Pick<ParsedRequirement, 'marker' | 'markerSpan'> {
	const semicolon = scanner.at;
	if (!scanner.take(';')) throw unexpected(scanner, l10n.t('“;” or the end'));
	scanner.run(isBlank);
	if (scanner.isAtEnd) throw emptyMarker(scanner, semicolon);
	const start = scanner.at;
	const root = readMarker(scanner);
	if (!scanner.isAtEnd) throw unexpectedInMarker(scanner);
	const end = start + scanner.text.slice(start, scanner.at).trimEnd().length;
	return { marker: new Marker(root), markerSpan: { start, end } };
}
