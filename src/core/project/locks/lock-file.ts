import { basename } from 'node:path';
import type { Span } from '../../span.ts';

/** The tool, or for `pylock` the standard (PEP 751), whose lock file it is. */
export type LockKind = 'uv' | 'poetry' | 'pdm' | 'pylock';

/** A tool that a command makes lock again; a pylock.toml may be of any. */
export type LockTool = Exclude<LockKind, 'pylock'>;

/** Where a locked package comes from. `target`: a URL or a path, as the lock has it; of an index it is undefined where the lock does not say. */
export type LockedSource =
	| { readonly kind: 'index'; readonly target: string | undefined }
	| { readonly kind: 'git' | 'url' | 'path' | 'directory' | 'editable' | 'virtual'; readonly target: string };

/** What uv notes of a requirement of one of its projects (`requires-dist`, `requires-dev`). */
export interface NotedRequirement {
	/** PEP 503 form. */
	readonly name: string;
	/** PEP 440 specifiers, '' when there are none. */
	readonly specifier: string;
}

/** One entry of a lock file. A package may have several: for different environments, or for different sets of extras. */
export interface LockedPackage {
	/** PEP 503 form. */
	readonly name: string;
	readonly nameAsWritten: string;
	/** As written; undefined for what is built from a folder and has no fixed version. */
	readonly version: string | undefined;
	readonly source: LockedSource;
	/** As written: it is installed where any of them holds; everywhere when there are none. */
	readonly markers: readonly string[];
	/** Names as written, of what it needs without extras. */
	readonly dependencies: readonly string[];
	/** Of the project's lists that need it, where the lock says so; a Poetry category is one. */
	readonly groups: readonly string[];
	readonly optional: boolean;
	/** PDM locks a package with each set of extras apart. */
	readonly extras: readonly string[];
	readonly requiresPython: string | undefined;
	/** What uv saw in the pyproject of a project when it locked it; undefined for all else. */
	readonly noted: readonly NotedRequirement[] | undefined;
	/** Without quotes; where the text does not show it, where the entry begins. */
	readonly nameSpan: Span;
	/** Without quotes. */
	readonly versionSpan: Span | undefined;
}

/** Something wrong with a lock file. */
export interface LockProblem {
	readonly message: string;
	readonly span: Span;
	/** The tool refuses it; else it was read, with doubts. */
	readonly isBroken: boolean;
	/** It is wrong with the file, not at the place: a merge that is not done, or no text at all. The message says so. */
	readonly isOfWhole: boolean;
}

/** What a lock file holds. All spans are UTF-16 offsets into its text. */
export interface LockFile {
	/** Absolute path. */
	readonly file: string;
	readonly kind: LockKind;
	/** Of the format, as written; undefined where the file does not say. */
	readonly formatVersion: string | undefined;
	/** uv's revision of a format version. */
	readonly revision: string | undefined;
	readonly requiresPython: string | undefined;
	readonly contentHash: string | undefined;
	/** The lists of the project that were locked, where the lock says so (PDM). */
	readonly groups: readonly string[] | undefined;
	/** Names (PEP 503 form) of which uv heeds no requirement, since the project overrides or excludes them. */
	readonly replaced: ReadonlySet<string>;
	/** In the order of the file. Of a broken file those that can be read; none while a merge has left both sides in it. */
	readonly packages: readonly LockedPackage[];
	/** The same, by name in PEP 503 form. */
	readonly byName: ReadonlyMap<string, readonly LockedPackage[]>;
	readonly problems: readonly LockProblem[];
}

/** Whether a lock was made for some of a project's lists, perhaps not for all (PEP 751, `pylock.<name>.toml`). */
export function isNamed({ kind, file }: LockFile): boolean {
	return kind === 'pylock' && basename(file) !== 'pylock.toml';
}

const toolLocks: ReadonlyMap<string, LockKind> = new Map([
	['uv.lock', 'uv'],
	['poetry.lock', 'poetry'],
	['pdm.lock', 'pdm'],
]);

/** The tool whose lock a file of that name is; undefined for what is none. `pylock.toml` and `pylock.<name>.toml`: PEP 751, "File Name". */
export function lockKindOf(path: string): LockKind | undefined {
	const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
	if (/^pylock\.(?:[^.]+\.)?toml$/.test(name)) return 'pylock';
	return toolLocks.get(name);
}
