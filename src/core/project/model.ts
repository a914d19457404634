import type { AutoDocsError } from '../errors.ts';
import type { Marker } from '../packaging/marker.ts';
import type { SpecifierSet } from '../packaging/specifier.ts';
import type { Span } from '../span.ts';

/** Where the parts of a requirement stand in the file's text. */
export interface RequirementSpans {
	/** The TOML string token with its quotes; for a table-valued entry its first string. What a list of findings points at. */
	readonly token: Span;
	readonly name: Span;
	/** With the brackets. */
	readonly extras: Span | undefined;
	/** From the first operator to the end of the last version; undefined when there is no specifier. */
	readonly specifier: Span | undefined;
	readonly marker: Span | undefined;
	readonly url: Span | undefined;
	/** The whole entry, for removing it: array element or `key = value` line, without separators. */
	readonly entry: Span;
}

/** One entry of one of the project's lists. An entry that does not parse has `error` and the name '' when not even that was found. */
export interface Requirement {
	/** PEP 503 form. */
	readonly name: string;
	readonly nameAsWritten: string;
	/** The decoded TOML string; for a table-valued entry the JSON of the table. */
	readonly raw: string;
	/** As written: the file's spelling is kept. */
	readonly extras: readonly string[];
	readonly specifiers: SpecifierSet;
	readonly marker: Marker | undefined;
	readonly url: string | undefined;
	/** `project`, `optional:<extra>`, `group:<name>`, `build-system`, `poetry`, …: the words of DESIGN §7. */
	readonly source: string;
	/** Where it comes from when that is not an index. */
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

export type RequirementOrigin =
	| { readonly kind: 'index'; readonly index: string | undefined }
	| { readonly kind: 'git' | 'path' | 'url'; readonly target: string }
	| { readonly kind: 'workspace' };

/** Something in the file that is wrong but is no requirement: a table of the wrong type, a cycle of groups. */
export interface ProjectProblem {
	readonly code: 'invalid-toml' | 'invalid-requirement';
	readonly message: string;
	readonly file: string;
	readonly span: Span;
}

/** What one pyproject.toml declares. */
export interface Project {
	/** Absolute path of the pyproject.toml. */
	readonly file: string;
	/** `[project] name` or Poetry's, as written. */
	readonly name: string | undefined;
	readonly version: string | undefined;
	readonly requiresPython: { readonly specifiers: SpecifierSet; readonly text: string; readonly span: Span } | undefined;
	readonly buildBackend: string | undefined;
	readonly dynamic: readonly string[];
	readonly requirements: readonly Requirement[];
	readonly problems: readonly ProjectProblem[];
	/** Member folders of a uv workspace, as globs, and those it leaves out. */
	readonly workspace: { readonly members: readonly string[]; readonly exclude: readonly string[] } | undefined;
	/** Files that `dynamic` names (setuptools' `file =`), relative to the project, for the caller to read and watch. */
	readonly requirementFiles: readonly { readonly path: string; readonly source: string; readonly span: Span }[];
}
