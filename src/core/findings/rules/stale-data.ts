import { eachPackage, firstLine } from '../file-note.ts';
import type { Draft, FileContext, Rule } from '../rule.ts';

/** Older answers are shown because the index could not be asked: one note a file. */
export const staleData: Rule = {
	code: 'stale-data',
	over: 'file',
	check(context: FileContext): Draft[] {
		const asked = eachPackage(context.asked);
		const stale = asked.flatMap(({ known }) =>
			known.state === 'answered' && known.answer.staleBecause !== undefined
				? [{ at: known.answer.fetchedAt, why: known.answer.staleBecause }]
				: [],
		);
		const [first] = stale;
		if (first === undefined) return [];
		const oldest = stale.reduce((least, { at }) => Math.min(least, at), first.at);
		return [
			{
				span: firstLine(context),
				message: `${stale.length} of ${asked.length} packages are shown from the cache, as of ${new Date(oldest).toISOString().slice(0, 16).replace('T', ' ')} UTC or later: ${first.why.message}`,
				data: { packages: stale.length, oldest, cause: first.why.code },
				fixes: [
					{ kind: 'command', title: 'Refresh', run: { command: 'refresh' } },
					{ kind: 'command', title: 'Show the AutoDocs log', run: { command: 'showLog' } },
				],
			},
		];
	},
};
