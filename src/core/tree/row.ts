import type { Severity } from '../findings/finding.ts';
import type { Span } from '../span.ts';

/** What a picture in front of a row says. */
export type RowIcon =
	| Severity
	| 'project'
	| 'group'
	| 'section'
	| 'package'
	| 'pending'
	| 'unavailable'
	| 'stale'
	| 'version'
	| 'latest'
	| 'link'
	| 'dependencies'
	| 'note';

/** Where a row leads. A place is in a file of the project that has this `project` key. */
export type RowTarget =
	| { readonly kind: 'place'; readonly project: string; readonly file: string; readonly span: Span }
	| { readonly kind: 'page'; readonly url: string }
	| { readonly kind: 'docs'; readonly name: string; readonly version: string | undefined };

/** What can be done with a row, for the menus of a face. */
export type RowOffer = 'docs' | 'update' | 'place' | 'page';

/** One line of the tree. All text is plain and in one line: some of it is from packages, servers and projects. */
export interface TreeRow {
	/** The same for the same thing from one look to the next; its parent's with something behind it. */
	readonly id: string;
	readonly label: string;
	/** Behind the label, quieter. */
	readonly description: string;
	readonly icon: RowIcon;
	/** For who hears it, and who points at it. */
	readonly spoken: string;
	/** Whether there is something below it, and whether that shows at first. */
	readonly below: 'nothing' | 'shown' | 'hidden';
	readonly target: RowTarget | undefined;
	readonly offers: readonly RowOffer[];
}

/** Between the steps of an id, none of which holds it. */
const joint = '\n';

export function idBelow(parent: string, step: string): string {
	// A key of TOML may hold anything, line feeds too.
	return `${parent}${joint}${JSON.stringify(step)}`;
}

/** The id of the row above, leaving sections out; undefined at the top. */
export function parentId(id: string): string | undefined {
	const end = id.lastIndexOf(joint);
	return end < 0 ? undefined : id.slice(0, end);
}

/** The id of the requirement that a row is about or below: the third step. */
export function requirementId(id: string): string {
	return id.split(joint, 3).join(joint);
}
