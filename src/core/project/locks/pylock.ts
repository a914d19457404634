import type { LockedSource } from './lock-file.ts';
import type { LockFormat } from './lock-format.ts';
import { type LockTable, namesOf, tableAt, tablesAt, textAt } from './lock-values.ts';

/** pylock.toml (PEP 751). */
export const pylockFormat: LockFormat = {
	knownVersions: /^1\.\d+$/,
	head: (root) => ({
		version: ['lock-version', root],
		requiresPython: textAt(root, 'requires-python'),
		contentHash: undefined,
		groups: undefined,
		replaced: new Set(),
	}),
	package: (table) => ({
		source: sourceOf(table),
		markers: [textAt(table, 'marker')].filter((marker) => marker !== undefined),
		dependencies: namesOf(tablesAt(table, 'dependencies')),
		groups: [],
		optional: false,
		extras: [],
		requiresPython: textAt(table, 'requires-python'),
		noted: undefined,
	}),
};

function sourceOf(table: LockTable): LockedSource {
	const [vcs, directory, archive] = [tableAt(table, 'vcs'), tableAt(table, 'directory'), tableAt(table, 'archive')];
	if (vcs !== undefined) return { kind: 'git', target: textAt(vcs, 'url') ?? textAt(vcs, 'path') ?? '' };
	if (directory !== undefined)
		return { kind: directory['editable'] === true ? 'editable' : 'directory', target: textAt(directory, 'path') ?? '' };
	const url = textAt(archive, 'url');
	if (archive !== undefined)
		return url === undefined ? { kind: 'path', target: textAt(archive, 'path') ?? '' } : { kind: 'url', target: url };
	return { kind: 'index', target: textAt(table, 'index') };
}
