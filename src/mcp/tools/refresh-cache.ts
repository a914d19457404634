import * as z from 'zod';
import { packageName } from '../fields.ts';
import { tool } from '../tool.ts';

export const refreshCache = tool({
	name: 'refresh_cache',
	title: 'Empty the cache',
	description:
		'Drops what is cached of one package, or of all; changes nothing else. Only when an answer is stale or wrong: later calls are slower, and ask the index anew.',
	annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
	input: z.strictObject({ package_name: packageName.optional().describe('Default: all packages') }),
	output: z.object({ cleared_entries: z.number(), freed_bytes: z.number(), final_entries: z.number() }),
	async run({ app: { engine, answers }, input: { package_name: name } }) {
		const forgotten = name === undefined ? undefined : answers.packageNameIn(name);
		const cleared = forgotten === undefined ? await engine.client.clear() : await engine.client.forget(forgotten);
		const { clearedEntries, freedBytes, finalEntries } = cleared;
		return {
			answer: { cleared_entries: clearedEntries, freed_bytes: freedBytes, final_entries: finalEntries },
			text: `Cleared ${clearedEntries} entries${forgotten === undefined ? '' : ` of ${forgotten}`} (${freedBytes} bytes); ${finalEntries} are left.`,
		};
	},
});
