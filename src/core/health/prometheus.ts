import type { MetricsReport } from './metrics.ts';

type Sample = readonly [labels: Readonly<Record<string, string>>, value: number];

/** The metrics in Prometheus' text format, version 0.0.4. Times in seconds, as is the custom there. */
export function prometheusText(report: MetricsReport): string {
	const { request_counts: counts, error_rates: rates, response_times: times } = report;
	const { total: _, ...kinds } = counts;
	const perKind = (of: (kind: keyof typeof kinds) => number): Sample[] =>
		(Object.keys(kinds) as (keyof typeof kinds)[]).map((kind) => [{ kind }, of(kind)]);
	const one = (value: number): Sample[] => [[{}, value]];
	return [
		metric(
			'operations_total',
			'counter',
			'Look-ups, by kind.',
			perKind((kind) => counts[kind]),
		),
		metric(
			'operation_error_ratio',
			'gauge',
			'Share of the look-ups that failed, by kind.',
			perKind((kind) => rates[kind]),
		),
		metric(
			'errors_total',
			'counter',
			'Look-ups that ended with an error, by its code.',
			Object.entries(report.errors_by_code).map(([code, count]) => [{ code }, count]),
		),
		metric('attempts_total', 'counter', 'HTTP exchanges.', one(report.attempts)),
		metric('retries_total', 'counter', 'HTTP exchanges that repeated a failed one.', one(report.retries)),
		metric('operations_recovered_total', 'counter', 'Look-ups answered after a failed exchange.', one(report.recovered)),
		metric('stale_answers_total', 'counter', 'Older answers given because the index could not be asked.', one(report.stale_answers)),
		metric('received_bytes_total', 'counter', 'Bytes received from indexes.', one(report.bytes_received)),
		metric('cache_hit_ratio', 'gauge', 'Share of the look-ups answered without asking an index.', one(report.cache_hit_rate)),
		metric('operations_in_flight', 'gauge', 'Look-ups under way.', one(report.in_flight)),
		metric('response_time_seconds', 'gauge', 'Quantiles of the time of look-ups that asked an index.', [
			[{ quantile: '0.5' }, times.p50 / 1000],
			[{ quantile: '0.95' }, times.p95 / 1000],
			[{ quantile: '0.99' }, times.p99 / 1000],
		]),
		metric(
			'breaker_open',
			'gauge',
			'1 while the origin is left alone, 0.5 while it is probed.',
			report.breakers.map(({ origin, state }) => [{ origin }, state === 'open' ? 1 : state === 'half-open' ? 0.5 : 0]),
		),
		metric('uptime_seconds', 'gauge', 'Since the start.', one(report.uptime_seconds)),
	].join('');
}

function metric(name: string, type: 'counter' | 'gauge', help: string, samples: readonly Sample[]): string {
	if (samples.length === 0) return '';
	const lines = samples.map(([labels, value]) => `autodocs_${name}${labelText(labels)} ${value}\n`);
	return `# HELP autodocs_${name} ${help}\n# TYPE autodocs_${name} ${type}\n${lines.join('')}`;
}

function labelText(labels: Readonly<Record<string, string>>): string {
	const pairs = Object.entries(labels).map(([key, value]) => `${key}="${value.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`);
	return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}
