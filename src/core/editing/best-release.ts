import type { Release } from '../index/package-index.ts';
import { parseVersion, tryParseVersion, type Version } from '../packaging/version.ts';
import type { Millis } from '../platform.ts';
import type { Requirement } from '../project/model.ts';
import { isWish, namedVersion, type UpdateTarget } from './moved-clause.ts';
import { constraintOf, type PlacedClause } from './written-clauses.ts';

/** What a release has to be to be moved to, beside good. */
export interface Fitness {
	readonly target: UpdateTarget;
	readonly supportsPython: (requiresPython: string | null) => boolean;
	/** Wall clock ms; what was uploaded later, or who knows when, does not count. */
	readonly excludeNewer: Millis | undefined;
}

/** The release to move to, and the one that it would be if nothing held it back, with what does. */
export interface BestRelease {
	readonly best: Version | undefined;
	readonly heldBack: { readonly version: string; readonly by: string } | undefined;
}

/**
 * The newest release that fits: never a yanked one, nor a pre-release unless the requirement names one; what it excludes with `!=` stays out.
 * `releases`: newest first.
 */
export function bestRelease(
	requirement: Requirement,
	clauses: readonly PlacedClause[],
	releases: readonly Release[],
	fitness: Fitness,
): BestRelease {
	const { specifiers, dialect } = requirement;
	const excluded = clauses.filter(({ operator }) => operator === '!=');
	const allowed = fitness.target === 'within' ? specifiers : constraintOf(excluded, dialect);
	const takesPrereleases = clauses.some((clause) => isWish(clause) && namedVersion(clause)?.isPrerelease === true);
	let heldBack: BestRelease['heldBack'];
	for (const release of releases) {
		const version = tryParseVersion(release.version);
		if (version === undefined || release.yanked || (version.isPrerelease && !takesPrereleases)) continue;
		if (!allowed.contains(version, { prereleases: true })) continue;
		const by = whatHolds(release, fitness);
		if (by === undefined) return { best: parseVersion(release.version), heldBack };
		heldBack ??= { version: release.version, by };
	}
	return { best: undefined, heldBack };
}

function whatHolds({ requiresPython, uploadedAt }: Release, { supportsPython, excludeNewer }: Fitness): string | undefined {
	if (!supportsPython(requiresPython)) return `needs Python ${requiresPython}`;
	const isOld = excludeNewer === undefined || (uploadedAt !== null && uploadedAt <= excludeNewer);
	return isOld ? undefined : 'is newer than exclude-newer allows';
}
