import type { LockedSource } from './lock-file.ts';
import type { LockFormat } from './lock-format.ts';
import { type LockTable, tableAt, textAt, textsAt } from './lock-values.ts';

const kinds: ReadonlyMap<string | undefined, 'git' | 'url' | 'path' | 'directory'> = new Map([
	['git', 'git'],
	['url', 'url'],
	['file', 'path'],
	['directory', 'directory'],
]);

/** poetry.lock, 1.0 to 2.1. */
export const poetryFormat: LockFormat = {
	knownVersions: /^[12]\.\d+$/,
	head(root) {
		const metadata = tableAt(root, 'metadata');
		return {
			version: ['lock-version', metadata],
			requiresPython: textAt(metadata, 'python-versions'),
			contentHash: textAt(metadata, 'content-hash'),
			groups: undefined,
			replaced: new Set(),
		};
	},
	package(table) {
		const category = textAt(table, 'category');
		return {
			source: sourceOf(tableAt(table, 'source'), table['develop'] === true),
			markers: markersOf(table),
			dependencies: Object.keys(tableAt(table, 'dependencies') ?? {}),
			groups: [...(category === undefined ? [] : [category]), ...textsAt(table, 'groups')],
			optional: table['optional'] === true,
			extras: [],
			requiresPython: textAt(table, 'python-versions'),
			noted: undefined,
		};
	},
};

/** 2.1 has one for all groups, or one for each that differs; 1.0 calls it `marker`. */
function markersOf(table: LockTable): readonly string[] {
	const one = textAt(table, 'markers') ?? textAt(table, 'marker');
	if (one !== undefined) return [one];
	const each = tableAt(table, 'markers');
	const groups = textsAt(table, 'groups');
	// A group without a marker of its own needs it everywhere.
	if (each === undefined || groups.some((group) => textAt(each, group) === undefined)) return [];
	return Object.values(each).filter((marker) => typeof marker === 'string');
}

/** `legacy` is an index other than PyPI. */
function sourceOf(source: LockTable | undefined, isEditable: boolean): LockedSource {
	const target = textAt(source, 'url');
	const kind = kinds.get(textAt(source, 'type'));
	if (kind === undefined || target === undefined) return { kind: 'index', target };
	return { kind: kind === 'directory' && isEditable ? 'editable' : kind, target };
}
