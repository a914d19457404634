import type { MarkerEnvironment } from '../packaging/marker.ts';
import { normalizeName } from '../packaging/name.ts';
import { comparePublic, compareVersions, parseVersion, tryParseVersion } from '../packaging/version.ts';
import { isLockedList, locksOf } from '../project/fixed-version.ts';
import type { Installed } from '../project/installed/environment.ts';
import type { LockFile } from '../project/locks/lock-file.ts';
import { lockedVersion } from '../project/locks/locked-version.ts';
import type { Project, Requirement } from '../project/model.ts';
import { applies, likelyEnvironment } from '../project/pythons.ts';

/** What is installed of a package is not what its project asks for. */
export interface InstalledDrift {
	readonly requirement: Requirement;
	/** As written. */
	readonly installed: string;
	/** The version that the lock has instead, as written; undefined where no lock holds it, and the specifier does not allow what is installed. */
	readonly locked: string | undefined;
}

/**
 * The requirements that an environment does not meet, one a package, but for `known` ones. What is not installed at all, or from elsewhere than an
 * index, is nobody's mistake. `os`: where markers are asked about, as `process.platform` has it.
 */
export function installedDrifts(project: Project, os: string, known: ReadonlySet<Requirement>): readonly InstalledDrift[] {
	const { environment } = project;
	if (environment === undefined || environment.byName.size === 0) return [];
	const where = likelyEnvironment(project, os);
	return [...judgedByName(project, where)].flatMap(([name, requirements]) => {
		const installed = environment.byName.get(name);
		if (installed?.source.kind !== 'index' || requirements.some((requirement) => known.has(requirement))) return [];
		return driftOf(project, requirements, installed, where) ?? [];
	});
}

/** What is installed with the project and where markers hold. Constraints and overrides say nothing of what the project itself imports. */
function judgedByName(project: Project, where: MarkerEnvironment): ReadonlyMap<string, readonly [Requirement, ...Requirement[]]> {
	const byName = new Map<string, [Requirement, ...Requirement[]]>();
	const own = normalizeName(project.name ?? '');
	for (const requirement of project.requirements) {
		const { name, source, origin, error, marker } = requirement;
		if (error !== undefined || name === '' || name === own || origin.kind !== 'index' || !isLockedList(source)) continue;
		if (source === 'uv:constraint' || source === 'uv:override' || !applies(marker, where)) continue;
		const present = byName.get(name);
		if (present === undefined) byName.set(name, [requirement]);
		else present.push(requirement);
	}
	return byName;
}

function driftOf(
	project: Project,
	requirements: readonly [Requirement, ...Requirement[]],
	{ name, version: installed }: Installed,
	where: MarkerEnvironment,
): InstalledDrift | undefined {
	const [requirement] = requirements;
	const locks = locksOf(project);
	if (locks.length > 0) {
		const locked = locks.some(isBroken) ? undefined : lockedInstead(locks, requirement, installed, where);
		return locked === undefined ? undefined : { requirement, installed, locked };
	}
	// Groups and extras may contradict each other, and an override wins over all of them.
	const isMet = requirements.some(({ specifiers }) => specifiers.isEmpty || specifiers.contains(installed, { prereleases: true }));
	const isOverridden = project.requirements.some((one) => one.name === name && one.source === 'uv:override');
	return isMet || isOverridden ? undefined : { requirement, installed, locked: undefined };
}

/** Undefined where one of the locks has what is installed among its versions, or the package from elsewhere than an index. */
function lockedInstead(
	locks: readonly LockFile[],
	{ name, specifiers }: Requirement,
	installed: string,
	where: MarkerEnvironment,
): string | undefined {
	if (locks.some(({ byName }) => byName.get(name)?.some(({ source }) => source.kind !== 'index'))) return undefined;
	const found = locks.flatMap((lock) => lockedVersion(lock, name, specifiers, () => where) ?? []);
	const versions = found.flatMap(({ chosen, others }) => [chosen.version, ...others]);
	return versions.some((version) => isSame(version, installed)) ? undefined : versions[0];
}

function isBroken({ problems }: LockFile): boolean {
	return problems.some((problem) => problem.isBroken);
}

/** A local version (PEP 440, `+cu121`) is a build of the public one: a lock that has that is content with any. */
function isSame(locked: string, installed: string): boolean {
	const [wanted, is] = [tryParseVersion(locked), parseVersion(installed)];
	if (wanted === undefined) return true;
	return compareVersions(wanted, is) === 0 || (!locked.includes('+') && comparePublic(wanted, is) === 0);
}
