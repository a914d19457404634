import * as l10n from '@vscode/l10n';
import { excerpt } from '../packaging/excerpt.ts';
import type { Version } from '../packaging/version.ts';
import { nearestGood } from './nearest-release.ts';
import { newestGood } from './newest-good.ts';
import type { Release } from './package-index.ts';

interface Constraint {
	readonly prereleases: boolean | undefined;
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
	if (newest === undefined) return l10n.t('{0} has no releases at this index.', name);
	if (newest.yanked) {
		return l10n.t('Every release of {0} was yanked, so that there is none to install; the newest is {1}.', name, newest.version);
	}
	const wanted = excerpt(shown);
	const unwanted = releases.find((release) => !release.yanked && constraint.contains(release.version, { prereleases: true }));
	if (constraint.prereleases === false && unwanted !== undefined) {
		return l10n.t(
			'Only pre-releases of {0} match “{1}” ({2}), and they are not allowed here. The newest release is {3}.',
			name,
			wanted,
			unwanted.version,
			newest.version,
		);
	}
	const yanked = releases.find((release) => release.yanked && constraint.contains(release.version, { prereleases: true }));
	return yanked === undefined
		? l10n.t('No release of {0} matches “{1}”. The newest is {2}.', name, wanted, newest.version)
		: l10n.t(
				'Only yanked releases of {0} match “{1}” ({2}). The newest good release is {3}.',
				name,
				wanted,
				yanked.version,
				newest.version,
			);
}

/** Releases near the first version that a constraint names: what the person had in mind. Closest first. */
export function nearestTo(constraint: string, releases: readonly Release[]): readonly Release[] {
	const named = /\d[^\s,|*]*/.exec(constraint)?.[0].replace(/\.$/, '') ?? '';
	return nearestGood(named, releases);
}
