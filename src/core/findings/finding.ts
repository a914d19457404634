import type { Json } from '../json.ts';
import type { Span } from '../span.ts';

export const severities = ['error', 'warning', 'information', 'hint'] as const;
export type Severity = (typeof severities)[number];

export type FindingCode =
	| 'invalid-toml'
	| 'invalid-requirement'
	| 'unknown-package'
	| 'no-matching-version'
	| 'yanked-version'
	| 'python-conflict'
	| 'duplicate-requirement'
	| 'docs-unavailable'
	| 'stale-data';

/** Replaces `span` of the finding's file by `text`. */
export interface TextEdit {
	readonly span: Span;
	readonly text: string;
}

/** A command of AutoDocs, without its `autodocs.` prefix, or a page to open. */
export type FixCommand =
	| { readonly command: 'retryFailed' | 'refresh' | 'showLog' | 'openSettings' | 'openProxySettings'; readonly arguments: readonly Json[] }
	| { readonly command: 'openPage'; readonly arguments: readonly [url: string] }
	| { readonly command: 'ignorePackage'; readonly arguments: readonly [packageName: string] }
	| { readonly command: 'ignoreCode'; readonly arguments: readonly [code: FindingCode] };

export type Fix =
	| {
			readonly kind: 'edit';
			readonly title: string;
			readonly edits: readonly TextEdit[];
			/** The one answer that needs no choice: it takes part in "Fix all". */
			readonly preferred: boolean;
	  }
	| ({ readonly kind: 'command'; readonly title: string } & FixCommand);

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
