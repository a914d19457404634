import { normalizeName } from '../../packaging/name.ts';
import type { LockedSource, NotedRequirement } from './lock-file.ts';
import type { LockFormat } from './lock-format.ts';
import { type LockTable, namesOf, tableAt, tablesAt, textAt, textsAt } from './lock-values.ts';

const elsewhere = ['git', 'url', 'path', 'directory', 'editable', 'virtual'] as const;

/** uv.lock, version 1 in all its revisions. */
export const uvFormat: LockFormat = {
	knownVersions: /^1$/,
	head: (root) => ({
		version: ['version', root],
		requiresPython: textAt(root, 'requires-python'),
		contentHash: undefined,
		groups: undefined,
		replaced: replacedIn(tableAt(root, 'manifest')),
	}),
	package: (table) => ({
		source: sourceOf(tableAt(table, 'source')),
		markers: textsAt(table, 'resolution-markers'),
		dependencies: namesOf(tablesAt(table, 'dependencies')),
		groups: [],
		optional: false,
		extras: [],
		requiresPython: undefined,
		noted: notedIn(tableAt(table, 'metadata')),
	}),
};

function sourceOf(source: LockTable | undefined): LockedSource {
	for (const kind of elsewhere) {
		const target = textAt(source, kind);
		if (target !== undefined) return { kind, target };
	}
	return { kind: 'index', target: textAt(source, 'registry') };
}

function replacedIn(manifest: LockTable | undefined): ReadonlySet<string> {
	return new Set([...namesOf(tablesAt(manifest, 'overrides')), ...textsAt(manifest, 'excludes')].map(normalizeName));
}

function notedIn(metadata: LockTable | undefined): readonly NotedRequirement[] | undefined {
	if (metadata === undefined) return undefined;
	// uv 0.4.27 alone called it otherwise.
	const groups = tableAt(metadata, 'requires-dev') ?? tableAt(metadata, 'dependency-groups');
	return [...tablesAt(metadata, 'requires-dist'), ...Object.keys(groups ?? {}).flatMap((group) => tablesAt(groups, group))].flatMap(
		(table) => {
			const name = textAt(table, 'name');
			return name === undefined ? [] : [{ name: normalizeName(name), specifier: textAt(table, 'specifier') ?? '' }];
		},
	);
}
