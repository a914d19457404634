import type { TableRow } from 'mdast';
import type { Block } from '../tree.ts';
import type { Construct, Parsed, RstContext } from './construct.ts';
import { untilBlank } from './lines.ts';

type Columns = readonly (readonly [from: number, to: number])[];

const maxColumns = 30;

/** `+---+---+` around cells; one with cells over several columns or rows is shown as it is. */
export const gridTable: Construct = (lines, at, context) => {
	if (!/^\+[-+]+\+$/.test(lines[at] ?? '')) return undefined;
	const block = untilBlank(lines, at);
	const next = at + block.length;
	const plus = offsetsOf(block[0] ?? '', '+');
	const columns = plus.slice(1).map((to, index) => [(plus[index] ?? 0) + 1, to] as const);
	const isRule = (line: string) => line.startsWith('+');
	const isPlain = block.every((line) => {
		const marks = isRule(line) ? /^\+[-=+]+\+$/.test(line) && line : line;
		return marks !== false && plus.every((offset) => line[offset] === (isRule(line) ? '+' : '|'));
	});
	if (!isPlain || columns.length > maxColumns) return asCode(block, next);
	const rows = grouped(block, isRule);
	const head = block.findIndex((line) => line.startsWith('+='));
	return { blocks: [table(rows, columns, head > 0, context)], next };
};

/** `=== ===` above and below columns; text that runs over a gap shows as it is. */
export const simpleTable: Construct = (lines, at, context) => {
	const border = lines[at] ?? '';
	if (!/^==+(?: +==*)+$/.test(border.slice(0, 500)) || border.length > 500) return undefined;
	const end = tableEnd(lines, at, border);
	if (end === undefined) return undefined;
	const block = lines.slice(at, end);
	const columns = columnsOf(border);
	const isRule = (line: string) => /^[=-][=\- ]*$/.test(line);
	const fits = block.every((line) => isRule(line) || columns.slice(1).every(([from]) => (line[from - 1] ?? ' ') === ' '));
	if (!fits || columns.length > maxColumns) return asCode(block, end);
	const hasHead = block.slice(1, -1).some((line) => line.startsWith('='));
	const rows = block.filter((line) => line.trim() !== '' && !isRule(line)).map((line) => [line]);
	return { blocks: [table(joined(rows, columns), columns, hasHead, context)], next: end };
};

/** The second border, or the third when a head stands between the first two. */
function tableEnd(lines: readonly string[], at: number, border: string): number | undefined {
	const isBorder = (line: string | undefined) => line?.startsWith('==') === true && /^[= ]+$/.test(line);
	let end: number | undefined;
	for (let line = at + 1; line < lines.length && line < at + 2000; line++) {
		if (!isBorder(lines[line])) continue;
		end = line + 1;
		if ((lines[line + 1] ?? '').trim() === '') break;
	}
	return border === '' ? undefined : end;
}

/** A line without a first cell goes on with the row before. */
function joined(rows: readonly (readonly string[])[], columns: Columns): readonly (readonly string[])[] {
	const [, to] = columns[0] ?? [0, 0];
	const result: string[][] = [];
	for (const [line = ''] of rows) {
		const previous = result.at(-1);
		if (previous !== undefined && line.slice(0, to).trim() === '') previous.push(line);
		else result.push([line]);
	}
	return result;
}

function grouped(block: readonly string[], isRule: (line: string) => boolean): readonly (readonly string[])[] {
	const rows: string[][] = [];
	for (const line of block) {
		if (isRule(line)) rows.push([]);
		else rows.at(-1)?.push(line);
	}
	return rows.filter((row) => row.length > 0);
}

function table(rows: readonly (readonly string[])[], columns: Columns, hasHead: boolean, context: RstContext): Block {
	const made = rows.map((row) => tableRow(row, columns, context));
	const empty: TableRow = { type: 'tableRow', children: columns.map(() => ({ type: 'tableCell', children: [] })) };
	return { type: 'table', align: columns.map(() => null), children: hasHead ? made : [empty, ...made] };
}

function tableRow(lines: readonly string[], columns: Columns, context: RstContext): TableRow {
	const children = columns.map(([from, to], index) => {
		const isLast = index === columns.length - 1;
		const cell = lines.map((line) =>
			line
				.slice(from, isLast ? undefined : to)
				.replace(/\|$/, '')
				.trim(),
		);
		return { type: 'tableCell' as const, children: [...context.inline(cell.join(' ').trim())] };
	});
	return { type: 'tableRow', children };
}

function columnsOf(border: string): Columns {
	return [...border.matchAll(/=+/g)].map(({ index, 0: run }) => [index, index + run.length] as const);
}

function offsetsOf(line: string, char: string): readonly number[] {
	return [...line].flatMap((one, index) => (one === char ? [index] : []));
}

function asCode(block: readonly string[], next: number): Parsed {
	return { blocks: [{ type: 'code', value: block.join('\n') }], next };
}
