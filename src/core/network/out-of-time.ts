import * as l10n from '@vscode/l10n';
import type { AutoDocsError } from '../errors.ts';
import type { Millis } from '../platform.ts';
import { reasonOf, seconds, timedOut } from './failures.ts';
import type { Operation } from './guarded-attempt.ts';

/** The time of a whole operation is up. */
export function outOfTime({ asked, attempts, lastError }: Operation, deadlineMs: Millis): AutoDocsError {
	const reason = notEnough(seconds(deadlineMs), attempts, lastError);
	return timedOut(asked, reason, { cause: lastError, details: { attempts, deadlineMs } });
}

/** How long nothing was heard, for people. */
export function shownWait(ms: Millis): string {
	return ms < 1000 ? l10n.t('{0} ms', Math.round(ms)) : l10n.t('{0} s', (ms / 1000).toFixed(1));
}

/** There is no latest failure without an attempt. */
function notEnough(time: string, attempts: number, latest: AutoDocsError | undefined): string {
	if (attempts === 0) return l10n.t('{0} were not enough (its turn did not come)', time);
	if (latest === undefined) {
		return attempts === 1 ? l10n.t('{0} were not enough (1 attempt)', time) : l10n.t('{0} were not enough ({1} attempts)', time, attempts);
	}
	return attempts === 1
		? l10n.t('{0} were not enough (1 attempt, the latest failure: {1})', time, reasonOf(latest))
		: l10n.t('{0} were not enough ({1} attempts, the latest failure: {2})', time, attempts, reasonOf(latest));
}
