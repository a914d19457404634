import * as l10n from '@vscode/l10n';
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
				message: sentence(stale.length, asked.length, oldest, first.why.message),
				data: { packages: stale.length, oldest, cause: first.why.code },
				fixes: [
					{ kind: 'command', title: l10n.t('Refresh'), run: { command: 'refresh' } },
					{ kind: 'command', title: l10n.t('Show the AutoDocs log'), run: { command: 'showLog' } },
				],
			},
		];
	},
};

/** `oldest`: ms since the epoch. */
function sentence(stale: number, asked: number, oldest: number, why: string): string {
	const since = new Date(oldest).toISOString().slice(0, 16).replace('T', ' ');
	if (asked === 1) return l10n.t('The package is shown from the cache, as of {0} UTC: {1}', since, why);
	return l10n.t('{0} of {1} packages are shown from the cache, as of {2} UTC or later: {3}', stale, asked, since, why);
}
