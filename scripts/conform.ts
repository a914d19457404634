// Holds core against the conformance data: `npm run conform`. The data are in the folder AUTODOCS_DATA names, else in ../shared/data.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { conformLocks } from './conform/locks.ts';
import { conformPyprojects } from './conform/pyprojects.ts';
import { conformResolvePackage } from './conform/resolve-package.ts';
import type { ConformSet } from './conform/set.ts';
import { conformUpdateEdits } from './conform/update-edits.ts';
import { conformVectors } from './conform/vectors.ts';
import { conformVulnerabilities } from './conform/vulnerabilities.ts';
import { writeReport } from './report.ts';

const root = join(import.meta.dirname, '..');
const folder = resolve(root, process.env['AUTODOCS_DATA'] ?? '../shared/data');

if (existsSync(folder)) await conform();
else await withoutData();

async function conform(): Promise<void> {
	const sets = [
		...(await conformVectors(folder)),
		await conformResolvePackage(folder),
		...(await conformPyprojects(folder)),
		await conformLocks(folder),
		await conformUpdateEdits(folder),
		await conformVulnerabilities(folder),
	];
	const failed = sets.filter((set) => share(set) < set.goal).length;
	for (const set of sets) for (const failure of set.failures.slice(0, 10)) console.log(`${set.name}: ${failure}`);
	console.log(table(sets));
	await finish({ passed: sets.length - failed, failed });
}

/** A machine that builds releases must have the data; a contributor's need not. */
async function withoutData(): Promise<void> {
	console.log(`No conformance data: ${folder} does not exist. Set AUTODOCS_DATA to the folder that holds them.`);
	await finish({ passed: 0, failed: process.env['CI'] === 'true' ? 1 : 0 });
}

/** A set counts as one check, passed when the share of its cases that pass reaches its goal. */
async function finish(tally: { readonly passed: number; readonly failed: number }): Promise<void> {
	await writeReport(root, 'conform', tally);
	console.log(`${tally.passed} passed, ${tally.failed} failed`);
	process.exitCode = tally.failed === 0 ? 0 : 1;
}

/** A set without a single case shows nothing, so it passes nothing. */
function share({ passed, failed }: ConformSet): number {
	return passed + failed === 0 ? 0 : passed / (passed + failed);
}

function table(sets: readonly ConformSet[]): string {
	const rows = sets.map((set) => [
		share(set) < set.goal ? '✗' : '✓',
		set.name,
		...[set.passed, set.failed, set.skipped].map(String),
		percent(share(set)),
		percent(set.goal),
	]);
	const all = [['', 'set', 'passed', 'failed', 'skipped', 'share', 'goal'], ...rows];
	const width = (column: number) => Math.max(...all.map((row) => row[column]?.length ?? 0));
	const line = (row: readonly string[]) =>
		row.map((cell, column) => (column < 2 ? cell.padEnd(width(column)) : cell.padStart(width(column)))).join('  ');
	return all.map(line).join('\n');
}

/** Rounded down: 100 % means every case. */
function percent(value: number): string {
	return `${(Math.floor(value * 10_000) / 100).toFixed(2)} %`;
}
