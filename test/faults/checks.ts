import assert from 'node:assert/strict';
import { readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { AutoDocsError } from '../../src/core/errors.ts';
import type { MetricsSnapshot } from '../../src/core/network/metrics.ts';
import type { Lab } from './lab.ts';
import type { Gets, GetsAnswer, GetsError, Outcome } from './scenario.ts';
import { olderVersion } from './speech.ts';

/** Simulated time that an answer may come later than the deadline, or than a scenario says, ms. */
const slackMs = 50;
/** The clock of a laboratory begins here; what is cached was served at once. */
const servedAt = Date.UTC(2026, 0, 1);

/** That one who asked got what he must get. */
export function checkOutcome(outcome: Outcome | undefined, gets: Gets, asked: { readonly host: string; readonly name: string }): void {
	assert.ok(outcome !== undefined, 'nobody was answered');
	if ('code' in gets) checkError(outcome, gets, asked);
	else checkAnswer(outcome, gets);
}

function checkError(outcome: Outcome, gets: GetsError, { host, name }: { readonly host: string; readonly name: string }): void {
	assert.ok(outcome instanceof AutoDocsError, `an error, not ${JSON.stringify(outcome)}`);
	assert.equal(outcome.code, gets.code, outcome.message);
	assert.match(outcome.message, gets.says);
	if (outcome.code === 'cancelled') return; // Who left needs no way out.
	assert.ok(outcome.message.includes(name) && outcome.message.includes(host), `“${outcome.message}” names neither ${name} nor ${host}`);
	assert.doesNotMatch(outcome.message, /undefined|\[object|NaN|null/);
	assert.ok(outcome.suggestions.length > 0, 'a way out');
	if (gets.advises !== undefined) assert.match(outcome.suggestions.join('\n'), gets.advises);
	if (gets.retryAfterMs !== undefined) assert.equal((outcome as { retryAfterMs?: number }).retryAfterMs, gets.retryAfterMs);
}

function checkAnswer(outcome: Outcome, { version, from, staleBecause }: GetsAnswer): void {
	if (outcome instanceof Error) assert.fail(`an answer, not ${outcome.message}`);
	const { value } = outcome;
	assert.equal('releases' in value ? value.releases[0]?.version : value.version, version);
	assert.equal(outcome.staleBecause?.code, staleBecause, outcome.staleBecause?.message);
	if (from !== undefined) assert.equal(outcome.from, from);
	else if (staleBecause === undefined) assert.equal(outcome.from, 'network');
	if (version === olderVersion && staleBecause !== undefined) assert.equal(outcome.fetchedAt, servedAt, 'the age of what is shown');
}

/** That nothing of an operation is left, and everything is counted. */
export function checkAtRest({ client, asked }: Lab, elapsed: number, withinMs: number): void {
	assert.ok(elapsed <= withinMs + slackMs, `answered after ${elapsed} ms`);
	for (const { inFlight, waiting } of client.origins()) assert.deepEqual({ inFlight, waiting }, { inFlight: 0, waiting: 0 });
	checkTotals(client.metrics());
	assert.equal(client.metrics().operations, asked, 'each operation is counted once');
}

/** That what the metrics tell adds up. */
export function checkTotals({
	operations,
	answers,
	byKind,
	failed,
	stale,
	inFlight,
	attempts,
	retries,
	troubled,
	recovered,
}: MetricsSnapshot): void {
	const byCode = Object.values(byKind).flatMap(({ failuresByCode }) => Object.entries(failuresByCode));
	const rejected = byCode.reduce((sum, [, count]) => sum + count, 0);
	const noFailures = byCode.filter(([code]) => ['cancelled', 'package_not_found', 'version_not_found'].includes(code));
	assert.equal(inFlight, 0);
	assert.equal(operations, answers.network + answers.memory + answers.disk + rejected);
	assert.equal(failed, rejected - noFailures.reduce((sum, [, count]) => sum + count, 0));
	assert.ok(stale <= answers.memory + answers.disk, 'stale answers come from a cache');
	assert.ok(retries <= attempts && recovered <= troubled, `${retries} of ${attempts} attempts, ${recovered} of ${troubled}`);
}

/** That the cache says so of its folder, and has said it once. */
export const diskIs = (state: 'ok' | 'degraded', reason?: string) => async (lab: Lab) => {
	const { disk } = await lab.client.cacheStats();
	assert.equal(disk.state, state);
	if (reason !== undefined) assert.equal(disk.state === 'degraded' && disk.reason, reason);
	const warnings = lab.platform.lines.filter(({ level }) => level === 'warn');
	assert.equal(warnings.length, state === 'degraded' ? 1 : 0, 'said once');
};

/** That a client which was closed left nothing behind: no timer, no exchange, no temporary file, no open file. */
export async function checkNothingIsLeft(lab: Lab): Promise<void> {
	await lab.quiet();
	assert.equal(lab.platform.pendingTimers, 0, 'timers');
	for (const { hanging } of lab.servers) assert.equal(hanging.size, 0, 'connections that somebody waits on');
	assert.deepEqual(await namesIn(join(lab.cacheFolder, 'v1', 'tmp')), [], 'temporary files');
	assert.deepEqual(
		(await openFiles()).filter((path) => path.startsWith(lab.folder)),
		[],
		'open files',
	);
	for (const { level, message } of lab.platform.lines) assert.notEqual(level, 'error', message);
}

async function namesIn(folder: string): Promise<readonly string[]> {
	return await readdir(folder).catch(() => []);
}

/** Empty where the system does not tell. */
async function openFiles(): Promise<readonly string[]> {
	const handles = await namesIn('/proc/self/fd');
	return await Promise.all(handles.map((handle) => readlink(join('/proc/self/fd', handle)).catch(() => '')));
}
