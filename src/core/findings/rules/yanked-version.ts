import * as l10n from '@vscode/l10n';
import { visibleLine } from '../../docs/visible-text.ts';
import { nearestGood } from '../../index/nearest-release.ts';
import { moves } from '../edits.ts';
import { lockAgain } from '../lock-command.ts';
import type { Draft, RequirementContext, Rule } from '../rule.ts';
import { settledIn } from '../settled-in.ts';

/** The release that applies was withdrawn by its maintainers (PEP 592). Only a pin, a lock or what is installed leads to one. */
export const yankedVersion: Rule = {
	code: 'yanked-version',
	over: 'requirement',
	check({ project, requirement, answer, inUse, isOffered }: RequirementContext): Draft[] {
		if (inUse?.release.yanked !== true) return [];
		const { version, yankedReason } = inUse.release;
		const lock = inUse.resolvedFrom.startsWith('lock:') ? project.lock : undefined;
		const good = nearestGood(version, answer.value.releases, isOffered);
		return [
			{
				span: requirement.spans.specifier ?? requirement.spans.token,
				file: requirement.file,
				package: requirement.name,
				message: message(`${requirement.nameAsWritten} ${version}`, settledIn(project, inUse), yankedReason),
				data: { version, reason: yankedReason },
				fixes: [
					...(lock === undefined ? [] : lockAgain(lock, requirement.name)),
					...moves(
						requirement,
						good.map((release) => release.version),
					),
				],
				tags: ['deprecated'],
			},
		];
	},
};

/** The reason is an index's text, of any length. */
function message(what: string, where: string, given: string | null): string {
	const line = visibleLine(given ?? '').slice(0, 300);
	const reason = /[.!?]$/.test(line) ? line : `${line}.`;
	if (where === '') {
		return line === '' ? l10n.t('{0} was yanked, without a reason given.', what) : l10n.t('{0} was yanked: {1}', what, reason);
	}
	return line === ''
		? l10n.t('{0}, which {1} has, was yanked, without a reason given.', what, where)
		: l10n.t('{0}, which {1} has, was yanked: {2}', what, where, reason);
}
