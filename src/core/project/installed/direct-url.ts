import type { LockedSource } from '../locks/lock-file.ts';

/** Where a distribution was installed from when that was no index (PEP 610). Undefined for what says nothing of the kind. */
export function readDirectUrl(text: string): LockedSource | undefined {
	const found = recordOf(parsed(text));
	const url = found?.['url'];
	if (found === undefined || typeof url !== 'string') return undefined;
	const folder = recordOf(found['dir_info']);
	if (folder !== undefined) return { kind: folder['editable'] === true ? 'editable' : 'directory', target: url };
	const repository = recordOf(found['vcs_info']);
	if (repository !== undefined) return { kind: 'git', target: `${url}${revision(repository)}` };
	return { kind: url.startsWith('file:') ? 'path' : 'url', target: url };
}

function revision({ commit_id: commit, requested_revision: requested }: Readonly<Record<string, unknown>>): string {
	const named = typeof requested === 'string' ? requested : commit;
	return typeof named === 'string' ? `@${named.slice(0, 100)}` : '';
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
