import type { Millis } from '../platform.ts';

/** What the status is told from. Times are wall clock, ms since the epoch. */
export interface StatusFacts {
	readonly offline: boolean;
	/** '' when the setting holds none that may be asked. */
	readonly index: string;
	readonly packages: { readonly total: number; readonly pending: number; readonly failed: number; readonly stale: number };
	/** Of the index's origin. */
	readonly breaker: 'closed' | 'open' | 'half-open';
	/** When the index is asked again: a breaker's probe or the end of a pause it asked for. */
	readonly nextTryAt: Millis | undefined;
	readonly lastError: string | undefined;
	readonly problems: number;
	/** Messages about settings that are not as they should be. */
	readonly settings: readonly string[];
}

export type StatusKind = 'idle' | 'loading' | 'healthy' | 'degraded' | 'offline' | 'problem';

/** One sentence that says how things are, and what a click does about it. */
export interface Status {
	readonly kind: StatusKind;
	/** A few words, for the status bar. */
	readonly text: string;
	/** What is so, why, and what next. */
	readonly detail: string;
	/** The command that a click runs, without its `autodocs.` prefix. */
	readonly command: 'showHealth' | 'openSettings' | 'showProblems';
}

/** The most urgent thing that is true: a person who reads only this must not be misled. */
export function statusOf(facts: StatusFacts): Status {
	const { total, pending, failed, stale } = facts.packages;
	if (facts.index === '') {
		return { kind: 'problem', text: 'no index', detail: facts.settings[0] ?? 'No package index is set.', command: 'openSettings' };
	}
	if (facts.offline) {
		return {
			kind: 'offline',
			text: 'offline',
			detail: `Offline by the setting autodocs.offline: ${total - failed} of ${packages(total)} shown from the cache.`,
			command: 'openSettings',
		};
	}
	if (facts.breaker === 'closed' && facts.nextTryAt !== undefined) {
		return {
			kind: 'degraded',
			text: `waits until ${time(facts.nextTryAt)}`,
			detail: `${host(facts.index)} asks to wait: it had too many requests. Tried again at ${time(facts.nextTryAt)}. ${failed + pending} of ${packages(total)} without an answer, ${stale} shown from the cache.`,
			command: 'showHealth',
		};
	}
	if (facts.breaker !== 'closed' || facts.nextTryAt !== undefined || failed > 0 || stale > 0) {
		const asleep = facts.nextTryAt === undefined ? '' : ` Next try at ${time(facts.nextTryAt)}.`;
		return {
			kind: 'degraded',
			text: failed > 0 ? `${failed} unavailable` : stale > 0 ? `${stale} from cache` : 'waiting',
			detail: `${host(facts.index)} does not answer as it should: ${facts.lastError ?? `${failed} of ${packages(total)} unavailable, ${stale} shown from the cache.`}${asleep}`,
			command: 'showHealth',
		};
	}
	if (pending > 0) {
		return {
			kind: 'loading',
			text: `${total - pending}/${total}`,
			detail: `Looking up ${packages(total)} at ${host(facts.index)}: ${total - pending} done.`,
			command: 'showHealth',
		};
	}
	if (facts.problems > 0) {
		const count = `${facts.problems} problem${facts.problems === 1 ? '' : 's'}`;
		return {
			kind: 'problem',
			text: count,
			detail: `All ${packages(total)} answered; ${count} in the project files.`,
			command: 'showProblems',
		};
	}
	if (facts.settings.length > 0)
		return { kind: 'problem', text: 'check settings', detail: facts.settings.join('\n'), command: 'openSettings' };
	if (total === 0) return { kind: 'idle', text: '', detail: 'No requirements to look up.', command: 'showHealth' };
	return { kind: 'healthy', text: '', detail: `All ${packages(total)} answered; nothing to do.`, command: 'showHealth' };
}

function packages(count: number): string {
	return `${count} package${count === 1 ? '' : 's'}`;
}

function host(url: string): string {
	return URL.canParse(url) ? new URL(url).host : url;
}

/** hh:mm:ss of this machine. */
export function time(at: Millis): string {
	const date = new Date(at);
	return [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => String(part).padStart(2, '0')).join(':');
}
