import type { Checker } from '../findings/checker.ts';
import { compareVersions, parseVersion } from '../packaging/version.ts';
import type { Project, Requirement } from '../project/model.ts';
import { pythonsOf, supportOf } from '../project/pythons.ts';
import { bestRelease } from './best-release.ts';
import { placedClauses } from './written-clauses.ts';

/** A requirement whose version in use is behind. */
export interface LatestHint {
	/** UTF-16, behind the requirement. */
	readonly offset: number;
	readonly latest: string;
	readonly inUse: string;
}

/**
 * Where in a file a newer release could be had than the one in use: one that is good, runs on the project's Pythons and is not too new. From what is
 * known now. `text`: of the pyproject.
 */
export function latestHints(checker: Checker, project: Project, text: string): readonly LatestHint[] {
	return project.requirements.flatMap((requirement): LatestHint[] => {
		if (requirement.file !== project.file) return [];
		const inUse = checker.versionInUse(project, requirement)?.release.version;
		const supportsPython = supportOf(pythonsOf(project, requirement));
		const latest = newerRelease({ checker, project, requirement, text, supportsPython });
		return inUse === undefined || latest === undefined ? [] : [{ offset: requirement.spans.token.end, latest, inUse }];
	});
}

interface Behind {
	readonly checker: Checker;
	readonly project: Project;
	readonly requirement: Requirement;
	/** Of the requirement's file. */
	readonly text: string;
	readonly supportsPython: (requiresPython: string | null) => boolean;
}

/** The newest release that a requirement could be moved to, where that is newer than the one in use. */
export function newerRelease({ checker, project, requirement, text, supportsPython }: Behind): string | undefined {
	const known = checker.known(project, requirement);
	const inUse = checker.versionInUse(project, requirement)?.release.version;
	if (known?.state !== 'answered' || inUse === undefined) return undefined;
	const clauses = placedClauses(requirement, text) ?? [];
	const cutOff = checker.cutOff(project, requirement.name);
	const { best } = bestRelease(requirement, clauses, known.answer.value.releases, { target: 'newest', supportsPython, cutOff });
	return best !== undefined && compareVersions(best, parseVersion(inUse)) > 0 ? String(best) : undefined;
}
