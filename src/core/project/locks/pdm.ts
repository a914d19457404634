import type { LockedSource } from './lock-file.ts';
import type { LockFormat } from './lock-format.ts';
import { type LockTable, tableAt, textAt, textsAt } from './lock-values.ts';

/** pdm.lock, 2 to 4.5.1. Before 4.4 what is asked of Python, and before 4 the hash, stand elsewhere or nowhere. */
export const pdmFormat: LockFormat = {
	knownVersions: /^[234](?:\.\d+)*$/,
	head(root) {
		const metadata = tableAt(root, 'metadata');
		const groups = textsAt(metadata, 'groups');
		return {
			version: ['lock_version', metadata],
			requiresPython: textAt(metadata, 'requires_python'),
			contentHash: textAt(metadata, 'content_hash'),
			groups: groups.length === 0 ? undefined : groups,
			replaced: new Set(),
		};
	},
	package: (table) => ({
		source: sourceOf(table),
		markers: [textAt(table, 'marker') ?? textAt(table, 'markers')].filter((marker) => marker !== undefined),
		dependencies: [
			...textsAt(table, 'dependencies').flatMap((requirement) => /^\s*([\w.-]+)/.exec(requirement)?.[1] ?? []),
			...Object.keys(tableAt(table, 'dependencies') ?? {}),
		],
		groups: textsAt(table, 'groups'),
		optional: false,
		extras: textsAt(table, 'extras'),
		requiresPython: textAt(table, 'requires_python'),
		noted: undefined,
	}),
};

function sourceOf(table: LockTable): LockedSource {
	const repository = textAt(table, 'git') ?? textAt(table, 'hg') ?? textAt(table, 'svn') ?? textAt(table, 'bzr');
	if (repository !== undefined) return { kind: 'git', target: repository };
	const path = textAt(table, 'path');
	if (path !== undefined) return { kind: table['editable'] === true ? 'editable' : 'path', target: path };
	const url = textAt(table, 'url');
	return url === undefined ? { kind: 'index', target: undefined } : { kind: 'url', target: url };
}
