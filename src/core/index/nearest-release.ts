import { compareVersions, parseVersion, tryParseVersion, type Version } from '../packaging/version.ts';
import type { Release } from './package-index.ts';

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
	let newest: Release | undefined;
	let sameSeries: Release | undefined;
	let above: Release | undefined;
	for (const release of releases) {
		if (release.yanked || !fits(release)) continue;
		const candidate = parseVersion(release.version);
		if (candidate.isPrerelease && from?.isPrerelease !== true) continue;
		newest ??= release;
		if (from === undefined) break;
		const isAbove = compareVersions(candidate, from) > 0;
		if (isAbove) above = release;
		if (series(candidate) === series(from)) sameSeries ??= release;
		else if (!isAbove) break; // All that follow are older still.
	}
	return [...new Set([sameSeries, above, newest].filter((release) => release !== undefined))];
}

function series({ release }: Version): string {
	return release.slice(0, 2).join('.');
}
