import { excerpt } from '../packaging/excerpt.ts';
import type { Version } from '../packaging/version.ts';
import { nearestGood } from './nearest-release.ts';
import { newestGood } from './newest-good.ts';
import type { Release } from './package-index.ts';

interface Constraint {
	contains(version: string | Version, options?: { readonly prereleases?: boolean }): boolean;
	toString(): string;
}

/**
 * One or two sentences for a person: which releases of `name` there are, when none that an installer would take matches.
 * `releases`: newest first. `shown`: the constraint as the person knows it.
 */
export function whyNoneMatches(
	name: string,
	constraint: Constraint,
	releases: readonly Release[],
	shown: string = constraint.toString(),
): string {
	const newest = newestGood(releases);
	if (newest === undefined) return `${name} has no releases at this index.`;
	if (newest.yanked) return `Every release of ${name} was yanked, so that there is none to install; the newest is ${newest.version}.`;
	const wanted = `“${excerpt(shown)}”`;
	const yanked = releases.find((release) => release.yanked && constraint.contains(release.version, { prereleases: true }));
	if (yanked !== undefined)
		return `Only yanked releases of ${name} match ${wanted} (${yanked.version}). The newest good release is ${newest.version}.`;
	return `No release of ${name} matches ${wanted}. The newest is ${newest.version}.`;
}

/** Releases near the first version that a constraint names: what the person had in mind. Closest first. */
export function nearestTo(constraint: string, releases: readonly Release[]): readonly Release[] {
	const named = /\d[^\s,|*]*/.exec(constraint)?.[0].replace(/\.$/, '') ?? '';
	return nearestGood(named, releases);
}
