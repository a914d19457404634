import * as z from 'zod';
import type { HealthReport } from '../../core/health/health.ts';
import { tool } from '../tool.ts';

const check = z.object({ status: z.string(), message: z.string(), response_time_ms: z.number() });

export const healthCheck = tool({
	name: 'health_check',
	title: 'Check health',
	description:
		'For diagnosis, after errors: why AutoDocs fails or is slow. Tests cache, index, parser, memory and disk. Not before each call: failures say what to do. One small request.',
	annotations: { readOnlyHint: true, openWorldHint: true },
	input: z.strictObject({}),
	output: z.object({
		status: z.enum(['healthy', 'degraded', 'unhealthy']),
		timestamp: z.string(),
		response_time_seconds: z.number(),
		checks: z.record(z.string(), check),
		summary: z.string(),
		version: z.string(),
	}),
	async run({ app, signal }) {
		const report = await app.answers.engineHealth(app.engine, signal);
		signal.throwIfAborted();
		return { answer: { ...report, checks: { ...report.checks } }, text: healthText(report) };
	},
});

function healthText({ status, summary, checks, version }: HealthReport): string {
	const lines = Object.entries(checks).map(
		([name, { status: one, message, response_time_ms: ms }]) => `- ${name}: ${one} (${ms.toFixed(0)} ms) ${message}`,
	);
	return [`AutoDocs ${version} is ${status}. ${summary}`, ...lines].join('\n');
}
