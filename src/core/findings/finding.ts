import type { Json } from '../json.ts';
import type { LockTool } from '../project/locks/lock-file.ts';
import type { SyncTool } from '../project/sync-tool.ts';
import type { Span } from '../span.ts';

export const severities = ['error', 'warning', 'information', 'hint'] as const;
export type Severity = (typeof severities)[number];

/** Every finding: its title and how bad it is unless a setting says otherwise; off unless one does where it is `isOptIn`. `docs/findings/<code>.md` explains it. */
export const findingDefaults = {
	'invalid-toml': { severity: 'error', title: 'The file is not valid TOML' },
	'invalid-requirement': { severity: 'error', title: 'A requirement does not follow PEP 508' },
	'unknown-package': { severity: 'error', title: 'The index has no such package' },
	'no-matching-version': { severity: 'error', title: 'No release matches the specifier' },
	'vulnerable-version': { severity: 'warning', title: 'The version in use has known vulnerabilities' },
	'yanked-version': { severity: 'warning', title: 'The version in use was yanked' },
	cooldown: { severity: 'warning', title: 'The version in use is younger than is allowed' },
	licence: { severity: 'warning', title: 'The licence of the version in use is not accepted' },
	'python-conflict': { severity: 'warning', title: "The version in use does not support the project's Python" },
	'quarantined-project': { severity: 'error', title: 'The index holds the project back as unsafe' },
	'deprecated-project': { severity: 'warning', title: 'The project is obsolete by its own word' },
	'archived-project': { severity: 'information', title: 'The project gets no more updates' },
	'duplicate-requirement': { severity: 'warning', title: 'A package is required twice in one list' },
	'lock-drift': { severity: 'warning', title: 'Requirements, lock and what is installed disagree' },
	// Not a warning: it works for now, and which modules are the project's own is a guess, if a careful one.
	'missing-requirement': { severity: 'information', title: 'A module is imported that the project does not require' },
	// A guess by its nature, and it takes reading every source.
	'unused-requirement': { severity: 'hint', title: 'A requirement is not used in any source', isOptIn: true },
	'invalid-lock': { severity: 'warning', title: 'The lock file cannot be read, or not wholly' },
	'docs-unavailable': { severity: 'information', title: 'The index could not be asked' },
	'stale-data': { severity: 'hint', title: 'An older answer is shown because the index could not be asked' },
} as const satisfies Record<string, { readonly severity: Severity; readonly title: string; readonly isOptIn?: true }>;

export type FindingCode = keyof typeof findingDefaults;

/** Replaces `span` of the finding's file by `text`. */
export interface TextEdit {
	readonly span: Span;
	readonly text: string;
}

/** What a fix may ask a face to do; the names are those of AutoDocs' commands without the `autodocs.` prefix. */
export type FixCommand =
	| { readonly command: 'retryFailed' | 'refresh' | 'showLog' | 'chooseIndex' | 'openProxySettings' }
	| { readonly command: 'openPage'; readonly url: string }
	| { readonly command: 'lock'; readonly tool: LockTool; readonly folder: string; readonly upgrade?: string | undefined }
	| { readonly command: 'sync'; readonly tool: SyncTool; readonly folder: string }
	| { readonly command: 'ignorePackage'; readonly package: string }
	| { readonly command: 'ignoreCode'; readonly code: FindingCode };

export interface EditFix {
	readonly kind: 'edit';
	readonly title: string;
	readonly edits: readonly TextEdit[];
	/** Absolute path of the file that they change. Default: that of the finding. */
	readonly file?: string;
	/** Nothing else can have been meant: it takes part in "Fix all". A move to another version never does. */
	readonly preferred: boolean;
}

export interface CommandFix {
	readonly kind: 'command';
	readonly title: string;
	readonly run: FixCommand;
}

export type Fix = EditFix | CommandFix;

/** One problem, at one place. Built here, only shown by the faces. */
export interface Finding {
	readonly code: FindingCode;
	readonly severity: Severity;
	readonly message: string;
	/** Absolute path. */
	readonly file: string;
	readonly span: Span;
	/** PEP 503 form. */
	readonly package: string | undefined;
	/** Facts for a machine (`--json`, an agent). */
	readonly data: Readonly<Record<string, Json | undefined>>;
	/** Best first. */
	readonly fixes: readonly Fix[];
	readonly tags: readonly ('unnecessary' | 'deprecated')[];
}
