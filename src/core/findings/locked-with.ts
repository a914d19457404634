import { normalizeName } from '../packaging/name.ts';
import type { LockFile, LockKind } from '../project/locks/lock-file.ts';
import type { Project, Requirement } from '../project/model.ts';
import { requiredByPoetry } from '../project/poetry-sources.ts';

/** The lists that each tool locks. A pylock.toml may be for some of them only. */
const lists: Readonly<Record<LockKind, RegExp>> = {
	uv: /^(?:project$|optional:|group:|uv:dev$)/,
	poetry: /^(?:project$|optional:|group:|poetry$|poetry:dev$|poetry:group:)/,
	pdm: /^(?:project$|optional:|group:|pdm:|pdm-legacy)/,
	pylock: /^project$/,
};

/** The requirements that a lock is to hold a release of. */
export function lockedWith(project: Project, lock: LockFile): readonly Requirement[] {
	const requirements = lock.kind === 'poetry' ? requiredByPoetry(project) : project.requirements;
	const own = normalizeName(project.name ?? '');
	const isGroupLocked = lockedGroups(lock);
	return requirements.filter(
		({ name, source, origin, error }) =>
			error === undefined &&
			!['', 'python', own].includes(name) &&
			// What names no release of an index is locked by other rules.
			origin.kind === 'index' &&
			lists[lock.kind].test(source) &&
			isGroupLocked(source),
	);
}

function lockedGroups({ kind, groups, packages }: LockFile): (source: string) => boolean {
	if (kind === 'poetry') {
		// Before 2.2 Poetry knew no dependency groups (PEP 735): those in the lock are all that it is asked for.
		const locked = new Set(packages.flatMap((one) => one.groups).map(normalizeName));
		return (source) => !source.startsWith('group:') || locked.has(groupOf(source));
	}
	const locked = groups && new Set(groups.map(normalizeName));
	return (source) => locked === undefined || locked.has(groupOf(source));
}

/** As PDM names the list. */
function groupOf(source: string): string {
	const group = /^(?:optional|group|pdm:dev|pdm-legacy:dev):(.*)$/s.exec(source)?.[1];
	return group === undefined ? 'default' : normalizeName(group);
}
