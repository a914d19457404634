import { parseVersion, tryParseVersion } from '../packaging/version.ts';
import { findRelease } from './find-release.ts';
import type { Release } from './package-index.ts';

/** Chooses as pip does, e.g. a PEP 440 specifier set or a union of them. */
export interface VersionChooser {
	readonly isEmpty: boolean;
	select<T extends { readonly version: string; readonly yanked: boolean }>(releases: readonly T[]): T | undefined;
}

/** The release that applies to a requirement, and how AutoDocs knows. */
export interface VersionInUse {
	readonly release: Release;
	/** `lock:<file>`: the lock has it. `installed`: the project's environment has it. `pin`: the specifier allows just this one. `specifier`: the best of several. `latest`: nothing was asked of the version. */
	readonly resolvedFrom: `lock:${string}` | 'installed' | 'pin' | 'specifier' | 'latest';
}

/** The release of a version that something else has settled, bare where the index does not list it. */
export function releaseOf(version: string, releases: readonly Release[]): Release {
	return findRelease(releases, version) ?? { ...unlisted, version: String(parseVersion(version)) };
}

const unlisted = { files: [], metadataFileUrl: null, yanked: false, yankedReason: null, requiresPython: null, uploadedAt: null } as const;

/** Among so many of the newest releases is most often the one that applies. */
const first = 16;

/**
 * The release that an installer would choose: the best one that the specifier allows and that runs on every Python of the project,
 * or, when none does, the best one that the specifier allows. Undefined when the specifier allows none.
 * `releases`: newest first.
 */
export function versionInUse(
	specifiers: VersionChooser,
	isPin: boolean,
	releases: readonly Release[],
	supportsPython: (release: Release) => boolean,
): VersionInUse | undefined {
	const supported = releases.filter(supportsPython);
	const unsupported = () => (supported.length < releases.length ? selectNewest(specifiers, releases) : undefined);
	const release = selectNewest(specifiers, supported) ?? unsupported();
	if (release === undefined) return undefined;
	return { release, resolvedFrom: isPin ? 'pin' : specifiers.isEmpty ? 'latest' : 'specifier' };
}

/** What `select` finds in all of them: a good final release is as good as any that is older. Spares reading hundreds of versions. */
function selectNewest(specifiers: VersionChooser, releases: readonly Release[]): Release | undefined {
	const found = specifiers.select(releases.slice(0, first));
	const isFinal = found !== undefined && tryParseVersion(found.version)?.isPrerelease === false;
	return isFinal && !found.yanked ? found : specifiers.select(releases);
}
