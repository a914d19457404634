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
	/** What the project's lock says of it. */
	readonly fixed: FixedVersion | undefined;
}

/** Where the version of a requirement comes from, in words that stand behind it. */
export function whence(requirement: Requirement, { known, inUse, fixed }: VersionFacts): string {
	const { origin } = requirement;
	if (requirement.error !== undefined) return requirement.error.message;
	if (isPython(requirement)) return `the Python of this project${requirement.specifiers.isEmpty ? '' : `: ${requirement.specifiers}`}`;
	if (origin.kind !== 'index' || origin.index !== undefined) {
		return `${elsewhere(origin)}${fixed === undefined ? '' : `; ${lockOf(fixed)} has its version ${fixed.version}`}`;
	}
	if (fixed !== undefined) return locked(fixed);
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

function locked(fixed: FixedVersion): string {
	const { others, source } = fixed;
	const rest =
		others.length === 0 ? '' : `; for other environments it has ${others.slice(0, 5).join(', ')}${others.length > 5 ? ', …' : ''}`;
	return `from ${lockOf(fixed)}${taken(source)}${rest}`;
}

function taken(source: LockedSource): string {
	return source.kind === 'index' ? '' : `, which takes it from ${places[source.kind]}: ${withoutCredentials(source.target)}`;
}

function lockOf({ from }: FixedVersion): string {
	return from.slice('lock:'.length);
}

const places = {
	git: 'a Git repository',
	url: 'a URL',
	path: 'a local path',
	directory: 'a local folder',
	editable: 'a local folder, editable',
	virtual: 'a local folder',
} as const;
