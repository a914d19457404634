import type { ImportedModule } from '../imports/scan-imports.ts';
import type { Known } from '../index/lookups.ts';
import type { ProjectReleases, Release } from '../index/package-index.ts';
import type { Facts } from '../index/release-facts.ts';
import type { VersionInUse } from '../index/version-in-use.ts';
import type { Json } from '../json.ts';
import type { Answer } from '../network/request.ts';
import type { Millis } from '../platform.ts';
import type { CutOff } from '../project/exclude-newer.ts';
import type { ModuleOwners } from '../project/installed/modules.ts';
import type { Project, Requirement } from '../project/model.ts';
import type { ParsedPyproject } from '../project/pyproject.ts';
import type { WantedPythons } from '../project/pythons.ts';
import type { Span } from '../span.ts';
import type { FindingCode, Fix } from './finding.ts';
import type { LicencePolicy } from './licence-policy.ts';

/** A finding before its severity is settled. */
export interface Draft {
	readonly span: Span;
	readonly message: string;
	/** Default: the pyproject; of a rule over a requirement, the file that holds that. */
	readonly file?: string;
	readonly package?: string;
	readonly data?: Readonly<Record<string, Json | undefined>>;
	/** Best first. */
	readonly fixes?: readonly Fix[];
	readonly tags?: readonly ('unnecessary' | 'deprecated')[];
}

/** What a rule over a whole file sees. */
export interface FileContext {
	readonly parsed: ParsedPyproject;
	/** What `parsed` was made from. */
	readonly text: string;
	/** Where markers are asked about, as `process.platform` has it. */
	readonly os: string;
	/** Names (PEP 503 form) of what nothing in the project's sources uses; undefined while nobody has looked. */
	readonly unused?: ReadonlySet<string> | undefined;
	/** The requirements that an index is asked about, with what is known of each. */
	readonly asked: readonly { readonly requirement: Requirement; readonly known: Known }[];
}

/** What a rule over one requirement sees once its answer is in. */
export interface RequirementContext {
	readonly project: Project;
	readonly requirement: Requirement;
	readonly answer: Answer<ProjectReleases>;
	/** Of its project, for a person. */
	readonly projectPage: () => string;
	/** Undefined when no release matches. */
	readonly inUse: VersionInUse | undefined;
	/** Of the release in use; undefined while they are not known. */
	readonly facts: Facts | undefined;
	/** Which licences are accepted; undefined where the person leaves that open. */
	readonly licences: LicencePolicy | undefined;
	/** Which releases are too new to be moved to, and whether one is not. */
	readonly cutOff: CutOff | undefined;
	readonly isOffered: (release: Release) => boolean;
	/** Wall clock, to the hour. */
	readonly now: Millis;
	/** On which it applies. */
	readonly pythons: WantedPythons;
}

/** What a rule over a Python source sees. */
export interface SourceContext {
	/** That it belongs to. */
	readonly project: Project;
	/** The text of the pyproject, which `project` was made from. */
	readonly pyproject: string;
	readonly imports: readonly ImportedModule[];
	/** Of the modules in the project's environment; undefined where none is known. */
	readonly owners: ModuleOwners | undefined;
	/** Whether a name at the top of modules may be the workspace's own. */
	readonly isOwn: (top: string) => boolean;
}

/** One rule: pure, over what is known now. What is still pending is never a finding. */
export type Rule = { readonly code: FindingCode } & (
	| { readonly over: 'file'; readonly check: (context: FileContext) => readonly Draft[] }
	| { readonly over: 'source'; readonly check: (context: SourceContext) => readonly Draft[] }
	| { readonly over: 'requirement'; readonly check: (context: RequirementContext) => readonly Draft[] }
);
