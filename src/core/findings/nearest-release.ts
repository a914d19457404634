import type { Release } from '../index/package-index.ts';
import { compareVersions, parseVersion, tryParseVersion } from '../packaging/version.ts';

/**
 * Releases that a person would move to from `version`: the newest of the same series (same first two numbers), the next one above, and the
 * newest of all; neither yanked nor, unless `version` is one itself, pre-releases. Closest first, each once.
 */
export function nearestGood(
	version: string,
	releases: readonly Release[],
	fits: (release: Release) => boolean = () => true,
): readonly Release[] {
	const from = tryParseVersion(version);
	const good = releases.filter(
		(release) => !release.yanked && (from?.isPrerelease === true || !parseVersion(release.version).isPrerelease) && fits(release),
	);
	const newest = good[0];
	if (newest === undefined) return [];
	if (from === undefined) return [newest];
	const series = from.release.slice(0, 2).join('.');
	const sameSeries = good.find((release) => parseVersion(release.version).release.slice(0, 2).join('.') === series);
	const above = good.findLast((release) => compareVersions(parseVersion(release.version), from) > 0);
	return [...new Set([sameSeries, above, newest].filter((release) => release !== undefined))];
}
