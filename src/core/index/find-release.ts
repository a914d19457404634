import { compareVersions, parseVersion } from '../packaging/version.ts';
import type { Release } from './package-index.ts';

/** The release of a version, in any spelling: that of its normalised form, else an equal one (3.1 for 3.1.0). Throws ValidationError for what is no version. */
export function findRelease(releases: readonly Release[], version: string): Release | undefined {
	const wanted = parseVersion(version);
	const normal = String(wanted);
	return (
		releases.find((release) => release.version === normal) ??
		releases.find((release) => compareVersions(parseVersion(release.version), wanted) === 0)
	);
}
