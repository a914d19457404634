import { visibleLine } from '../../docs/visible-text.ts';
import { nearestGood } from '../../index/nearest-release.ts';
import { lockName } from '../../project/fixed-version.ts';
import { moves } from '../edits.ts';
import { lockAgain } from '../lock-command.ts';
import type { Draft, RequirementContext, Rule } from '../rule.ts';

/** The release that applies was withdrawn by its maintainers (PEP 592). Only a pin or a lock leads to one. */
export const yankedVersion: Rule = {
	code: 'yanked-version',
	over: 'requirement',
	check({ project, requirement, answer, inUse }: RequirementContext): Draft[] {
		if (inUse?.release.yanked !== true) return [];
		const { version, yankedReason } = inUse.release;
		const lock = inUse.resolvedFrom.startsWith('lock:') ? project.lock : undefined;
		const good = nearestGood(version, answer.value.releases);
		return [
			{
				span: requirement.spans.specifier ?? requirement.spans.token,
				file: requirement.file,
				package: requirement.name,
				message: `${requirement.nameAsWritten} ${version}${lock === undefined ? '' : `, which ${lockName(project)} has,`} was yanked${why(yankedReason)}`,
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

/** What stands behind “was yanked”, up to the full stop. The reason is an index's text, of any length. */
function why(reason: string | null): string {
	const line = visibleLine(reason ?? '').slice(0, 300);
	if (line === '') return ', without a reason given.';
	return `: ${/[.!?]$/.test(line) ? line : `${line}.`}`;
}
