import type { Span } from '../span.ts';
import { type MarkerPlace, markerPlace } from './marker-cursor.ts';
import { wordSpan } from './word-span.ts';

/** What is being written. Spans are of the text that is to be replaced: up to the end of the word that the cursor is in. */
export type WritingPlace =
	| { readonly kind: 'name'; readonly span: Span; readonly typed: string }
	| {
			readonly kind: 'version';
			readonly span: Span;
			/** As written. */
			readonly name: string;
			/** '' while none, or half of one, is typed. */
			readonly operator: string;
			/** Between the operator and the version. */
			readonly blanks: string;
			readonly dialect: 'pep508' | 'poetry';
	  }
	| { readonly kind: 'extra'; readonly span: Span; readonly name: string; readonly present: readonly string[] }
	| { readonly kind: 'group'; readonly span: Span; readonly group: string }
	| MarkerPlace;

const requirement = /^\s*([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)(\s*\[[^\]]*\])?(\s*\(?\s*)(.*)$/s;

/** What of a PEP 508 requirement is being written at `at`, an offset into `text`. `quote`: what the text is quoted by, if it is. */
export function placeInRequirement(text: string, at: number, quote: string): WritingPlace | undefined {
	const before = text.slice(0, at);
	const semicolon = before.indexOf(';');
	if (semicolon !== -1) return markerPlace(text, semicolon + 1, at, quote);
	if (before.includes('@')) return undefined;
	const name = /^\s*([A-Za-z0-9][\w.-]*)?$/.exec(before);
	if (name !== null) return { kind: 'name', typed: name[1] ?? '', span: wordSpan(text, at - (name[1] ?? '').length, at, /[\w.-]/) };
	const extra = /^\s*([A-Za-z0-9][\w.-]*)\s*\[([^\]]*)$/.exec(before);
	if (extra !== null) return extraPlace(text, at, extra[1] ?? '', extra[2] ?? '');
	const [, written = '', extras = '', gap = '', rest = ''] = requirement.exec(before) ?? [];
	if (written === '' || (gap === '' && extras === '' && !/^[<>=!~]/.test(rest))) return undefined;
	return placeInSpecifier(text, at, rest, written, 'pep508');
}

/** What of a specifier is being written, of which `before` stands in front of `at`. */
export function placeInSpecifier(
	text: string,
	at: number,
	before: string,
	name: string,
	dialect: 'pep508' | 'poetry',
): WritingPlace | undefined {
	const last = before.slice(before.search(/[^,|]*$/));
	const clause = (
		dialect === 'poetry' ? /(\^|~=|~|===|==|!=|<=|>=|<|>|=|!|)(\s*)([\w.*+!-]*)$/ : /^\s*(===|==|~=|!=|<=|>=|<|>|=|~|!|)(\s*)([\w.*+!-]*)$/
	).exec(last);
	if (clause === null) return undefined;
	const [, operator = '', blanks = '', version = ''] = clause;
	const isHalf = operator === '!' || (dialect === 'pep508' && (operator === '=' || operator === '~'));
	const start = at - operator.length - (operator === '' ? 0 : blanks.length) - version.length;
	return {
		kind: 'version',
		span: wordSpan(text, start, at, /[\w.*+!-]/),
		name,
		operator: isHalf ? '' : operator,
		blanks: operator === '' || isHalf ? '' : blanks,
		dialect,
	};
}

function extraPlace(text: string, at: number, name: string, written: string): WritingPlace {
	const typed = /[\w.-]*$/.exec(written)?.[0] ?? '';
	const span = wordSpan(text, at - typed.length, at, /[\w.-]/);
	const open = text.lastIndexOf('[', at - 1) + 1;
	const close = text.indexOf(']', at);
	const all = text.slice(open, span.start) + text.slice(span.end, close === -1 ? span.end : close);
	return {
		kind: 'extra',
		span,
		name,
		present: all
			.split(',')
			.map((extra) => extra.trim())
			.filter((extra) => extra !== ''),
	};
}
