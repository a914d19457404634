import type { Release } from '../../index/package-index.ts';
import type { Requirement } from '../../project/model.ts';
import { moveTo } from '../edits.ts';
import type { Fix } from '../finding.ts';
import { nearestGood } from '../nearest-release.ts';
import type { Draft, RequirementContext, Rule } from '../rule.ts';

/** No release is inside the specifier, so that no installer could satisfy it. */
export const noMatchingVersion: Rule = {
	code: 'no-matching-version',
	over: 'requirement',
	check({ project, requirement, answer, inUse }: RequirementContext): Draft[] {
		// A release may be at another index that the project names and AutoDocs does not ask.
		if (inUse !== undefined || project.namesOtherIndexes) return [];
		const { releases } = answer.value;
		const newest = releases.find((release) => !release.yanked) ?? releases[0];
		return [
			{
				span: requirement.spans.specifier ?? requirement.spans.token,
				file: requirement.file,
				package: requirement.name,
				message: explain(requirement, releases, newest),
				data: { specifier: requirement.specifiers.toString(), newest: newest?.version },
				fixes: newest === undefined ? [] : waysOut(requirement, releases),
			},
		];
	},
};

function explain(requirement: Requirement, releases: readonly Release[], newest: Release | undefined): string {
	const what = requirement.nameAsWritten;
	if (newest === undefined) return `${what} has no releases at this index.`;
	const wanted = `“${requirement.specifiers.toString()}”`;
	const yanked = releases.filter((release) => release.yanked && requirement.specifiers.contains(release.version, { prereleases: true }));
	if (yanked.length > 0)
		return `Only yanked releases of ${what} match ${wanted} (${yanked[0]?.version}). The newest good release is ${newest.version}.`;
	return `No release of ${what} matches ${wanted}. The newest is ${newest.version}.`;
}

function waysOut(requirement: Requirement, releases: readonly Release[]): readonly Fix[] {
	const wanted = firstVersion(requirement);
	const moves = nearestGood(wanted, releases).flatMap((release, i): Fix[] => {
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

/** The first version that the specifier names: what the person had in mind. */
function firstVersion({ constraint }: Requirement): string {
	return /\d[^\s,|*]*/.exec(constraint)?.[0].replace(/\.$/, '') ?? '';
}
