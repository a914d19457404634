import * as l10n from '@vscode/l10n';
import { isPython } from '../core/findings/asked.ts';
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
	if (isPython(requirement))
		return requirement.specifiers.isEmpty
			? l10n.t('the Python of this project')
			: l10n.t('the Python of this project: {0}', String(requirement.specifiers));
	if (origin.kind !== 'index' || origin.index !== undefined) {
		if (fixed === undefined) return elsewhere(origin);
		return l10n.t('{0}; {1} has its version {2}', elsewhere(origin), fixed.where, fixed.version);
	}
	if (fixed !== undefined) return fixed.from === 'installed' ? installed(fixed) : locked(fixed);
	if (known === undefined) return l10n.t('not looked up');
	if (known.state === 'pending') return l10n.t('fetching…');
	if (known.state === 'failed') return known.error.code === 'package_not_found' ? l10n.t('unknown') : l10n.t('could not be looked up');
	if (inUse === undefined) return l10n.t('no release matches {0}', String(requirement.specifiers));
	if (inUse.resolvedFrom === 'pin') return l10n.t('pinned here');
	return inUse.resolvedFrom === 'latest'
		? l10n.t('the latest release; no version is asked for')
		: l10n.t('the best match for {0}', String(requirement.specifiers));
}

function elsewhere(origin: RequirementOrigin): string {
	if (origin.kind === 'workspace') return l10n.t('a member of this workspace');
	if (origin.kind === 'index') return l10n.t('from the index “{0}”, which AutoDocs does not ask', origin.index ?? '');
	return l10n.t('from {0}: {1}', place(origin.kind), withoutCredentials(origin.target));
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
	return kind === 'index' ? '' : l10n.t('{0}: {1}', place(kind), withoutCredentials(target));
}

/** In the words that stand behind “from”. */
function place(kind: Exclude<LockedSource['kind'] | RequirementOrigin['kind'], 'index' | 'workspace'>): string {
	switch (kind) {
		case 'git':
			return l10n.t('a Git repository');
		case 'url':
			return l10n.t('a URL');
		case 'path':
			return l10n.t('a local path');
		case 'directory':
		case 'virtual':
			return l10n.t('a local folder');
		case 'editable':
			return l10n.t('a local folder, editable');
	}
}
