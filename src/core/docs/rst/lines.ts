/** Lines without their common indent, and where the text goes on. */
export interface Body {
	readonly lines: readonly string[];
	readonly next: number;
}

/** Lines as docutils reads them: tabs stop at each eighth column, nothing at the ends. */
export function rstLines(source: string): readonly string[] {
	return source.split('\n').map((line) => expandTabs(line).trimEnd());
}

export function isBlank(line: string | undefined): boolean {
	return line === undefined || line.trim() === '';
}

export function indentOf(line: string): number {
	return line.length - line.trimStart().length;
}

/** The lines from `from` on that are blank or indented by `least` at least, without blank ones at both ends. */
export function indentedBody(lines: readonly string[], from: number, least = 1): Body {
	let end = from;
	let next = from;
	for (let line = lines[end]; line !== undefined && (isBlank(line) || indentOf(line) >= least); line = lines[++end]) {
		if (!isBlank(line)) next = end + 1;
	}
	return { lines: dedent(lines.slice(from, next)), next };
}

/** The lines from `from` up to the next blank one. */
export function untilBlank(lines: readonly string[], from: number): readonly string[] {
	let end = from;
	while (!isBlank(lines[end])) end++;
	return lines.slice(from, end);
}

function dedent(lines: readonly string[]): readonly string[] {
	const indent = lines.reduce((least, line) => (isBlank(line) ? least : Math.min(least, indentOf(line))), Number.POSITIVE_INFINITY);
	const first = lines.findIndex((line) => !isBlank(line));
	return first === -1 ? [] : lines.slice(first).map((line) => line.slice(Math.min(indent, line.length)));
}

function expandTabs(line: string): string {
	if (!line.includes('\t')) return line;
	let result = '';
	for (const char of line) result += char === '\t' ? ' '.repeat(8 - (result.length % 8)) : char;
	return result;
}
