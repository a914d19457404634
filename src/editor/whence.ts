import * as l10n from '@vscode/l10n';
import { isPython } from '../core/findings/checker.ts';
import type { Known } from '../core/index/lookups.ts';
import type { VersionInUse } from '../core/index/version-in-use.ts';
import type { FixedVersion } from '../core/project/fixed-version.ts';
import type { LockedSource } from '../core/project/locks/lock-file.ts';
import type { Requirement, RequirementOrigin } from '../core/project/model.ts';
import { withoutCredentials } from '../core/redact.ts';

/** What is known of the version of a requirement. */
export interface VersionFacts {
	readonly known: Known | undefined;
	/** The version that applies. */
	readonly inUse: VersionInUse | undefined;
	/** What the project's lock or its environment says of it. */
	readonly fixed: FixedVersion | undefined;
}

/** Where the version of a requirement comes from, in words that stand behind it. */
export function whence(requirement: Requirement, { known, inUse, fixed }: VersionFacts): string {
	const { origin } = requirement;
	if (requirement.error !== undefined) return requirement.error.message;
	if (isPython(requirement)) return `the Python of this project${requirement.specifiers.isEmpty ? '' : `: ${requirement.specifiers}`}`;
	if (origin.kind !== 'index' || origin.index !== undefined) {
		if (fixed === undefined) return elsewhere(origin);
		return l10n.t('{0}; {1} has its version {2}', elsewhere(origin), fixed.where, fixed.version);
	}
	if (fixed !== undefined) return fixed.from === 'installed' ? installed(fixed) : locked(fixed);
	if (known === undefined) return 'not looked up';
	if (known.state === 'pending') return 'fetching…';
	if (known.state === 'failed') return known.error.code === 'package_not_found' ? 'unknown' : 'could not be looked up';
	if (inUse === undefined) return `no release matches ${requirement.specifiers}`;
	if (inUse.resolvedFrom === 'pin') return 'pinned here';
	return inUse.resolvedFrom === 'latest' ? 'the latest release; no version is asked for' : `the best match for ${requirement.specifiers}`;
}

function elsewhere(origin: RequirementOrigin): string {
	if (origin.kind === 'workspace') return 'a member of this workspace';
	if (origin.kind === 'index') return `from the index “${origin.index}”, which AutoDocs does not ask`;
	return `from ${places[origin.kind]}: ${withoutCredentials(origin.target)}`;
}

function locked({ where, others, source }: FixedVersion): string {
	const from = source.kind === 'index' ? l10n.t('from {0}', where) : l10n.t('from {0}, which takes it from {1}', where, taken(source));
	if (others.length === 0) return from;
	const shown = `${others.slice(0, 5).join(', ')}${others.length > 5 ? ', …' : ''}`;
	return l10n.t('{0}; for other environments it has {1}', from, shown);
}

function installed({ where, source }: FixedVersion): string {
	return source.kind === 'index' ? l10n.t('installed in {0}', where) : l10n.t('installed in {0} from {1}', where, taken(source));
}

function taken({ kind, target }: LockedSource): string {
	return kind === 'index' ? '' : `${places[kind]}: ${withoutCredentials(target)}`;
}

const places = {
	git: 'a Git repository',
	url: 'a URL',
	path: 'a local path',
	directory: 'a local folder',
	editable: 'a local folder, editable',
	virtual: 'a local folder',
} as const;
