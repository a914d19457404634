import type { AutoDocsError } from '../errors.ts';
import type { Millis, Platform } from '../platform.ts';
import { following, orAborted } from './abort.ts';

/** The time that an operation has left. */
export interface Deadline {
	/** Aborts when the time is up (with the error that says so) or the operation is given up (with CancelledError). */
	readonly signal: AbortSignal;
	readonly remaining: () => Millis;
	/** Nothing more can be done in the time that is left: it is up now. */
	readonly end: () => void;
}

/**
 * Runs `work` within `budgetMs`. Rejects when the time is up even if `work` does not heed its signal. Leaves no timer.
 * `expired` makes the error, at the moment it is needed.
 */
export async function withDeadline<T>(
	budgetMs: Millis,
	given: AbortSignal,
	expired: () => AutoDocsError,
	clock: Pick<Platform, 'monotonic' | 'after'>,
	work: (deadline: Deadline) => Promise<T>,
): Promise<T> {
	const endsAt = clock.monotonic() + budgetMs;
	const { controller, leave } = following(given);
	const { signal } = controller;
	const expire = () => controller.abort(expired());
	const stop = clock.after(budgetMs, expire);
	try {
		return await orAborted(work({ signal, remaining: () => endsAt - clock.monotonic(), end: expire }), signal);
	} finally {
		leave();
		stop();
	}
}
