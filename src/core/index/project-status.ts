import type { ProjectStatus } from './package-index.ts';

const known: ReadonlySet<string> = new Set<ProjectStatus>(['active', 'archived', 'deprecated', 'quarantined']);

/** PEP 792: a marker that is missing or not known means `active`. */
export function readStatus(
	status: string | undefined,
	reason: string | null | undefined,
): { readonly status: ProjectStatus; readonly statusReason: string | null } {
	if (!isStatus(status)) return { status: 'active', statusReason: null };
	return { status, statusReason: reason ? reason.slice(0, 2000) : null };
}

function isStatus(status: string | undefined): status is ProjectStatus {
	return status !== undefined && known.has(status);
}
