/** One figure with its budget. */
export interface Row {
	readonly figure: string;
	readonly measured: number;
	/** The most that `measured` may be. */
	readonly limit: number;
	/** '' for plain counts, '×' for ratios. */
	readonly unit: 'ms' | '×' | '';
	/** What else was seen, for whoever looks for the reason. */
	readonly note?: string;
}

export function isWithin({ measured, limit }: Row): boolean {
	return measured <= limit;
}

/** A Markdown table, its columns padded so that it reads as well in a terminal. */
export function table(rows: readonly Row[]): string {
	const cells = rows.map((row) => [
		row.figure,
		amount(row.measured, row.unit),
		amount(row.limit, row.unit),
		row.limit === 0 ? '-' : (row.measured / row.limit).toFixed(2),
		isWithin(row) ? 'ok' : 'OVER',
		row.note ?? '',
	]);
	const head = ['figure', 'measured', 'limit', 'ratio', '', 'note'];
	const widths = head.map((title, column) => Math.max(3, title.length, ...cells.map((line) => line[column]?.length ?? 0)));
	const line = (texts: readonly string[]) => `| ${texts.map((text, column) => text.padEnd(widths[column] ?? 0)).join(' | ')} |`;
	return [line(head), line(widths.map((width) => '-'.repeat(width))), ...cells.map(line)].join('\n');
}

/** Of several runs by the clock, the one that other work on the machine disturbed least. */
export function best(values: readonly number[]): number {
	return Math.min(...values);
}

export function median(values: readonly number[]): number {
	return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function amount(value: number, unit: Row['unit']): string {
	const digits = Number.isInteger(value) ? 0 : value < 10 ? 2 : 1;
	return `${value.toFixed(digits)}${unit === '' ? '' : ` ${unit}`}`;
}
