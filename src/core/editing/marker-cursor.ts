import { type MarkerVariable, markerVariables } from '../packaging/marker-tree.ts';
import type { Span } from '../span.ts';
import { wordSpan } from './word-span.ts';

/** What of a marker is being written. */
export type MarkerPlace =
	| { readonly kind: 'marker-variable' | 'marker-joiner'; readonly span: Span }
	| { readonly kind: 'marker-operator'; readonly span: Span; readonly variable: MarkerVariable }
	| {
			readonly kind: 'marker-value';
			readonly span: Span;
			readonly variable: MarkerVariable;
			/** What is to stand around the value; '' inside of quotes. */
			readonly quote: string;
	  };

/** What of a marker that begins at `from` is being written at `at`. `quote`: what the whole text is quoted by, if it is. */
export function markerPlace(text: string, from: number, at: number, quote: string): MarkerPlace | undefined {
	const before = text.slice(from, at);
	const opened = /([a-z_]+)\s*(?:[<>=!~]{1,3}|(?:not\s+)?in)\s*\\?["']([^"'\\]*)$/.exec(before);
	if (opened !== null && isInside(before)) return value(opened[1], wordAt(text, at, opened[2] ?? '', /[^"'\\;]/), '');
	if (isInside(before)) return undefined;
	const compared = /([a-z_]+)\s*(?:[<>=!~]{1,3}|\b(?:not\s+)?in\b)\s*$/.exec(before);
	if (compared !== null) return value(compared[1], { start: at, end: at }, quote === "'" ? '"' : "'");
	const asked = /([a-z_]+)(\s+)([a-z]*|[<>=!~]*)$/.exec(before);
	const variable = asked === null ? undefined : variableOf(asked[1]);
	if (asked !== null && variable !== undefined)
		return { kind: 'marker-operator', variable, span: wordAt(text, at, asked[3] ?? '', /[a-z<>=!~]/) };
	const joiner = /["']\s*\)*\s+([a-z]*)$/.exec(before);
	if (joiner !== null) return { kind: 'marker-joiner', span: wordAt(text, at, joiner[1] ?? '', /[a-z]/) };
	const word = /(?:^|[(\s])([a-z_]*)$/.exec(before);
	return word === null ? undefined : { kind: 'marker-variable', span: wordAt(text, at, word[1] ?? '', /[a-z_]/) };
}

/** Whether a quote is open at the end. */
function isInside(before: string): boolean {
	let open = '';
	for (const char of before) {
		if (char !== '"' && char !== "'") continue;
		if (open === '') open = char;
		else if (open === char) open = '';
	}
	return open !== '';
}

function value(name: string | undefined, place: Span, quote: string): MarkerPlace | undefined {
	const variable = variableOf(name);
	return variable === undefined ? undefined : { kind: 'marker-value', variable, span: place, quote };
}

function variableOf(name: string | undefined): MarkerVariable | undefined {
	return markerVariables.find((variable) => variable === name);
}

function wordAt(text: string, at: number, typed: string, part: RegExp): Span {
	return wordSpan(text, at - typed.length, at, part);
}
