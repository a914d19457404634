import type { Release, Vulnerability } from '../index/package-index.ts';
import { compareVersions, tryParseVersion, type Version } from '../packaging/version.ts';

/** As one: databases list the same vulnerability again under another of its names. In the order of the first of each. */
export function distinctVulnerabilities(listed: readonly Vulnerability[]): readonly Vulnerability[] {
	const distinct: Vulnerability[] = [];
	const placeOf = new Map<string, number>();
	for (const one of listed) {
		const names = [one.id, ...one.aliases];
		const known = names.map((name) => placeOf.get(name)).find((place) => place !== undefined);
		const place = known ?? distinct.length;
		const before = distinct[place];
		distinct[place] = before === undefined ? one : merged(before, one);
		for (const name of names) placeOf.set(name, place);
	}
	return distinct;
}

function merged(one: Vulnerability, other: Vulnerability): Vulnerability {
	return {
		id: one.id,
		aliases: [...new Set([...one.aliases, other.id, ...other.aliases])].filter((alias) => alias !== one.id),
		summary: one.summary ?? other.summary,
		severity: one.severity ?? other.severity,
		// They may disagree on that: then the first is told, and both are heeded by who moves.
		fixedIn: one.fixedIn.length > 0 ? one.fixedIn : other.fixedIn,
		link: one.link ?? other.link,
	};
}

/** The first version after `inUse` in which it is fixed: mostly of the same series. Undefined when there is none. */
export function fixFor({ fixedIn }: Vulnerability, inUse: string): Version | undefined {
	const from = tryParseVersion(inUse);
	return from && sorted(fixedIn).find((version) => compareVersions(version, from) > 0);
}

/**
 * The releases after `inUse` without any of the vulnerabilities that have a fix, oldest first. `releases`: newest first. Pre-releases are left out,
 * unless `inUse` is one.
 */
export function withoutThem(
	vulnerabilities: readonly Vulnerability[],
	inUse: string,
	releases: readonly Release[],
	fits: (release: Release) => boolean,
): readonly Release[] {
	const from = tryParseVersion(inUse);
	const fixes = vulnerabilities.filter((one) => fixFor(one, inUse) !== undefined).map(({ fixedIn }) => sorted(fixedIn));
	if (from === undefined || fixes.length === 0) return [];
	const good: Release[] = [];
	for (const release of releases) {
		const version = tryParseVersion(release.version);
		if (version === undefined) continue;
		if (compareVersions(version, from) <= 0) break;
		if (release.yanked || (version.isPrerelease && !from.isPrerelease) || !fits(release)) continue;
		if (fixes.every((fixedIn) => isFixed(version, fixedIn))) good.unshift(release);
	}
	return good;
}

/** What is fixed in 1.26.17 and 2.0.6 is not fixed in 2.0.0: below the last fix only those are whose own series was mended before. */
function isFixed(version: Version, fixedIn: readonly Version[]): boolean {
	const before = fixedIn.filter((fix) => compareVersions(fix, version) <= 0);
	return before.length > 0 && (before.length === fixedIn.length || before.some((fix) => series(fix) === series(version)));
}

function series({ epoch, release: [major = 0, minor = 0] }: Version): string {
	return `${epoch}!${major}.${minor}`;
}

/** Oldest first. */
function sorted(versions: readonly string[]): readonly Version[] {
	return versions.flatMap((version) => tryParseVersion(version) ?? []).sort(compareVersions);
}
