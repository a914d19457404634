import { writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { isWithin, type Row, table } from './row.ts';

/** Takes one measurement after the other, and prints all figures last. Leaves them in the file too. The process fails when one misses its limit. */
export async function report(measurements: readonly (() => Promise<readonly Row[]>)[], file: string): Promise<void> {
	const rows: Row[] = [];
	for (const measure of measurements) {
		const measured = await measure();
		for (const { figure } of measured) console.log(`measured: ${figure}`);
		rows.push(...measured);
	}
	const machine = `Node ${process.version}, ${process.platform}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, load ${loadavg()[0]?.toFixed(1)}`;
	const missed = rows.filter((row) => !isWithin(row)).length;
	const text = `${table(rows)}\n\n${machine}\n${rows.length - missed} of ${rows.length} within their limits\n`;
	await writeFile(join(import.meta.dirname, file), text);
	console.log(`\n${text}`);
	process.exitCode = missed === 0 ? 0 : 1;
}
