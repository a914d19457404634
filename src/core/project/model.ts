import type { AutoDocsError } from '../errors.ts';
import type { Operator } from '../packaging/clause.ts';
import type { Marker } from '../packaging/marker.ts';
import type { Version } from '../packaging/version.ts';
import type { Span } from '../span.ts';
import type { ExcludeNewer } from './exclude-newer.ts';
import type { Environment, ProjectPython } from './installed/environment.ts';
import type { LockFile } from './locks/lock-file.ts';

/** Which versions are wanted: a PEP 440 specifier set, or Poetry's union of several. */
export interface VersionConstraint {
	/** Whether every version is wanted. */
	readonly isEmpty: boolean;
	/** Whether pre-releases are selected like other releases (true) or never (false). Undefined: where nothing else is left, or a clause asks for them. */
	readonly prereleases: boolean | undefined;
	contains(version: string | Version, options?: { readonly prereleases?: boolean }): boolean;
	/** The release that an installer would choose. */
	select<R extends { readonly version: string; readonly yanked: boolean }>(releases: readonly R[]): R | undefined;
	/** The same versions, with another word on pre-releases. */
	taking(prereleases: boolean | undefined): VersionConstraint;
	toString(): string;
}

/** Where the parts of a requirement stand in the file's text. */
export interface RequirementSpans {
	/** The TOML string token with its quotes; for a table-valued entry its first string. */
	readonly token: Span;
	readonly name: Span;
	/** With the brackets. */
	readonly extras: Span | undefined;
	/** From the first operator to the end of the last version; undefined when there is no specifier. */
	readonly specifier: Span | undefined;
	/** With the parentheses around it, or the comma behind it, that PEP 508 lets it have. */
	readonly specifierPart: Span | undefined;
	readonly marker: Span | undefined;
	readonly url: Span | undefined;
	/** The whole entry, for removing it: array element or `key = value`, without separators. */
	readonly entry: Span;
	/** What of `entry` is this requirement's alone: one constraint where Poetry has a list of them under one key, else all of it. */
	readonly item: Span;
}

/** One comparison of a PEP 508 requirement, with the place of its version in the file. */
export interface WrittenClause {
	readonly operator: Operator;
	/** As written, with the `.*`. */
	readonly version: string;
	readonly versionSpan: Span;
}

/** Where a package comes from. */
export type RequirementOrigin =
	| { readonly kind: 'index'; readonly index: string | undefined }
	| { readonly kind: 'git' | 'path' | 'url'; readonly target: string }
	| { readonly kind: 'workspace' };

/** One entry of one of the project's lists. An entry that does not parse has `error`, and the name '' when not even that was found. */
export interface Requirement {
	/** PEP 503 form. */
	readonly name: string;
	readonly nameAsWritten: string;
	/** The decoded TOML string; for a table-valued entry the JSON of the table. */
	readonly raw: string;
	/** As written: the file's spelling is kept. */
	readonly extras: readonly string[];
	readonly specifiers: VersionConstraint;
	/** Of a PEP 508 requirement; none for Poetry's own constraints. */
	readonly clauses: readonly WrittenClause[];
	/** The specifier as written, '' when there is none. */
	readonly constraint: string;
	/** Whether just one version can match. */
	readonly isPin: boolean;
	readonly marker: Marker | undefined;
	readonly url: string | undefined;
	/** `project`, `optional:<extra>`, `group:<name>`, `build-system`, `poetry`, …: the list that holds it. */
	readonly source: string;
	readonly origin: RequirementOrigin;
	/** How the specifier is written: decides what an edit may put there. */
	readonly dialect: 'pep508' | 'poetry';
	/** Absolute path of the file that holds it: the pyproject, or a list that it names. */
	readonly file: string;
	readonly spans: RequirementSpans;
	readonly error: AutoDocsError | undefined;
	/** Where in the file `error` is. */
	readonly errorSpan: Span | undefined;
}

/** An `include-group` of a dependency group (PEP 735). */
export interface GroupInclude {
	readonly group: string;
	readonly includes: string;
	readonly span: Span;
}

/** A pattern of folders, relative to the project's, as uv's `[tool.uv.workspace]` lists them. */
export interface FolderGlob {
	/** As written. */
	readonly pattern: string;
	/** The TOML string with its quotes. */
	readonly span: Span;
}

/** A uv workspace: which folders below the root's hold its other members. */
export interface Workspace {
	readonly members: readonly FolderGlob[];
	/** Wins over `members`. */
	readonly exclude: readonly FolderGlob[];
}

/** Where uv takes packages from instead of the index, by PEP 503 name. An entry that says nothing uv knows is undefined. */
export type Sources = ReadonlyMap<string, RequirementOrigin | undefined>;

/** A field that `[project] dynamic` lists: the build back-end fills it in (PEP 621). */
export interface DynamicField {
	/** As written. */
	readonly field: string;
	/** The TOML string with its quotes. */
	readonly span: Span;
}

/** Something in the file that is wrong but is no requirement: a table of the wrong type, a cycle of groups. */
export interface ProjectProblem {
	readonly code: 'invalid-toml' | 'invalid-requirement';
	readonly message: string;
	readonly file: string;
	readonly span: Span;
}

/** A list of requirements in a file of its own, as setuptools' `file =` names it. */
export interface RequirementFile {
	/** As written, relative to the project. */
	readonly path: string;
	readonly source: string;
	readonly span: Span;
}

/** Which Pythons a project, or one of its dependency groups, is for. */
export interface RequiredPython {
	readonly specifiers: VersionConstraint;
	/** As written. */
	readonly text: string;
	/** The TOML string with its quotes. */
	readonly span: Span;
	/** As written; undefined for the project's own. */
	readonly group: string | undefined;
}

/** What one pyproject.toml declares. */
export interface Project {
	/** Absolute path of the pyproject.toml. */
	readonly file: string;
	/** `[project] name` or Poetry's, as written. */
	readonly name: string | undefined;
	readonly requiresPython: RequiredPython | undefined;
	/** What uv asks of the Python for a dependency group, beside the project's own; by the group's normalised name, with what it includes. */
	readonly groupPythons: ReadonlyMap<string, readonly RequiredPython[]>;
	readonly requirements: readonly Requirement[];
	readonly includes: readonly GroupInclude[];
	readonly dynamic: readonly DynamicField[];
	readonly problems: readonly ProjectProblem[];
	/** Whether any requirement may come from an index that the project names itself: what is unknown here may be there. */
	readonly namesOtherIndexes: boolean;
	/** Set for the root of a uv workspace. */
	readonly workspace: Workspace | undefined;
	readonly sources: Sources;
	readonly excludeNewer: ExcludeNewer;
	/** Whether uv is told to take pre-releases like other releases (true), or never (false). */
	readonly prereleases: boolean | undefined;
	/** Of the fields that are dynamic. */
	readonly requirementFiles: readonly RequirementFile[];
	/** The names of the tables in `[tool]`. */
	readonly tools: readonly string[];
	/** The lock that holds for it; undefined where there is none, and before it was looked for. */
	readonly lock: LockFile | undefined;
	/** Of several `pylock.<name>.toml` (PEP 751) without a lock that has none: all but `lock`. */
	readonly otherLocks: readonly LockFile[];
	/** Whether the lock was made for another text of this file than the present one, as far as its content hash tells. */
	readonly isLockOlder: boolean;
	/** Where it runs; undefined where none was found, and before one was looked for. */
	readonly environment: Environment | undefined;
	/** That it runs on, where anything says so. */
	readonly python: ProjectPython | undefined;
}
