import { withoutCredentials, withoutHomes } from '../../redact.ts';
import { shownBytes, shownDuration, shownShare } from './format.ts';
import type { PanelView } from './view.ts';

const maxFailures = 20;

/** What a bug report needs, as Markdown and in English, whatever language its messages are in, without credentials and without the names of home folders. `home`: of this user. */
export function diagnostics(view: PanelView, home: string): string {
	const parts = [
		`# AutoDocs ${view.version}: diagnostics`,
		`${new Date(view.takenAt).toISOString()}: ${view.status.detail}`,
		section(
			'Checks',
			(view.health?.checks ?? []).map(({ label, status, message }) => `${label}: ${status}. ${message}`),
		),
		section('Indexes asked', view.origins.map(origin)),
		section('Settings that differ from their defaults', changedSettings(view)),
		section('Settings that are not as they should be', view.rejected),
		section('Metrics', metrics(view)),
		section('Latest failures', failures(view)),
	];
	return withoutHomes(withoutCredentials(`${parts.filter((part) => part !== '').join('\n\n')}\n`), home);
}

function section(title: string, lines: readonly string[]): string {
	return lines.length === 0 ? '' : `## ${title}\n\n${lines.map((line) => `- ${oneLine(line)}`).join('\n')}`;
}

/** As code where it could be taken for markup: what a server said must not become a link or a heading of a bug report. */
function oneLine(text: string): string {
	const line = text.replace(/\s+/g, ' ').trim();
	return /[<>[\]*_`#|!]/.test(line) ? `\`${line.replaceAll('`', "'")}\`` : line;
}

function origin({ origin: name, breaker, lastError, p50Ms, p95Ms, inFlight, waiting }: PanelView['origins'][number]): string {
	const times = p50Ms === null || p95Ms === null ? '' : `, p50 ${shownDuration(p50Ms)}, p95 ${shownDuration(p95Ms)}`;
	const error = lastError === null ? '' : `, last error: ${lastError}`;
	return `${name}: breaker ${breaker}, ${inFlight} under way, ${waiting} waiting${times}${error}`;
}

function changedSettings({ settings }: PanelView): string[] {
	return settings.filter(({ from }) => from !== 'default').map(({ key, value, from }) => `${key} = ${value} (${from})`);
}

function metrics({ metrics: counted, cache }: PanelView): string[] {
	const { operations, failed, stale, hitRate, attempts, retries, recovered, troubled, connections, errors } = counted;
	return [
		`${operations} look-ups in ${shownDuration(counted.uptimeMs)}: ${failed} failed, ${stale} shown from an older answer, ${shownShare(hitRate)} from the cache`,
		`${attempts} requests over ${connections} connections, ${retries} of them retries; ${recovered} of ${troubled} look-ups in trouble recovered`,
		`p50 ${shownDuration(counted.p50Ms)}, p95 ${shownDuration(counted.p95Ms)}, p99 ${shownDuration(counted.p99Ms)}`,
		`${shownBytes(counted.bytesReceived)} received, ${shownBytes(counted.bytesSaved)} not downloaded again`,
		...errors.map(({ code, count }) => `${code}: ${count}`),
		...(cache === null ? [] : [`Cache: ${cache.entries} entries, ${shownBytes(cache.bytes)}, in ${cache.directory}`]),
	];
}

function failures({ operations }: PanelView): string[] {
	return operations
		.flatMap(({ startedAt, error, attemptCount }) =>
			error === null ? [] : [`${new Date(startedAt).toISOString()} ${error.code} after ${attemptCount} attempts: ${error.message}`],
		)
		.slice(0, maxFailures);
}
