import type { Clause } from '../packaging/clause.ts';
import { normalizeName } from '../packaging/name.ts';
import { parseSpecifierSet, SpecifierSet } from '../packaging/specifier.ts';
import { withoutEndZeros } from '../packaging/version.ts';
import { isNamed, type LockedPackage, type LockFile, type NotedRequirement } from '../project/locks/lock-file.ts';
import type { Project, Requirement } from '../project/model.ts';
import { appliesSomewhere } from '../project/pythons.ts';
import { lockedWith } from './locked-with.ts';

/** How a lock falls short of a requirement. */
export type Drift = { readonly requirement: Requirement } & (
	| { readonly kind: 'missing' }
	/** `versions`: as the lock has them. */
	| { readonly kind: 'refused'; readonly versions: readonly string[] }
	/** The version is right, but the requirement is another than that which was locked; `noted` is that one's specifier, '' for any version. */
	| { readonly kind: 'changed'; readonly noted: string }
);

/** The requirements that a lock does not hold as they are written. None of a broken lock: what cannot be read of it may well be there. */
export function driftsOf(project: Project, lock: LockFile): readonly Drift[] {
	if (lock.problems.some(({ isBroken }) => isBroken)) return [];
	const noted = specifiersByName(notedOf(project, lock));
	return lockedWith(project, lock).flatMap((requirement) => driftOf(project, lock, requirement) ?? changeOf(requirement, noted) ?? []);
}

/** What uv locked the project with that it does not require any more, by name in PEP 503 form. */
export function leftOver(project: Project, lock: LockFile): readonly string[] {
	const isAllHere = project.dynamic.length === 0 && project.requirements.every(({ error }) => error === undefined);
	if (!isAllHere || lock.problems.some(({ isBroken }) => isBroken)) return [];
	const required = new Set(project.requirements.map(({ name }) => name));
	return [...new Set((notedOf(project, lock) ?? []).map(({ name }) => name))].filter((name) => !required.has(name));
}

function driftOf(project: Project, lock: LockFile, requirement: Requirement): Drift | undefined {
	if (lock.replaced.has(requirement.name)) return undefined;
	const entries = lock.byName.get(requirement.name) ?? [];
	if (entries.length === 0) return isExpected(project, lock, requirement) ? { requirement, kind: 'missing' } : undefined;
	if (entries.some(({ source }) => source.kind !== 'index')) return undefined;
	const versions = [...new Set(entries.flatMap(({ version }) => version ?? []))];
	const isMet = versions.length === 0 || requirement.specifiers.isEmpty || versions.some((version) => allows(requirement, version));
	return isMet || !isCovered(project, lock, requirement) ? undefined : { requirement, kind: 'refused', versions };
}

function allows({ specifiers }: Requirement, version: string): boolean {
	return specifiers.contains(version, { prereleases: true });
}

/** A lock with a name may be for a group, unless it holds the project. */
function isExpected(project: Project, lock: LockFile, requirement: Requirement): boolean {
	if (lock.kind === 'poetry' && !isAnyLocked(lock) && installers.has(requirement.name)) return false;
	if (isNamed(lock) && !lock.byName.get(normalizeName(project.name ?? ''))?.some(isOwn)) return false;
	return isCovered(project, lock, requirement);
}

/** Whether a lock is for the environments on which a requirement applies: uv and Poetry lock for every one, the others perhaps for a few. */
function isCovered(project: Project, { kind }: LockFile, requirement: Requirement): boolean {
	if (requirement.marker === undefined) return true;
	return (kind === 'uv' || kind === 'poetry') && appliesSomewhere(project, requirement);
}

/** Poetry locked none of these before 1.2 ("unsafe packages"), whatever the project required. */
const installers: ReadonlySet<string> = new Set(['distribute', 'pip', 'setuptools', 'wheel']);

/** 1.2 wrote the format of 1.1 still. */
function isAnyLocked({ formatVersion }: LockFile): boolean {
	return formatVersion !== undefined && !formatVersion.startsWith('1.');
}

/** Of uv's lists only: it notes each requirement that it locks. */
function changeOf(requirement: Requirement, noted: ReadonlyMap<string, readonly string[]> | undefined): Drift | undefined {
	if (noted === undefined || !(requirement.specifiers instanceof SpecifierSet)) return undefined;
	const those = noted.get(requirement.name) ?? [];
	// Most are written as uv writes them: the others alone are worth reading, since this is done at each key that is typed.
	if (those.includes(requirement.constraint)) return undefined;
	const wanted = canonical(requirement.specifiers);
	if (those.some((specifier) => canonicalText(specifier) === wanted)) return undefined;
	return { requirement, kind: 'changed', noted: those[0] ?? '' };
}

function specifiersByName(noted: readonly NotedRequirement[] | undefined): ReadonlyMap<string, readonly string[]> | undefined {
	if (noted === undefined) return undefined;
	const byName = new Map<string, string[]>();
	for (const { name, specifier } of noted) {
		const specifiers = byName.get(name);
		if (specifiers === undefined) byName.set(name, [specifier]);
		else specifiers.push(specifier);
	}
	return byName;
}

/** What uv noted of this very project; undefined for other locks, and where uv could not read the requirements. */
function notedOf(project: Project, lock: LockFile): readonly NotedRequirement[] | undefined {
	if (lock.kind !== 'uv' || project.name === undefined) return undefined;
	return lock.byName.get(normalizeName(project.name))?.find(isOwn)?.noted;
}

function isOwn({ source }: LockedPackage): boolean {
	return source.kind === 'editable' || source.kind === 'virtual' || source.kind === 'directory';
}

function canonicalText(specifier: string): string | undefined {
	try {
		return canonical(parseSpecifierSet(specifier));
	} catch {
		// A specifier that only uv can read is like no other.
		return undefined;
	}
}

/**
 * uv writes versions in their normal form, and clauses in an order of its own; and it locks nothing again where only zeros at the end of a
 * release are new, or a clause is repeated.
 */
function canonical({ clauses }: SpecifierSet): string {
	return [...new Set(clauses.map(canonicalClause))].sort().join(',');
}

function canonicalClause({ operator, version, parsed, isPrefix }: Clause): string {
	return operator + (parsed === undefined ? version : withoutEndZeros(parsed)) + (isPrefix ? '.*' : '');
}
