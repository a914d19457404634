import type { OperationKind } from '../network/metrics.ts';
import type { MetricsReport } from './metrics.ts';

/** What was counted since the start, as a Markdown page. */
export function metricsPage(report: MetricsReport): string {
	const { p50, p95, p99 } = report.response_times;
	const codes = Object.entries(report.errors_by_code).map(([code, count]) => `- \`${code}\`: ${count}`);
	return page([
		'# AutoDocs metrics',
		`${report.request_counts.total} look-ups in ${(report.uptime_seconds / 60).toFixed(1)} minutes: ${percent(report.cache_hit_rate)} answered from the cache, ${percent(report.error_rates.total)} failed.`,
		[
			'| Look-up | Count | Failed | Mean | p50 | p95 | p99 |',
			'| --- | --- | --- | --- | --- | --- | --- |',
			...operationKinds.map((kind) => kindRow(kind, report)),
		].join('\n'),
		`Times are those of look-ups that asked an index, over all of which p50 was ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms.`,
		answersLine(report),
		`${report.attempts} requests over ${report.connections} connections, ${report.retries} of them retries; ${report.recovered} of ${report.troubled} look-ups in trouble recovered; ${(report.bytes_received / 1e6).toFixed(1)} MB received; breakers changed state ${report.breaker_transitions} times.`,
		codes.length === 0 ? '' : ['## Errors by code', '', ...codes].join('\n'),
	]);
}

const operationKinds = ['releases', 'metadata', 'core-metadata', 'vulnerabilities'] as const satisfies readonly OperationKind[];

function kindRow(kind: OperationKind, report: MetricsReport): string {
	const { p50, p95, p99 } = report.response_times_by_kind[kind];
	const times = [report.average_response_times[kind], p50, p95, p99].map((ms) => `${ms.toFixed(0)} ms`);
	return `| ${kind} | ${report.request_counts[kind]} | ${percent(report.error_rates[kind])} | ${times.join(' | ')} |`;
}

function answersLine({ answers, stale_answers: stale }: MetricsReport): string {
	const { memory, disk, network, notModified, absent } = answers;
	return `Answers came from memory (${memory}), from disk (${disk}) and from the network (${network}, of which ${notModified} were known and still right); ${stale} were shown though they were old, since the index could not be asked; ${absent} times it was known that a package does not exist.`;
}

function percent(share: number): string {
	return `${(share * 100).toFixed(share > 0 && share < 0.1 ? 1 : 0)} %`;
}

function page(parts: readonly string[]): string {
	return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}
