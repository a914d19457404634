import * as l10n from '@vscode/l10n';
import type { Span } from '../span.ts';
import { unexpected } from './clause-problem.ts';
import { isAlphanumeric, isBlank, type Scanner } from './scanner.ts';
import { SyntaxProblem } from './syntax-problem.ts';

/** The text is a URL and nothing else; `start` is where its scheme begins. */
export function namelessUrl(scanner: Scanner, start: number): SyntaxProblem {
	return new SyntaxProblem({
		message: l10n.t('A URL needs the name of its package in front; expected “name @ URL”'),
		offset: start,
		end: scanner.end,
		expected: l10n.t('“name @ URL”'),
	});
}

/** What stands at the cursor, behind an extra, closes no list of them; `start` is its opening bracket. */
export function badExtras(scanner: Scanner, start: number): SyntaxProblem {
	if (!isAlphanumeric(scanner.unit()))
		return scanner.isDone ? neverClosed(scanner, start, ']') : unexpected(scanner, l10n.t('the name of an extra, a comma or “]”'));
	let end = scanner.at;
	while (isBlank(scanner.text.charCodeAt(end - 1))) end--;
	return unexpected(scanner, l10n.t('a comma between extras'), { start: end, end, text: ',' });
}

/** `open` is the offset of the bracket that lacks its partner. */
export function neverClosed(scanner: Scanner, open: number, closing: ')' | ']'): SyntaxProblem {
	return new SyntaxProblem({
		message: l10n.t('This “{0}” is never closed; expected “{1}”', scanner.text.charAt(open), closing),
		offset: open,
		end: scanner.at,
		expected: l10n.t('“{0}”', closing),
		fix: { start: scanner.at, end: scanner.at, text: closing },
	});
}

/** A `;` right behind a URL is part of it: the usual mistake is the missing blank. */
export function unexpectedAfterUrl(scanner: Scanner, url: Span): SyntaxProblem {
	const semicolon = url.end - 1;
	if (scanner.text[semicolon] !== ';') return unexpected(scanner, l10n.t('“;” or the end behind the URL'));
	return new SyntaxProblem({
		message: l10n.t('A blank is missing between the URL and “;”'),
		offset: semicolon,
		end: url.end,
		expected: l10n.t('a blank'),
		fix: { start: semicolon, end: semicolon, text: ' ' },
	});
}

/** Nothing stands behind the semicolon at that offset. */
export function emptyMarker(scanner: Scanner, semicolon: number): SyntaxProblem {
	let end = semicolon;
	while (isBlank(scanner.text.charCodeAt(end - 1))) end--;
	return new SyntaxProblem({
		message: l10n.t('Expected a marker behind “;”'),
		offset: semicolon,
		end: semicolon + 1,
		expected: l10n.t('a marker, such as python_version >= "3.10"'),
		fix: { start: end, end: scanner.end, text: '' },
	});
}
