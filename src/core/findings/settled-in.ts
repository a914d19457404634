import type { VersionInUse } from '../index/version-in-use.ts';
import { environmentName, lockName } from '../project/fixed-version.ts';
import type { Project } from '../project/model.ts';

/** The lock or the environment that has a version, for a person; '' where the requirement itself leads to it. */
export function settledIn(project: Project, { resolvedFrom }: VersionInUse): string {
	if (resolvedFrom === 'installed') return environmentName(project);
	return resolvedFrom.startsWith('lock:') ? lockName(project) : '';
}
