import * as z from 'zod';
import { tool } from '../tool.ts';

export const readyCheck = tool({
	name: 'ready_check',
	title: 'Check readiness',
	description: 'For diagnosis: whether calls are taken now, and if not why. Not needed before other calls. Free.',
	annotations: { readOnlyHint: true, openWorldHint: false },
	input: z.strictObject({}),
	output: z.object({ ready: z.boolean(), timestamp: z.string(), reason: z.string().optional() }),
	async run({ app }) {
		const answer = app.engine.ready();
		return { answer, text: answer.ready ? 'AutoDocs is ready.' : `AutoDocs is not ready: ${answer.reason ?? 'unknown'}.` };
	},
});
