import * as l10n from '@vscode/l10n';
import { shortLine } from '../docs/visible-text.ts';
import type { Millis } from '../platform.ts';
import type { PackageCounts } from './status-words.ts';
import * as words from './status-words.ts';

/** What the status is told from. Times are wall clock, ms since the epoch. */
export interface StatusFacts {
	readonly offline: boolean;
	/** '' when the setting holds none that may be asked. */
	readonly index: string;
	readonly packages: PackageCounts;
	/** Of the index's origin. */
	readonly breaker: 'closed' | 'open' | 'half-open';
	/** When the index is asked again: a breaker's probe or the end of a pause it asked for. */
	readonly nextTryAt: Millis | undefined;
	/** Why the index, or one of the packages, has no answer. */
	readonly cause: string | undefined;
	/** How long the index has failed without an answer in between, ms. */
	readonly failingForMs?: Millis | undefined;
	/** How old the newest of the older answers is that are shown, ms. */
	readonly newestStaleMs?: Millis | undefined;
	readonly problems: number;
	/** Whether nothing outside of the workspace is read, since its authors are not trusted. */
	readonly isRestricted?: boolean | undefined;
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
	const status = mostUrgent(facts);
	if (facts.isRestricted !== true) return status;
	const restricted = l10n.t('The workspace is not trusted: nothing outside of it is read, such as the selected Python.');
	return { ...status, detail: `${status.detail}\n${restricted}` };
}

function mostUrgent(facts: StatusFacts): Status {
	const { packages, problems, settings, nextTryAt } = facts;
	if (facts.index === '') {
		const detail = settings[0] ?? l10n.t('No package index is set.');
		return { kind: 'problem', text: l10n.t('no index'), detail, command: 'openSettings' };
	}
	if (facts.offline) return { kind: 'offline', text: l10n.t('offline'), detail: words.offline(packages), command: 'openSettings' };
	if (facts.breaker === 'closed' && nextTryAt !== undefined) {
		const until = time(nextTryAt);
		const waits = l10n.t('{0} asks to wait: it had too many requests. Next try at {1}.', host(facts.index), until);
		const detail = sentences(waits, words.withoutAnswer(packages), words.fromCache(packages, facts.newestStaleMs));
		return { kind: 'degraded', text: l10n.t('waits until {0}', until), detail, command: 'showHealth' };
	}
	if (facts.breaker !== 'closed' || packages.failed > 0 || packages.stale > 0) return degraded(facts);
	if (packages.pending > 0) {
		const text = `${packages.total - packages.pending}/${packages.total}`;
		return { kind: 'loading', text, detail: words.lookingUp(packages, host(facts.index)), command: 'showHealth' };
	}
	if (problems > 0) {
		const text = words.problems(problems);
		return { kind: 'problem', text, detail: words.answeredWithProblems(packages, text), command: 'showProblems' };
	}
	if (settings.length > 0) return { kind: 'problem', text: l10n.t('check settings'), detail: settings.join('\n'), command: 'openSettings' };
	if (packages.total === 0) return { kind: 'idle', text: '', detail: l10n.t('No requirements to look up.'), command: 'showHealth' };
	return { kind: 'healthy', text: '', detail: words.allAnswered(packages), command: 'showHealth' };
}

function degraded(facts: StatusFacts): Status {
	const { packages, index, cause, nextTryAt } = facts;
	const { failed, stale } = packages;
	const text = failed > 0 ? l10n.t('{0} unavailable', failed) : stale > 0 ? l10n.t('{0} from cache', stale) : l10n.t('waiting');
	const what =
		cause === undefined
			? l10n.t('{0} does not answer as it should.', host(index))
			: l10n.t('{0} does not answer as it should: {1}.', host(index), shortLine(cause).replace(/\.$/, ''));
	const next = nextTryAt === undefined ? '' : l10n.t('Next try at {0}.', time(nextTryAt));
	const since = words.failingFor(facts.failingForMs);
	const detail = sentences(what, next, since, words.withoutAnswer(packages), words.fromCache(packages, facts.newestStaleMs));
	return { kind: 'degraded', text, detail, command: 'showHealth' };
}

/** Those that say something. */
function sentences(...all: readonly string[]): string {
	return all.filter((sentence) => sentence !== '').join(' ');
}

function host(url: string): string {
	return URL.canParse(url) ? new URL(url).host : url;
}

/** hh:mm:ss of this machine. */
export function time(at: Millis): string {
	const date = new Date(at);
	return [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => String(part).padStart(2, '0')).join(':');
}
