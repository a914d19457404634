import { dirname, relative, sep } from 'node:path';
import type { MarkerEnvironment } from '../packaging/marker.ts';
import { isBelow } from './below.ts';
import type { LockedSource, LockFile } from './locks/lock-file.ts';
import { lockedVersion } from './locks/locked-version.ts';
import type { Project, VersionConstraint } from './model.ts';

/** A version that something other than the project's requirements has settled. */
export interface FixedVersion {
	/** As written there. */
	readonly version: string;
	/** What settled it: `lock:` and the path of the lock file from the project's folder, with `/`; or its environment. */
	readonly from: `lock:${string}` | 'installed';
	/** For a person: the lock file or the environment, by its path from the project's folder where it is in there. */
	readonly where: string;
	/** Other versions of the package that are settled for other environments. */
	readonly others: readonly string[];
	readonly source: LockedSource;
}

/** What is asked of a source of versions. */
interface Question {
	readonly project: Project;
	/** PEP 503 form. */
	readonly name: string;
	readonly wanted: VersionConstraint | undefined;
	/** Worked out only where several versions have to be told apart. */
	readonly environment: () => MarkerEnvironment;
}

/** The first that knows of a package decides. Where none does, the specifiers do. */
const sources: readonly ((question: Question) => FixedVersion | undefined)[] = [fromLock, fromInstalled];

/** The version of a package that a project has settled on; undefined where only its requirements say something. */
export function fixedVersion(question: Question): FixedVersion | undefined {
	for (const source of sources) {
		const found = source(question);
		if (found !== undefined) return found;
	}
	return undefined;
}

/** Whether what a list of requirements asks for is locked and installed with the project: not what builds it, nor Hatch's environments. */
export function isLockedList(source: string): boolean {
	return (
		source !== 'build-system' && source !== 'uv:build-constraint' && source !== 'poetry:requires-plugins' && !source.startsWith('hatch:')
	);
}

/** All locks of a project: the first that knows of a package decides. */
export function locksOf({ lock, otherLocks }: Project): readonly LockFile[] {
	return lock === undefined ? [] : [lock, ...otherLocks];
}

/** The path of a lock from the project's folder, with `/`. Default: of the lock that holds for it. */
export function lockName({ file, lock: own }: Project, lock = own): string {
	return lock === undefined ? '' : relative(dirname(file), lock.file).split(sep).join('/');
}

/** An environment as a person calls it: by its path from the project's folder, with `/`, where it is in there. */
export function environmentName({ file, environment }: Project): string {
	return environment === undefined ? '' : placeName(file, environment.folder);
}

/** A path from a project's folder, with `/`, where it is in there; else the path itself. */
export function placeName(pyproject: string, path: string): string {
	const folder = dirname(pyproject);
	return isBelow(folder, path) ? relative(folder, path).split(sep).join('/') : path;
}

function fromLock({ project, name, wanted, environment }: Question): FixedVersion | undefined {
	for (const lock of locksOf(project)) {
		const found = lockedVersion(lock, name, wanted, environment);
		if (found === undefined) continue;
		const { version, source } = found.chosen;
		const where = lockName(project, lock);
		return { version, from: `lock:${where}`, where, others: found.others, source };
	}
	return undefined;
}

function fromInstalled({ project, name }: Question): FixedVersion | undefined {
	const found = project.environment?.byName.get(name);
	if (found === undefined) return undefined;
	return { version: found.version, from: 'installed', where: environmentName(project), others: [], source: found.source };
}
