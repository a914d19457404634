import { visibleLine } from '../../docs/visible-text.ts';
import { nearestGood } from '../../index/nearest-release.ts';
import { moves } from '../edits.ts';
import type { Draft, RequirementContext, Rule } from '../rule.ts';

/** The release that applies was withdrawn by its maintainers (PEP 592). Only a pin leads to one. */
export const yankedVersion: Rule = {
	code: 'yanked-version',
	over: 'requirement',
	check({ requirement, answer, inUse }: RequirementContext): Draft[] {
		if (inUse?.release.yanked !== true) return [];
		const { version, yankedReason } = inUse.release;
		const good = nearestGood(version, answer.value.releases);
		return [
			{
				span: requirement.spans.specifier ?? requirement.spans.token,
				file: requirement.file,
				package: requirement.name,
				message: `${requirement.nameAsWritten} ${version} was yanked${why(yankedReason)}`,
				data: { version, reason: yankedReason },
				fixes: moves(
					requirement,
					good.map((release) => release.version),
				),
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
