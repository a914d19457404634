import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** What a run counted. A run of mocha leaves the same shape, with more in it. */
interface Report {
	readonly stats: { readonly passes: number; readonly failures: number };
}

export interface Tally {
	readonly passed: number;
	readonly failed: number;
}

/** Where the runs of a project's checks and tests leave their reports, one JSON file each. */
export function reportFile(root: string, name: string): string {
	return join(root, 'out', 'reports', `${name}.json`);
}

export async function writeReport(root: string, name: string, { passed, failed }: Tally): Promise<void> {
	const file = reportFile(root, name);
	const report: Report = { stats: { passes: passed, failures: failed } };
	await mkdir(dirname(file), { recursive: true });
	await writeFile(file, `${JSON.stringify(report)}\n`);
}

export async function removeReport(root: string, name: string): Promise<void> {
	await rm(reportFile(root, name), { force: true });
}

/** Undefined when the run ended before it wrote its report, or in the middle of it. */
export async function readTally(file: string): Promise<Tally | undefined> {
	try {
		const { stats }: Report = JSON.parse(await readFile(file, 'utf8'));
		return { passed: stats.passes, failed: stats.failures };
	} catch {
		return undefined;
	}
}
