import { posix } from 'node:path';
import { matchesGlob } from './glob.ts';
import type { FolderGlob, Workspace } from './model.ts';
import type { TomlTable } from './toml.ts';
import { stringsAt, tableAt } from './toml-access.ts';

/** Patterns of one list that are looked at. */
const mostGlobs = 1000;

/** `[tool.uv.workspace]` (uv, "Using workspaces"). */
export function readWorkspace(root: TomlTable): Workspace | undefined {
	const workspace = tableAt(tableAt(tableAt(root, 'tool'), 'uv'), 'workspace');
	return workspace && { members: globsAt(workspace, 'members'), exclude: globsAt(workspace, 'exclude') };
}

/** Whether a folder, relative to the root's and with `/`, belongs to a workspace besides the root itself. */
export function isMember({ members, exclude }: Workspace, folder: string): boolean {
	return matchesAny(members, folder, false) && !matchesAny(exclude, folder, true);
}

function globsAt(workspace: TomlTable, key: string): readonly FolderGlob[] {
	return stringsAt(workspace, key)
		.slice(0, mostGlobs)
		.map(({ value, span }) => ({ pattern: value, span }));
}

/** uv leaves `./` and the `/` at the end out of its patterns. Since 0.12 `*` stays within a folder, but still not in what is excluded. */
function matchesAny(globs: readonly FolderGlob[], folder: string, matchesSlash: boolean): boolean {
	return globs.some(({ pattern }) => matchesGlob(posix.normalize(pattern).replace(/(?<=.)\/$/, ''), folder, matchesSlash));
}
