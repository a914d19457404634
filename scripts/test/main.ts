// `npm test`: every check and every test, each step to its end whatever the others said.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { readTally, removeReport, reportFile, type Tally, writeReport } from '../report.ts';

const root = join(import.meta.dirname, '..', '..');

interface Step {
	readonly name: string;
	/** For the project's Node. The step leaves its report where {@link reportFile} says. */
	readonly command: readonly string[];
	/** Minutes after which it is ended, and counts as failed. */
	readonly limit: number;
}

const mocha = join('node_modules', 'mocha', 'bin', 'mocha.js');

const steps: readonly Step[] = [
	{ name: 'check', command: [join('scripts', 'check.ts')], limit: 3 },
	{ name: 'unit', command: [mocha, 'test/unit/**/*.test.ts'], limit: 15 },
	{ name: 'faults', command: [join('test', 'faults', 'run.ts'), '--fast'], limit: 6 },
	{ name: 'webview', command: [mocha, 'test/webview/**/*.test.ts'], limit: 5 },
	{ name: 'conform-mcp', command: [join('test', 'mcp-conformance', 'run.ts')], limit: 2 },
	{ name: 'package', command: [mocha, 'test/package/**/*.test.ts'], limit: 2 },
	{ name: 'host', command: [join('test', 'host', 'run.ts')], limit: 15 },
];

const running = new AbortController();
for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect']) process.on(event, () => running.abort());
// Listening for the channel's end must not keep this process alive.
process.channel?.unref();

const tallies: Tally[] = [];
for (const step of steps) {
	console.log(`\n── ${step.name}`);
	tallies.push(await counted(step));
	if (running.signal.aborted) break;
}
const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0);
const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0);
console.log(`\n${tallies.map((tally, at) => `${steps[at]?.name}: ${tally.passed} passed, ${tally.failed} failed`).join('\n')}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** A step that fails without saying where, or that ends without a report, counts as one failure; the report then says so too. */
async function counted(step: Step): Promise<Tally> {
	await removeReport(root, step.name);
	const code = await exitCode(step);
	const report = await readTally(reportFile(root, step.name));
	const silent = report === undefined || (code !== 0 && report.failed === 0);
	const tally = { passed: report?.passed ?? 0, failed: (report?.failed ?? 0) + (silent ? 1 : 0) };
	if (silent) {
		console.error(
			`${step.name} ended with exit code ${code} ${report === undefined ? 'and no report' : 'though its report names no failure'}.`,
		);
		await writeReport(root, step.name, tally);
	}
	return tally;
}

/** 1 for an end by a signal, the limit's too. */
async function exitCode({ name, command, limit }: Step): Promise<number> {
	const child = spawn(process.execPath, [...command], {
		cwd: root,
		stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
		env: { ...process.env, AUTODOCS_REPORT: reportFile(root, name) },
	});
	const end = () => child.kill('SIGTERM');
	const timer = setTimeout(() => {
		console.error(`${name} took longer than ${limit} minutes and is ended.`);
		end();
	}, limit * 60_000);
	running.signal.addEventListener('abort', end);
	const [code] = (await once(child, 'exit')) as [number | null];
	clearTimeout(timer);
	running.signal.removeEventListener('abort', end);
	return code ?? 1;
}
