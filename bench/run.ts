// Measures what the design promises of speed: `npm run bench`, with `-- --full` for ten times as many operations. Needs no network.
import { writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { isWithin, type Row, table } from './row.ts';
import { checkRows } from './rows/check.ts';
import { editRows } from './rows/edit.ts';
import { loadingRows } from './rows/loading.ts';
import { memoryRows } from './rows/memory.ts';
import { parseRows } from './rows/parse.ts';

const operations = process.argv.includes('--full') ? 1_000_000 : 100_000;
const measurements: readonly (() => Promise<readonly Row[]>)[] = [
	loadingRows,
	checkRows,
	editRows,
	parseRows,
	() => memoryRows(operations),
];

const rows: Row[] = [];
for (const measure of measurements) rows.push(...(await measure()));
const machine = `Node ${process.version}, ${process.platform}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, load ${loadavg()[0]?.toFixed(1)}`;
const report = `${table(rows)}\n\n${machine}\n`;
await writeFile(join(import.meta.dirname, 'latest.md'), report);
console.log(report);
process.exitCode = rows.every(isWithin) ? 0 : 1;
