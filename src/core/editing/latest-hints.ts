import type { Checker } from '../findings/checker.ts';
import { compareVersions, parseVersion } from '../packaging/version.ts';
import type { Millis } from '../platform.ts';
import type { Project } from '../project/model.ts';
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
export function latestHints(checker: Checker, project: Project, text: string, excludeNewer: Millis | undefined): readonly LatestHint[] {
	return project.requirements.flatMap((requirement): LatestHint[] => {
		const known = checker.known(project, requirement);
		const inUse = checker.versionInUse(project, requirement)?.release.version;
		if (requirement.file !== project.file || known?.state !== 'answered' || inUse === undefined) return [];
		const clauses = placedClauses(requirement, text) ?? [];
		const supportsPython = supportOf(pythonsOf(project, requirement));
		const { best } = bestRelease(requirement, clauses, known.answer.value.releases, { target: 'newest', supportsPython, excludeNewer });
		if (best === undefined || compareVersions(best, parseVersion(inUse)) <= 0) return [];
		return [{ offset: requirement.spans.token.end, latest: String(best), inUse }];
	});
}
