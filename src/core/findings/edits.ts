import { tryParseVersion } from '../packaging/version.ts';
import type { Requirement } from '../project/model.ts';
import type { Span } from '../span.ts';
import type { TextEdit } from './finding.ts';

/**
 * The smallest edit that makes a requirement accept `version`: only the version's characters change where one clause says what is wanted,
 * so that operator, spacing, quotes, extras and comments stay. Undefined where the file does not show where the specifier stands.
 */
export function moveTo(requirement: Requirement, version: string): TextEdit | undefined {
	return requirement.dialect === 'poetry' ? movePoetry(requirement, version) : movePep508(requirement, version);
}

function movePep508(requirement: Requirement, version: string): TextEdit | undefined {
	const { specifier, extras, name } = requirement.spans;
	if (specifier === undefined) return { span: { start: (extras ?? name).end, end: (extras ?? name).end }, text: `==${version}` };
	const [clause, second] = requirement.clauses;
	if (clause === undefined || second !== undefined || !['==', '===', '~=', '>='].includes(clause.operator)) {
		return { span: specifier, text: `>=${version}` };
	}
	const text = sameShape(clause.version, version);
	if (clause.operator === '~=' && !text.includes('.')) return { span: specifier, text: `>=${version}` };
	return { span: clause.versionSpan, text };
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
 * What to delete so that an entry of a TOML array or table is gone without a trace: its lines when it stands alone on them, with a comment behind
 * it; else itself with one separator. `span` is the array element or `key = value`, without separators.
 */
export function removeEntry(text: string, span: Span): TextEdit {
	const behind = skipBlanks(text, span.end);
	const hasComma = text[behind] === ',';
	const end = hasComma ? behind + 1 : span.end;
	const before = skipBlanksBack(text, span.start);
	const start = !hasComma && text[before - 1] === ',' ? before - 1 : span.start;
	return { span: wholeLines(text, start, end) ?? withSeparator(text, { start, end }, hasComma), text: '' };
}

function wholeLines(text: string, start: number, end: number): Span | undefined {
	const from = skipBlanksBack(text, start);
	if (from > 0 && !isLineEnd(text[from - 1])) return undefined;
	let to = skipBlanks(text, end);
	if (text[to] === '#') while (to < text.length && !isLineEnd(text[to])) to++;
	if (to < text.length && !isLineEnd(text[to])) return undefined;
	return { start: from, end: to + (text.startsWith('\r\n', to) ? 2 : to < text.length ? 1 : 0) };
}

function withSeparator(text: string, { start, end }: Span, hasComma: boolean): Span {
	if (!hasComma) {
		const comma = text.slice(0, start).trimEnd().length - 1;
		return { start: text[comma] === ',' ? comma : start, end };
	}
	const next = skipBlanks(text, end);
	const isLast = next === text.length || isLineEnd(text[next]) || text[next] === '#';
	return isLast ? { start: skipBlanksBack(text, start), end } : { start, end: next };
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
