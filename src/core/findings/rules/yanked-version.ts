import { visibleLine } from '../../docs/visible-text.ts';
import { nearestGood } from '../../index/nearest-release.ts';
import { moveTo } from '../edits.ts';
import type { Fix } from '../finding.ts';
import type { Draft, RequirementContext, Rule } from '../rule.ts';

/** The release that applies was withdrawn by its maintainers (PEP 592). Only a pin leads to one. */
export const yankedVersion: Rule = {
	code: 'yanked-version',
	over: 'requirement',
	check({ requirement, answer, inUse }: RequirementContext): Draft[] {
		if (inUse?.release.yanked !== true) return [];
		const { version, yankedReason } = inUse.release;
		const good = nearestGood(version, answer.value.releases);
		const fixes: Fix[] = good.flatMap((release, i) => {
			const edit = moveTo(requirement, release.version);
			return edit === undefined
				? []
				: [{ kind: 'edit', title: `Use ${requirement.nameAsWritten} ${release.version}`, edits: [edit], preferred: i === 0 }];
		});
		return [
			{
				span: requirement.spans.specifier ?? requirement.spans.token,
				file: requirement.file,
				package: requirement.name,
				message: `${requirement.nameAsWritten} ${version} was yanked${why(yankedReason)}`,
				data: { version, reason: yankedReason },
				fixes,
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
