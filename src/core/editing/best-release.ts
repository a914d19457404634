import * as l10n from '@vscode/l10n';
import type { Release } from '../index/package-index.ts';
import { parseVersion, tryParseVersion, type Version } from '../packaging/version.ts';
import { type CutOff, isTooNew, whyTooNew } from '../project/exclude-newer.ts';
import type { Requirement } from '../project/model.ts';
import { isWish, namedVersion, type UpdateTarget } from './moved-clause.ts';
import { constraintOf, type PlacedClause } from './written-clauses.ts';

/** What a release has to be to be moved to, beside good. */
export interface Fitness {
	readonly target: UpdateTarget;
	readonly supportsPython: (requiresPython: string | null) => boolean;
	readonly cutOff: CutOff | undefined;
}

/** The release to move to, and the one that it would be if nothing held it back, with what does. */
export interface BestRelease {
	readonly best: Version | undefined;
	readonly heldBack: { readonly version: string; readonly by: string } | undefined;
}

/**
 * The newest release that fits: never a yanked one, nor a pre-release unless the requirement takes them or names one; what it excludes with `!=` stays out.
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
	const takesPrereleases =
		specifiers.prereleases ?? clauses.some((clause) => isWish(clause) && namedVersion(clause)?.isPrerelease === true);
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

function whatHolds(release: Release, { supportsPython, cutOff }: Fitness): string | undefined {
	if (!supportsPython(release.requiresPython)) return l10n.t('needs Python {0}', String(release.requiresPython));
	return cutOff !== undefined && isTooNew(release, cutOff) ? whyTooNew(cutOff) : undefined;
}
