import type { Span } from '../span.ts';
import type { FileContext } from './rule.ts';

/** Where a note about a whole file stands: its first line, so that the rest of the file stays clean. */
export function firstLine({ text }: FileContext): Span {
	const end = text.search(/[\r\n]/);
	return { start: 0, end: end === -1 ? text.length : end };
}
