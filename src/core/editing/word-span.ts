import type { Span } from '../span.ts';

/** From `start` to the end of the word, made of characters that match `part`, that goes on behind `at`. */
export function wordSpan(text: string, start: number, at: number, part: RegExp): Span {
	let end = at;
	while (end < text.length && part.test(text.charAt(end))) end++;
	return { start, end };
}
