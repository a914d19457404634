/** One figure with what it must keep to. */
export interface Row {
	readonly figure: string;
	readonly measured: number;
	/** The most that `measured` may be, or the least where `bound` says so. */
	readonly limit: number;
	readonly bound?: 'least';
	/** '' for plain counts, '×' for ratios. */
	readonly unit: 'ms' | 's' | '×' | '%' | '';
	/** What else was seen, for whoever looks for the reason. */
	readonly note?: string;
}

export function isWithin({ measured, limit, bound }: Row): boolean {
	return bound === 'least' ? measured >= limit : measured <= limit;
}

/** A Markdown table, its columns padded so that it reads as well in a terminal. */
export function table(rows: readonly Row[]): string {
	const cells = rows.map((row) => [
		row.figure,
		amount(row.measured, row.unit),
		`${row.bound === 'least' ? '≥' : '≤'} ${amount(row.limit, row.unit)}`,
		row.limit === 0 ? '-' : (row.measured / row.limit).toFixed(2),
		isWithin(row) ? 'ok' : 'MISSED',
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
	return quantile(values, 0.5);
}

/** By the nearest rank. */
export function quantile(values: readonly number[], q: number): number {
	return values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(q * values.length) - 1)] ?? Number.NaN;
}

export function mean(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function percent(part: number, whole: number): number {
	return whole === 0 ? Number.NaN : (part / whole) * 100;
}

function amount(value: number, unit: Row['unit']): string {
	const digits = Number.isInteger(value) ? 0 : value < 10 || unit === '%' ? 2 : 1;
	return `${value.toFixed(digits)}${unit === '' ? '' : ` ${unit}`}`;
}
