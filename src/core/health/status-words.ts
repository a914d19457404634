import * as l10n from '@vscode/l10n';
import { plainAgo } from '../docs/age.ts';
import type { Millis } from '../platform.ts';

/** Of the packages that open projects require. */
export interface PackageCounts {
	readonly total: number;
	/** Not answered yet, failed, and shown from an older answer. */
	readonly pending: number;
	readonly failed: number;
	readonly stale: number;
}

export function offline({ total, failed }: PackageCounts): string {
	if (total === 0) return l10n.t('Offline by the setting autodocs.offline. No requirements to look up.');
	return total === 1
		? l10n.t('Offline by the setting autodocs.offline: {0} of 1 package shown from the cache.', total - failed)
		: l10n.t('Offline by the setting autodocs.offline: {0} of {1} packages shown from the cache.', total - failed, total);
}

/** '' when each has an answer, be it an older one. */
export function withoutAnswer({ total, pending, failed }: PackageCounts): string {
	if (pending + failed === 0) return '';
	return total === 1
		? l10n.t('The one package is without an answer.')
		: l10n.t('{0} of {1} packages without an answer.', pending + failed, total);
}

export function lookingUp({ total, pending }: PackageCounts, host: string): string {
	return total === 1
		? l10n.t('Looking up 1 package at {0}: {1} done.', host, total - pending)
		: l10n.t('Looking up {0} packages at {1}: {2} done.', total, host, total - pending);
}

export function problems(count: number): string {
	return count === 1 ? l10n.t('1 problem') : l10n.t('{0} problems', count);
}

/** `found`: how many problems, in words. */
export function answeredWithProblems({ total }: PackageCounts, found: string): string {
	return total === 1
		? l10n.t('The one package answered; {0} in the project files.', found)
		: l10n.t('All {0} packages answered; {1} in the project files.', total, found);
}

export function allAnswered({ total }: PackageCounts): string {
	return total === 1 ? l10n.t('The one package answered; nothing to do.') : l10n.t('All {0} packages answered; nothing to do.', total);
}

/** '' for what has only just begun, or is not known. */
export function failingFor(ms: Millis | undefined): string {
	return ms === undefined || ms < 60_000 ? '' : l10n.t('Its last failures began {0}.', plainAgo(ms));
}

/** '' when nothing is shown from the cache. */
export function fromCache({ stale, total }: PackageCounts, newestMs: Millis | undefined): string {
	if (stale === 0) return '';
	if (newestMs === undefined)
		return total === 1
			? l10n.t('The one package is shown from the cache.')
			: l10n.t('{0} of {1} packages are shown from the cache.', stale, total);
	return total === 1
		? l10n.t('The one package is shown from the cache, fetched {0}.', plainAgo(newestMs))
		: l10n.t('{0} of {1} packages are shown from the cache, the newest fetched {2}.', stale, total, plainAgo(newestMs));
}
