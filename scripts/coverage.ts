// Branches of core that the unit tests run, against what the design asks for: `npm run coverage`. c8's report, line by line, is left in coverage/.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

const root = join(import.meta.dirname, '..');

/** The least share of branches that must be run, %. */
const wanted: readonly (readonly [folder: string, percent: number])[] = [
	['src/core/network', 97],
	['src/core', 93],
];

interface Branches {
	readonly total: number;
	readonly covered: number;
}

const c8 = ['--all', '--include', 'src/core/**', '--reporter', 'json-summary', '--reporter', 'html', '--reports-dir', 'coverage'];
const tests = [join('node_modules', 'mocha', 'bin', 'mocha.js'), 'test/unit/**/*.test.ts'];
const child = spawn(process.execPath, [join('node_modules', 'c8', 'bin', 'c8.js'), ...c8, process.execPath, ...tests], {
	cwd: root,
	stdio: 'inherit',
});
const [code] = (await once(child, 'close')) as [number | null];
const missed = code === 0 ? showShares(await readSummary()) : 1;
process.exitCode = missed === 0 ? 0 : 1;

/** By path from the root. */
async function readSummary(): Promise<ReadonlyMap<string, Branches>> {
	const summary: Record<string, { readonly branches: Branches }> = JSON.parse(
		await readFile(join(root, 'coverage', 'coverage-summary.json'), 'utf8'),
	);
	return new Map(Object.entries(summary).map(([file, { branches }]) => [relative(root, file).replaceAll('\\', '/'), branches]));
}

/** Returns how many folders have less than they must. */
function showShares(files: ReadonlyMap<string, Branches>): number {
	let missed = 0;
	for (const [folder, least] of wanted) {
		const within = [...files].filter(([file]) => file.startsWith(`${folder}/`)).map(([, branches]) => branches);
		const total = within.reduce((sum, branches) => sum + branches.total, 0);
		const covered = within.reduce((sum, branches) => sum + branches.covered, 0);
		const percent = (covered / total) * 100;
		console.log(`${percent >= least ? '✓' : '✗'} ${folder}: ${percent.toFixed(2)} % of ${total} branches, at least ${least} % wanted`);
		if (!(percent >= least)) missed++;
	}
	return missed;
}
