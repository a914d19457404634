import * as l10n from '@vscode/l10n';
import { visibleLine } from '../docs/visible-text.ts';
import { normalizeName } from '../packaging/name.ts';
import { lockName } from '../project/fixed-version.ts';
import { lockedVersion } from '../project/locks/locked-version.ts';
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

/** What a package needs by the project's lock, in one row that opens; none where the lock does not say. `os`: as `process.platform` has it. */
export function lockedDependencies(parent: string, project: Project, name: string, os: string): readonly LazyRow[] {
	const entry = entryOf(project, name, os);
	if (entry === undefined || entry.dependencies.length === 0) return [];
	const id = idBelow(parent, 'needs');
	const label = l10n.t('Needs');
	const count = entry.dependencies.length;
	const description = count === 1 ? l10n.t('1 package by {0}', lockName(project)) : l10n.t('{0} packages by {1}', count, lockName(project));
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
			below: () => dependencyRows(id, project, entry.dependencies, [name], os),
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
	const distinct = [...new Set(names.map(normalizeName))].slice(0, mostDependencies);
	return distinct.map((name) => dependencyRow(parent, project, name, above, os));
}

/** A package that is above itself does not open again: circles are legal. */
function dependencyRow(parent: string, project: Project, name: string, above: readonly string[], os: string): LazyRow {
	const id = idBelow(parent, name);
	const entry = entryOf(project, name, os);
	const isAbove = above.includes(name);
	const dependencies = entry === undefined || isAbove ? [] : entry.dependencies;
	const version = entry?.version === undefined ? l10n.t('not in the lock') : visibleLine(entry.version).slice(0, 100);
	const label = visibleLine(name).slice(0, 100);
	const description = isAbove ? l10n.t('{0}, see above', version) : version;
	const row: TreeRow = {
		id,
		label,
		description,
		icon: 'package',
		spoken: `${label}, ${description}`,
		below: dependencies.length === 0 ? 'nothing' : 'hidden',
		target: entry === undefined ? undefined : { kind: 'docs', name, version: entry.version },
		offers: entry === undefined ? [] : ['docs'],
	};
	return { row, below: () => dependencyRows(id, project, dependencies, [...above, name], os) };
}

function entryOf(project: Project, name: string, os: string) {
	return project.lock && lockedVersion(project.lock, name, undefined, () => likelyEnvironment(project, os))?.chosen;
}
