import * as l10n from '@vscode/l10n';
import { newestGood } from '../../index/newest-good.ts';
import { nearestTo, whyNoneMatches } from '../../index/no-match.ts';
import type { Release } from '../../index/package-index.ts';
import type { VersionInUse } from '../../index/version-in-use.ts';
import { whyTooNew } from '../../project/exclude-newer.ts';
import type { Requirement } from '../../project/model.ts';
import { allowAny, moves } from '../edits.ts';
import type { Fix } from '../finding.ts';
import type { Draft, RequirementContext, Rule } from '../rule.ts';

/** An installer would find no release: none is inside the specifier, or only yanked ones that nothing pins (PEP 592). */
export const noMatchingVersion: Rule = {
	code: 'no-matching-version',
	over: 'requirement',
	check({ project, requirement, answer, inUse, cutOff, isOffered }: RequirementContext): Draft[] {
		// A release may be at another index that the project names and AutoDocs does not ask.
		if (project.namesOtherIndexes) return [];
		const { releases, status } = answer.value;
		// The index offers no file of such a project (PEP 792), which has a finding of its own.
		if (status === 'quarantined' && releases.length === 0) return [];
		if (inUse !== undefined && (!isSettled(inUse) || isMet(requirement, inUse, releases))) return [];
		const { nameAsWritten, specifiers, constraint } = requirement;
		const old = releases.filter(isOffered);
		const offered = old.length > 0 ? old : releases;
		const newest = newestGood(offered);
		const leftOut = newestGood(releases);
		const why = whyNoneMatches(nameAsWritten, specifiers, offered, specifiers.toString() || constraint);
		return [
			{
				span: requirement.spans.specifier ?? requirement.spans.token,
				file: requirement.file,
				package: requirement.name,
				message:
					cutOff === undefined || leftOut === undefined || leftOut === newest
						? why
						: l10n.t('{0} {1} {2}.', why, leftOut.version, whyTooNew(cutOff)),
				data: { specifier: specifiers.toString(), newest: newest?.version },
				fixes: releases.every(({ yanked }) => yanked) ? [] : waysOut(requirement, offered),
			},
		];
	},
};

function isSettled({ resolvedFrom }: VersionInUse): boolean {
	return resolvedFrom === 'installed' || resolvedFrom.startsWith('lock:');
}

/** What is locked or installed may be what the specifier allowed before it was changed. */
function isMet({ specifiers }: Requirement, { release }: VersionInUse, releases: readonly Release[]): boolean {
	return specifiers.contains(release.version, { prereleases: true }) || specifiers.select(releases) !== undefined;
}

function waysOut(requirement: Requirement, releases: readonly Release[]): readonly Fix[] {
	const near = nearestTo(requirement.constraint, releases).map(({ version }) => version);
	const any = allowAny(requirement);
	return [
		...moves(requirement, near),
		...(any === undefined ? [] : [{ kind: 'edit' as const, title: l10n.t('Allow any version'), edits: [any], preferred: false }]),
	];
}
