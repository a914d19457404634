import { ValidationError } from '../../errors.ts';
import { type MarkerEnvironment, parseMarker } from '../../packaging/marker.ts';
import { compareVersions, parseVersion, tryParseVersion } from '../../packaging/version.ts';
import type { VersionConstraint } from '../model.ts';
import { applies, supports } from '../pythons.ts';
import type { LockedPackage, LockFile } from './lock-file.ts';

/** An entry with a version. */
export type LockedRelease = LockedPackage & { readonly version: string };

/** Of a package's entries the one that is installed in an environment, and the other versions that the lock has of it. */
export interface LockedVersion {
	readonly chosen: LockedRelease;
	/** As written, without the chosen one. */
	readonly others: readonly string[];
}

/**
 * What a lock says of a package (PEP 503 form). Of several versions those count whose markers and Python let them be installed, then those that
 * `wanted` allows, then the newest: Poetry 1 and PDM do not say in an entry on which platform it is installed. Undefined where the lock has no
 * version of it.
 */
export function lockedVersion(
	lock: LockFile,
	name: string,
	wanted: VersionConstraint | undefined,
	environment: () => MarkerEnvironment,
): LockedVersion | undefined {
	const releases = (lock.byName.get(name) ?? []).filter(
		(entry): entry is LockedRelease => tryParseVersion(entry.version ?? '') !== undefined,
	);
	const versions = new Set(releases.map(({ version }) => version));
	const [first] = releases;
	if (first === undefined) return undefined;
	const chosen = versions.size === 1 ? first : chooseFrom(releases, wanted, environment());
	return { chosen, others: [...versions].filter((version) => version !== chosen.version) };
}

/** `releases`: at least one. */
function chooseFrom(
	releases: readonly LockedRelease[],
	wanted: VersionConstraint | undefined,
	environment: MarkerEnvironment,
): LockedRelease {
	const installed = orAll(releases, (release) => isInstalled(release, environment));
	const allowed = orAll(installed, ({ version }) => wanted?.contains(version, { prereleases: true }) ?? true);
	return allowed.reduce((a, b) => (compareVersions(parseVersion(b.version), parseVersion(a.version)) > 0 ? b : a));
}

function orAll<T>(all: readonly T[], isWanted: (one: T) => boolean): readonly T[] {
	const wanted = all.filter(isWanted);
	return wanted.length > 0 ? wanted : all;
}

function isInstalled({ markers, requiresPython }: LockedRelease, environment: MarkerEnvironment): boolean {
	if (!supports(requiresPython ?? null, [parseVersion(environment.python_full_version)])) return false;
	return markers.length === 0 || markers.some((marker) => holds(marker, environment));
}

/** What cannot be read, such as what PEP 751 adds for extras and groups, shuts nobody out. */
function holds(marker: string, environment: MarkerEnvironment): boolean {
	try {
		return applies(parseMarker(marker), environment);
	} catch (thrown) {
		if (thrown instanceof ValidationError) return true;
		throw thrown;
	}
}
