// All that must pass before a change is taken: `npm test`, `npm run conform`, `npm run test:ecosystem`. The last line sums up what their reports counted.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const reports = join(root, 'out', 'reports');

/** After so many the tools themselves are not asked: that may take four more. */
const mostMinutes = 14;

rmSync(reports, { recursive: true, force: true });
const startedAt = performance.now();
const runs = [counted('test'), counted('run', 'conform')];
// Says so, and counts nothing, where the tools cannot be had.
if (minutes() < mostMinutes) runs.push(counted('run', 'test:ecosystem'));
else console.log(`The ecosystem tests are left out: ${minutes().toFixed(0)} minutes have passed, and all is to be done within twenty.`);
const passed = runs.reduce((sum, run) => sum + run.passed, 0);
const failed = runs.reduce((sum, run) => sum + run.failed, 0);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

/** Runs npm with the arguments and counts what the reports have more than before. A run that fails without saying where counts as a failure. */
function counted(/** @type {string[]} */ ...args) {
	const before = total();
	const { status } = spawnSync('npm', args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], shell: process.platform === 'win32' });
	const after = total();
	const tally = { passed: after.passed - before.passed, failed: after.failed - before.failed };
	return status !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}

function minutes() {
	return (performance.now() - startedAt) / 60_000;
}

function total() {
	const sum = { passed: 0, failed: 0 };
	for (const { stats } of readReports()) {
		sum.passed += stats.passes;
		sum.failed += stats.failures;
	}
	return sum;
}

/** @returns {{stats: {passes: number, failures: number}}[]} */
function readReports() {
	try {
		return readdirSync(reports).map((file) => JSON.parse(readFileSync(join(reports, file), 'utf8')));
	} catch {
		return []; // No report was written: nothing is counted, and the run's exit code tells.
	}
}
