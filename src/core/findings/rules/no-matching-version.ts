import { nearestTo, newestGood, whyNoneMatches } from '../../index/no-match.ts';
import type { Release } from '../../index/package-index.ts';
import type { Requirement } from '../../project/model.ts';
import { moveTo } from '../edits.ts';
import type { Fix } from '../finding.ts';
import type { Draft, RequirementContext, Rule } from '../rule.ts';

/** No release is inside the specifier, so that no installer could satisfy it. */
export const noMatchingVersion: Rule = {
	code: 'no-matching-version',
	over: 'requirement',
	check({ project, requirement, answer, inUse }: RequirementContext): Draft[] {
		// A release may be at another index that the project names and AutoDocs does not ask.
		if (inUse !== undefined || project.namesOtherIndexes) return [];
		const { releases } = answer.value;
		const newest = newestGood(releases);
		return [
			{
				span: requirement.spans.specifier ?? requirement.spans.token,
				file: requirement.file,
				package: requirement.name,
				message: whyNoneMatches(requirement.nameAsWritten, requirement.specifiers, releases),
				data: { specifier: requirement.specifiers.toString(), newest: newest?.version },
				fixes: newest === undefined ? [] : waysOut(requirement, releases),
			},
		];
	},
};

function waysOut(requirement: Requirement, releases: readonly Release[]): readonly Fix[] {
	const moves = nearestTo(requirement.constraint, releases).flatMap((release, i): Fix[] => {
		const edit = moveTo(requirement, release.version);
		return edit === undefined
			? []
			: [{ kind: 'edit', title: `Use ${requirement.nameAsWritten} ${release.version}`, edits: [edit], preferred: i === 0 }];
	});
	const { specifier } = requirement.spans;
	if (specifier === undefined) return moves;
	return [
		...moves,
		{
			kind: 'edit',
			title: 'Allow any version',
			edits: [{ span: specifier, text: requirement.dialect === 'poetry' ? '*' : '' }],
			preferred: false,
		},
	];
}
