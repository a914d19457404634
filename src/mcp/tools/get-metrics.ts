import * as z from 'zod';
import { metricsReport } from '../../core/health/metrics.ts';
import { metricsPage } from '../../core/health/pages.ts';
import { tool } from '../tool.ts';

const byKind = z.record(z.string(), z.number());

export const getMetrics = tool({
	name: 'get_metrics',
	title: 'Show metrics',
	description: 'For diagnosis: counts, times (ms) and error rates since the start, and the state of each breaker. Free.',
	annotations: { readOnlyHint: true, openWorldHint: false },
	input: z.strictObject({}),
	output: z.looseObject({
		request_counts: byKind,
		average_response_times: byKind,
		response_times: z.object({ p50: z.number(), p95: z.number(), p99: z.number() }),
		error_rates: byKind,
		cache_hit_rate: z.number(),
		breakers: z.array(z.looseObject({ origin: z.string(), state: z.string() })),
		attempts: z.number(),
		retries: z.number(),
		recovered: z.number(),
		uptime_seconds: z.number(),
		timestamp: z.string(),
	}),
	async run({ app: { engine } }) {
		const report = metricsReport(engine.client.metrics(), engine.client.origins());
		return { answer: { ...report, breakers: report.breakers.map((breaker) => ({ ...breaker })) }, text: metricsPage(report) };
	},
});
