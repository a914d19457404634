import * as l10n from '@vscode/l10n';
import { tryParseVersion } from '../packaging/version.ts';
import type { Requirement } from '../project/model.ts';
import type { Span } from '../span.ts';
import type { EditFix, TextEdit } from './finding.ts';

/** A fix for each version that a requirement could move to, in that order. Which one is a choice: "Fix all" makes none of them. */
export function moves(requirement: Requirement, versions: readonly string[]): readonly EditFix[] {
	return versions.flatMap((version): EditFix[] => {
		const edit = moveTo(requirement, version);
		const title = l10n.t('Use {0} {1}', requirement.nameAsWritten, version);
		return edit === undefined ? [] : [{ kind: 'edit', title, edits: [edit], preferred: false }];
	});
}

/** The edit that makes a requirement accept every version; undefined where it does already. */
export function allowAny({ dialect, spans: { name, extras, specifier, specifierPart } }: Requirement): TextEdit | undefined {
	if (specifier === undefined || specifierPart === undefined) return undefined;
	return dialect === 'poetry'
		? { span: specifier, text: '*' }
		: { span: { start: (extras ?? name).end, end: specifierPart.end }, text: '' };
}

/**
 * The smallest edit that makes a requirement accept `version`: only the version's characters change where one clause says what is wanted,
 * else the whole specifier; spacing, quotes, extras and comments stay. Undefined where the file does not show where the specifier stands.
 */
export function moveTo(requirement: Requirement, version: string): TextEdit | undefined {
	return requirement.dialect === 'poetry' ? movePoetry(requirement, version) : movePep508(requirement, version);
}

function movePep508(requirement: Requirement, version: string): TextEdit | undefined {
	const { specifier, extras, name } = requirement.spans;
	if (specifier === undefined) return { span: { start: (extras ?? name).end, end: (extras ?? name).end }, text: `==${version}` };
	const [clause, second] = requirement.clauses;
	const blanks = /^ */.exec(requirement.constraint.slice(clause?.operator.length))?.[0] ?? '';
	const atLeast = { span: specifier, text: `>=${blanks}${version}` };
	if (clause === undefined || second !== undefined || !['==', '===', '~=', '>='].includes(clause.operator)) return atLeast;
	const text = sameShape(clause.version, version);
	return clause.operator === '~=' && !text.includes('.') ? atLeast : { span: clause.versionSpan, text };
}

function movePoetry(requirement: Requirement, version: string): TextEdit | undefined {
	const { specifier } = requirement.spans;
	if (specifier === undefined) return undefined;
	const written = requirement.constraint;
	const operator = /^\s*(\^|~=|~|===|==|>=|)\s*(?=\d[\w.+!*-]*\s*$)/.exec(written);
	if (operator === null) return { span: specifier, text: `^${version}` };
	return {
		span: { start: specifier.start + operator[0].length, end: specifier.end },
		text: sameShape(written.slice(operator[0].length), version),
	};
}

/** `2.*` for 2.32.3 stays a wildcard of one component; anything else becomes the version. */
function sameShape(written: string, version: string): string {
	if (!written.trim().endsWith('.*')) return version;
	const parts = written.trim().split('.').length - 1;
	const release = tryParseVersion(version)?.base.split('.') ?? [version];
	return `${release.slice(0, parts).join('.')}.*`;
}

/**
 * What to put in place of an entry of a TOML array or table so that it is gone, with one comma: its lines when it stands alone on them, with a
 * comment behind it; else itself. Of arrays in any style the other entries and their comments stay. `span` is the array element or
 * `key = value`, without separators.
 */
export function removeEntry(text: string, span: Span): TextEdit {
	const before = skipBlanksBack(text, span.start);
	const behind = skipBlanks(text, span.end);
	if (text[behind] === ',') return removeWithNext(text, { start: span.start, end: behind + 1 });
	if (text[before - 1] === ',') return removal(wholeLines(text, before - 1, span.end) ?? { start: before - 1, end: span.end });
	const comma = skipTrivia(text, behind);
	if (text[comma] === ',') return removeToLine(text, span, comma);
	return removal(wholeLines(text, span.start, span.end) ?? { start: commaAbove(text, before) ?? span.start, end: span.end });
}

function removal(span: Span): TextEdit {
	return { span, text: '' };
}

/** An entry with the comma behind it. */
function removeWithNext(text: string, { start, end }: Span): TextEdit {
	const next = skipBlanks(text, end);
	const isLast = next === text.length || isLineEnd(text[next]) || text[next] === '#';
	return removal(wholeLines(text, start, end) ?? (isLast ? { start: skipBlanksBack(text, start), end } : { start, end: next }));
}

/** An entry whose comma stands in a later line: the comments between the two that are not its own stay. */
function removeToLine(text: string, { start, end }: Span, comma: number): TextEdit {
	const next = skipBlanks(text, comma + 1);
	const isAlone = isLineStart(text, skipBlanksBack(text, start));
	const between = text.slice(isAlone ? text.indexOf('\n', end) + 1 : end, comma);
	if (between.includes('#')) return { span: { start, end: next }, text: between.trimStart() };
	const lines = text[next] === '#' ? undefined : wholeLines(text, start, comma + 1);
	return removal(lines ?? { start, end: next });
}

/** The comma of an entry in a line above, when nothing but white space stands behind it. One in a comment separates nothing. */
function commaAbove(text: string, from: number): number | undefined {
	let at = from;
	while (isBlank(text[at - 1]) || isLineEnd(text[at - 1])) at--;
	if (text[at - 1] !== ',') return undefined;
	return text.slice(text.lastIndexOf('\n', at - 1) + 1, at).includes('#') ? undefined : at - 1;
}

function wholeLines(text: string, start: number, end: number): Span | undefined {
	const from = skipBlanksBack(text, start);
	const to = skipComment(text, skipBlanks(text, end));
	if (!isLineStart(text, from) || (to < text.length && !isLineEnd(text[to]))) return undefined;
	return { start: from, end: to + (text.startsWith('\r\n', to) ? 2 : to < text.length ? 1 : 0) };
}

function isLineStart(text: string, at: number): boolean {
	return at === 0 || isLineEnd(text[at - 1]);
}

/** White space, line ends and comments. */
function skipTrivia(text: string, from: number): number {
	let at = from;
	while (isBlank(text[at]) || isLineEnd(text[at]) || text[at] === '#') at = text[at] === '#' ? skipComment(text, at) : at + 1;
	return at;
}

function skipComment(text: string, from: number): number {
	let at = from;
	if (text[at] === '#') while (at < text.length && !isLineEnd(text[at])) at++;
	return at;
}

function isLineEnd(character: string | undefined): boolean {
	return character === '\n' || character === '\r';
}

function isBlank(character: string | undefined): boolean {
	return character === ' ' || character === '\t';
}

function skipBlanks(text: string, from: number): number {
	let at = from;
	while (isBlank(text[at])) at++;
	return at;
}

function skipBlanksBack(text: string, from: number): number {
	let at = from;
	while (isBlank(text[at - 1])) at--;
	return at;
}
