import type { MetricsSnapshot, OperationKind } from '../network/metrics.ts';
import type { OriginState } from '../network/origin.ts';

type Times = { readonly p50: number; readonly p95: number; readonly p99: number };

/** As the tool `get_metrics` answers. Times in ms, of operations that asked an index; rates from 0 to 1. */
export type MetricsReport = {
	readonly request_counts: Readonly<Record<OperationKind | 'total', number>>;
	readonly average_response_times: Readonly<Record<OperationKind, number>>;
	readonly response_times: Times;
	readonly response_times_by_kind: Readonly<Record<OperationKind, Times>>;
	readonly error_rates: Readonly<Record<OperationKind | 'total', number>>;
	readonly errors_by_code: Readonly<Record<string, number>>;
	readonly cache_hit_rate: number;
	readonly answers: MetricsSnapshot['answers'];
	readonly stale_answers: number;
	readonly breakers: readonly {
		readonly origin: string;
		readonly state: OriginState['breaker']['state'];
		/** ISO 8601, UTC; null when it is closed. */
		readonly next_probe: string | null;
		readonly paused_until: string | null;
		readonly in_flight: number;
		readonly waiting: number;
	}[];
	readonly breaker_transitions: number;
	readonly attempts: number;
	readonly retries: number;
	readonly troubled: number;
	readonly recovered: number;
	readonly in_flight: number;
	readonly bytes_received: number;
	/** Opened to the indexes asked. */
	readonly connections: number;
	readonly uptime_seconds: number;
	/** ISO 8601, UTC. */
	readonly timestamp: string;
};

/** Puts what the client counted into the words of the report. */
export function metricsReport(snapshot: MetricsSnapshot, origins: readonly OriginState[]): MetricsReport {
	const { byKind } = snapshot;
	return {
		request_counts: { ...perKind(byKind, ({ count }) => count), total: snapshot.operations },
		average_response_times: perKind(byKind, ({ meanMs }) => meanMs),
		response_times: times(snapshot.times),
		response_times_by_kind: perKind(byKind, times),
		error_rates: { ...perKind(byKind, ({ failed, count }) => rate(failed, count)), total: rate(snapshot.failed, snapshot.operations) },
		errors_by_code: errorsByCode(snapshot),
		cache_hit_rate: snapshot.cacheHitRate,
		answers: snapshot.answers,
		stale_answers: snapshot.stale,
		breakers: origins.map(breaker),
		breaker_transitions: snapshot.breakerTransitions,
		attempts: snapshot.attempts,
		retries: snapshot.retries,
		troubled: snapshot.troubled,
		recovered: snapshot.recovered,
		in_flight: snapshot.inFlight,
		bytes_received: snapshot.bytesReceived,
		connections: snapshot.connections,
		uptime_seconds: snapshot.uptimeMs / 1000,
		timestamp: new Date(snapshot.takenAt).toISOString(),
	};
}

function perKind<T>(
	byKind: MetricsSnapshot['byKind'],
	of: (kind: MetricsSnapshot['byKind'][OperationKind]) => T,
): Record<OperationKind, T> {
	return {
		releases: of(byKind.releases),
		metadata: of(byKind.metadata),
		'core-metadata': of(byKind['core-metadata']),
		vulnerabilities: of(byKind.vulnerabilities),
	};
}

function times({ p50Ms, p95Ms, p99Ms }: { readonly p50Ms: number; readonly p95Ms: number; readonly p99Ms: number }): Times {
	return { p50: p50Ms, p95: p95Ms, p99: p99Ms };
}

function rate(part: number, whole: number): number {
	return whole === 0 ? 0 : part / whole;
}

function errorsByCode({ byKind }: MetricsSnapshot): Record<string, number> {
	const sums: Record<string, number> = {};
	for (const { failuresByCode } of Object.values(byKind)) {
		for (const [code, count] of Object.entries(failuresByCode)) sums[code] = (sums[code] ?? 0) + count;
	}
	return sums;
}

function breaker({ origin, breaker: state, pausedUntil, inFlight, waiting }: OriginState): MetricsReport['breakers'][number] {
	return {
		origin,
		state: state.state,
		next_probe: state.state === 'open' ? new Date(state.probeAt).toISOString() : null,
		paused_until: pausedUntil === undefined ? null : new Date(pausedUntil).toISOString(),
		in_flight: inFlight,
		waiting,
	};
}
