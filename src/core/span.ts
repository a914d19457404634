/** A half-open range `[start, end)` of UTF-16 code units in a text. */
export interface Span {
	readonly start: number;
	readonly end: number;
}

/** Zero-based line and UTF-16 column, as VS Code counts. */
export interface Position {
	readonly line: number;
	readonly character: number;
}

/** Finds line and column for offsets of one text. Lines end at LF, CRLF or a lone CR, as in VS Code. */
export class LineIndex {
	readonly #starts: readonly number[];

	constructor(text: string) {
		const starts = [0];
		for (let i = 0; i < text.length; i++) {
			const unit = text.charCodeAt(i);
			if (unit === 10 || (unit === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
		}
		this.#starts = starts;
	}

	positionAt(offset: number): Position {
		let low = 0;
		let high = this.#starts.length;
		while (high - low > 1) {
			const middle = (low + high) >>> 1;
			if ((this.#starts[middle] ?? 0) <= offset) low = middle;
			else high = middle;
		}
		return { line: low, character: offset - (this.#starts[low] ?? 0) };
	}
}

export interface Range {
	readonly start: Position;
	readonly end: Position;
}

/** Where spans of several texts are, each text by its file. A file that is not among them is taken to be empty. */
export function rangesIn(texts: ReadonlyMap<string, string>): (file: string, span: Span) => Range {
	const indexes = new Map<string, LineIndex>();
	const indexOf = (file: string) => {
		const present = indexes.get(file);
		if (present !== undefined) return present;
		const made = new LineIndex(texts.get(file) ?? '');
		indexes.set(file, made);
		return made;
	};
	return (file, { start, end }) => {
		const lines = indexOf(file);
		return { start: lines.positionAt(start), end: lines.positionAt(end) };
	};
}

/**
 * Follows spans of `before` into `after`, the same text after one edit: what stands before or behind the edited region moves with it,
 * what touches it has no place any more.
 */
export function spanShift(before: string, after: string): (span: Span) => Span | undefined {
	const shorter = Math.min(before.length, after.length);
	let prefix = 0;
	while (prefix < shorter && before.charCodeAt(prefix) === after.charCodeAt(prefix)) prefix++;
	let suffix = 0;
	while (suffix < shorter - prefix && before.charCodeAt(before.length - 1 - suffix) === after.charCodeAt(after.length - 1 - suffix))
		suffix++;
	const delta = after.length - before.length;
	return (span) => {
		if (span.end <= prefix) return span;
		if (span.start >= before.length - suffix) return { start: span.start + delta, end: span.end + delta };
		return undefined;
	};
}
