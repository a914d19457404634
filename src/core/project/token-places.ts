import type { Span } from '../span.ts';

/** Where a part of a decoded string, given in its UTF-16 offsets, stands in the file. */
export type Places = (part: Span) => Span;

/**
 * For a TOML string token (with its quotes) that stands at `start`. Without escapes and line ends the two run side by side, which nearly
 * all do.
 */
export function tokenPlaces(token: string, start: number): Places {
	const quote = token.charAt(0);
	const isBlock = token.length >= 6 && token.startsWith(quote.repeat(3));
	const quotes = isBlock ? 3 : 1;
	const from = quotes + (isBlock ? lineEndAt(token, quotes) : 0);
	const hasEscapes = quote === '"' && token.includes('\\');
	if (!hasEscapes && !token.includes('\r')) return shifted(start + from);
	const units = sourceUnits(token, from, token.length - quotes, hasEscapes);
	const startOf = (unit: number) => units[unit]?.start ?? token.length - quotes;
	return (part) => {
		const first = startOf(part.start);
		// What a backslash swallows stands between two units: it belongs to no part that ends there.
		const end = part.end > part.start ? (units[part.end - 1]?.end ?? first) : first;
		return { start: start + first, end: start + end };
	};
}

/** Places in a text that stands in the file as it is, from `start` on. */
export function shifted(start: number): Places {
	return (part) => ({ start: start + part.start, end: start + part.end });
}

/** For each UTF-16 unit of the decoded text its place in the token. */
function sourceUnits(token: string, from: number, to: number, hasEscapes: boolean): readonly Span[] {
	const places: Span[] = [];
	for (let at = from; at < to; ) {
		const escaped = hasEscapes && token[at] === '\\';
		const { length, units } = escaped ? escapeAt(token, at) : { length: Math.max(lineEndAt(token, at), 1), units: 1 };
		// Of a character that is written as one escape and decoded to two units, the first one has no room.
		if (units === 2) places.push({ start: at, end: at });
		if (units > 0) places.push({ start: at, end: at + length });
		at += length;
	}
	return places;
}

/** TOML 1.0, "String": `\uXXXX`, `\UXXXXXXXX`, one letter, or a backslash that swallows the line end and the blanks behind it. */
function escapeAt(token: string, at: number): { readonly length: number; readonly units: number } {
	const letter = token.charAt(at + 1);
	if (letter === 'u') return { length: 6, units: 1 };
	if (letter === 'U') return { length: 10, units: Number.parseInt(token.slice(at + 2, at + 10), 16) > 0xffff ? 2 : 1 };
	if (!isBlank(letter)) return { length: 2, units: 1 };
	let end = at + 2;
	while (isBlank(token.charAt(end))) end++;
	return { length: end - at, units: 0 };
}

function isBlank(char: string): boolean {
	return char === ' ' || char === '\t' || char === '\n' || char === '\r';
}

/** Decoded, a Windows line end is a line feed. */
function lineEndAt(token: string, at: number): number {
	if (token.startsWith('\r\n', at)) return 2;
	return token[at] === '\n' ? 1 : 0;
}
