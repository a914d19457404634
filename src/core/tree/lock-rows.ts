import * as l10n from '@vscode/l10n';
import { visibleLine } from '../docs/visible-text.ts';
import { normalizeName } from '../packaging/name.ts';
import { lockName, locksOf } from '../project/fixed-version.ts';
import { type LockedRelease, lockedVersion } from '../project/locks/locked-version.ts';
import type { Project } from '../project/model.ts';
import { likelyEnvironment } from '../project/pythons.ts';
import { idBelow, type TreeRow } from './row.ts';

/** A row with what is below it, made when it is opened. */
export interface LazyRow {
	readonly row: TreeRow;
	readonly below: () => readonly LazyRow[];
}

/** No package needs as many; what a lock says beyond is left out. */
const mostDependencies = 500;
/** A row has room for so many. */
const mostCharacters = 200;

/** What one lock of a project has of a package. */
interface Held {
	/** Of the lock, for a person. */
	readonly lock: string;
	readonly entry: LockedRelease;
}

/** What a package needs by the project's locks, in one row that opens; none where they do not say. `os`: as `process.platform` has it. */
export function lockedDependencies(parent: string, project: Project, name: string, os: string): readonly LazyRow[] {
	const held = heldOf(project, name, os);
	const needs = needsOf(held);
	if (needs.length === 0) return [];
	const id = idBelow(parent, 'needs');
	const label = l10n.t('Needs');
	const locks = visibleLine(locksIn(held)).slice(0, mostCharacters);
	const description = needs.length === 1 ? l10n.t('1 package by {0}', locks) : l10n.t('{0} packages by {1}', needs.length, locks);
	return [
		{
			row: {
				id,
				label,
				description,
				icon: 'dependencies',
				spoken: `${label} ${description}`,
				below: 'hidden',
				target: undefined,
				offers: [],
			},
			below: () => dependencyRows(id, project, needs, [name], os),
		},
	];
}

function dependencyRows(
	parent: string,
	project: Project,
	names: readonly string[],
	above: readonly string[],
	os: string,
): readonly LazyRow[] {
	return names.slice(0, mostDependencies).map((name) => dependencyRow(parent, project, name, above, os));
}

/** A package that is above itself does not open again: circles are legal. */
function dependencyRow(parent: string, project: Project, name: string, above: readonly string[], os: string): LazyRow {
	const id = idBelow(parent, name);
	const held = heldOf(project, name, os);
	const [first] = held;
	const isAbove = above.includes(name);
	const needs = isAbove ? [] : needsOf(held);
	const version = first === undefined ? inNone(project) : visibleLine(versionsIn(held)).slice(0, mostCharacters);
	const label = visibleLine(name).slice(0, 100);
	const description = isAbove ? l10n.t('{0}, see above', version) : version;
	const row: TreeRow = {
		id,
		label,
		description,
		icon: 'package',
		spoken: `${label}, ${description}`,
		below: needs.length === 0 ? 'nothing' : 'hidden',
		target: first === undefined ? undefined : { kind: 'docs', name, version: first.entry.version },
		offers: first === undefined ? [] : ['docs'],
	};
	return { row, below: () => dependencyRows(id, project, needs, [...above, name], os) };
}

function inNone(project: Project): string {
	return locksOf(project).length === 1 ? l10n.t('not in the lock') : l10n.t('in none of the locks');
}

/** The version, or where the locks have several, each with those that have it. */
function versionsIn(held: readonly Held[]): string {
	const versions = [...new Set(held.map(({ entry }) => entry.version))];
	if (versions.length === 1) return versions.join();
	return versions.map((version) => `${version} (${locksIn(held.filter(({ entry }) => entry.version === version))})`).join(', ');
}

function locksIn(held: readonly Held[]): string {
	return held.map(({ lock }) => lock).join(', ');
}

/** In PEP 503 form, each once. */
function needsOf(held: readonly Held[]): readonly string[] {
	return [...new Set(held.flatMap(({ entry }) => entry.dependencies.map(normalizeName)))];
}

function heldOf(project: Project, name: string, os: string): readonly Held[] {
	return locksOf(project).flatMap((lock): Held[] => {
		const found = lockedVersion(lock, name, undefined, () => likelyEnvironment(project, os));
		return found === undefined ? [] : [{ lock: lockName(project, lock), entry: found.chosen }];
	});
}
