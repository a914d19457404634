import type { PanelView } from './view.ts';

type Attributes = readonly { readonly key: string; readonly value: { readonly stringValue: string } }[];

interface Point {
	readonly attributes: Attributes;
	readonly timeUnixNano: string;
	readonly startTimeUnixNano: string;
	readonly asDouble: number;
}

interface Metric {
	readonly name: string;
	readonly description: string;
	readonly unit: string;
	readonly sum?: { readonly dataPoints: readonly Point[]; readonly aggregationTemporality: 2; readonly isMonotonic: true };
	readonly gauge?: { readonly dataPoints: readonly Point[] };
}

/** The metrics in the JSON form of OTLP (OpenTelemetry Protocol 1.x, `ExportMetricsServiceRequest`). Times in s, as its conventions have it. */
export function exportedMetrics(view: PanelView): string {
	const resource = { attributes: attributes({ 'service.name': 'autodocs', 'service.version': view.version }) };
	const scopeMetrics = [{ scope: { name: 'autodocs', version: view.version }, metrics: [...counters(view), ...gauges(view)] }];
	return `${JSON.stringify({ resourceMetrics: [{ resource, scopeMetrics }] }, null, '\t')}\n`;
}

function counters(view: PanelView): Metric[] {
	const { metrics } = view;
	const { memory, disk, network, notModified, absent } = metrics.answers;
	const sum = (name: string, unit: string, description: string, values: readonly Value[]): Metric => ({
		name,
		description,
		unit,
		sum: { dataPoints: points(view, values), aggregationTemporality: 2, isMonotonic: true },
	});
	const answers = Object.entries({ memory, disk, network, 'not-modified': notModified, absent });
	return [
		sum('autodocs.operations', '{operation}', 'Look-ups that ended', [[metrics.operations, {}]]),
		sum(
			'autodocs.operation.errors',
			'{operation}',
			'Look-ups that ended without an answer',
			metrics.errors.map(({ code, count }) => [count, { 'error.type': code }]),
		),
		sum(
			'autodocs.answers',
			'{answer}',
			'Where answers came from',
			answers.map(([source, count]) => [count, { 'autodocs.answer.source': source }]),
		),
		sum('http.client.requests', '{request}', 'Requests sent, with repetitions', [[metrics.attempts, {}]]),
		sum('http.client.request.resends', '{request}', 'Requests that repeated one that failed', [[metrics.retries, {}]]),
		sum('http.client.response.body.size', 'By', 'Received in all', [[metrics.bytesReceived, {}]]),
		sum('autodocs.cache.saved', 'By', 'Answered from a cache in place of a download', [[metrics.bytesSaved, {}]]),
		sum('http.client.connections.opened', '{connection}', 'Connections opened', [[metrics.connections, {}]]),
	];
}

function gauges(view: PanelView): Metric[] {
	const { metrics, cache, origins } = view;
	const gauge = (name: string, unit: string, description: string, values: readonly Value[]): Metric => ({
		name,
		description,
		unit,
		gauge: { dataPoints: points(view, values) },
	});
	const quantiles = Object.entries({ '0.5': metrics.p50Ms, '0.95': metrics.p95Ms, '0.99': metrics.p99Ms });
	return [
		gauge(
			'autodocs.operation.duration',
			's',
			'Of look-ups that asked an index',
			quantiles.map(([quantile, ms]) => [ms / 1000, { quantile }]),
		),
		gauge('autodocs.operations.active', '{operation}', 'Look-ups under way', [[metrics.inFlight, {}]]),
		gauge(
			'http.client.active_requests',
			'{request}',
			'Requests under way',
			origins.map(({ origin, inFlight }) => [inFlight, { 'server.address': new URL(origin).hostname }]),
		),
		gauge('autodocs.cache.hit_ratio', '1', 'Of all look-ups, those answered without asking an index', [[metrics.hitRate, {}]]),
		...(cache === null ? [] : [gauge('autodocs.cache.size', 'By', 'On disk', [[cache.bytes, {}]])]),
	];
}

type Value = readonly [value: number, attributes: Readonly<Record<string, string>>];

function points({ takenAt, metrics: { uptimeMs } }: PanelView, values: readonly Value[]): Point[] {
	return values.map(([asDouble, named]) => ({
		attributes: attributes(named),
		startTimeUnixNano: nanoseconds(takenAt - uptimeMs),
		timeUnixNano: nanoseconds(takenAt),
		asDouble,
	}));
}

/** As text: such numbers are beyond what a double holds exactly. */
function nanoseconds(ms: number): string {
	return `${BigInt(Math.round(ms)) * 1_000_000n}`;
}

function attributes(named: Readonly<Record<string, string>>): Attributes {
	return Object.entries(named).map(([key, stringValue]) => ({ key, value: { stringValue } }));
}
