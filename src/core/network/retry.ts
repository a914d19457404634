import pRetry from 'p-retry';
import { type AutoDocsError, BadResponseError, type ErrorCode, RateLimitedError, toAutoDocsError } from '../errors.ts';
import { type Millis, type Platform, sleep } from '../platform.ts';
import type { Deadline } from './deadline.ts';

/** How often, and after how long, an attempt is repeated. */
export interface RetryRule {
	readonly retries: number;
	/** Before the first repetition; doubles with each further one. */
	readonly baseMs: Millis;
	readonly capMs: Millis;
}

const capMs = 60_000;
const whileTheDeadlineLasts = Number.POSITIVE_INFINITY;

/**
 * The one place that decides what may be tried again: after failures that may pass by themselves. Undefined: never.
 * See the table of errors in the design.
 */
export function retryRule(error: AutoDocsError): RetryRule | undefined {
	switch (error.code) {
		case 'rate_limited':
			return { retries: 5, baseMs: 2000, capMs };
		case 'server_error':
			return { retries: 3, baseMs: 1500, capMs };
		case 'timeout':
			// A hung attempt has already waited.
			return { retries: whileTheDeadlineLasts, baseMs: 250, capMs: 2000 };
		case 'unreachable':
			return { retries: 3, baseMs: 1000, capMs };
		case 'bad_response':
			return { retries: error instanceof BadResponseError && error.truncated ? 3 : 1, baseMs: 1000, capMs };
		case 'http_error':
			// Request Timeout and Too Early: the server itself invites another try (RFC 9110 §15.5.9, RFC 8470 §5.2).
			return error.details['status'] === 408 || error.details['status'] === 425 ? { retries: 1, baseMs: 1000, capMs } : undefined;
		default:
			return undefined;
	}
}

/** The failures of one operation so far, each kind counted by itself, and what follows from them. */
export class RetrySchedule {
	readonly #random: () => number;
	readonly #failures = new Map<ErrorCode, number>();

	constructor(random: () => number) {
		this.#random = random;
	}

	/** Attempts that hung. */
	get hung(): number {
		return this.#failures.get('timeout') ?? 0;
	}

	/**
	 * How long to wait before the next attempt, ms; undefined when there is to be none. Exponential with full jitter (Brooker, Exponential
	 * Backoff and Jitter), but what the server asked for where it did.
	 */
	next(error: AutoDocsError): Millis | undefined {
		const before = this.#failures.get(error.code) ?? 0;
		this.#failures.set(error.code, before + 1);
		const rule = retryRule(error);
		if (rule === undefined || before >= rule.retries) return undefined;
		if (isPause(error)) return error.retryAfterMs;
		return this.#random() * Math.min(rule.capMs, rule.baseMs * 2 ** before);
	}
}

/**
 * Repeats `attempt` as the schedule says, as long as the deadline allows: a wait that would outlast it is not begun, and the failure is
 * the result, or that time is up after attempts that hung. The only layer that repeats anything. `attempt` gets the number of attempts that hung before.
 */
export async function withRetry<T>(
	deadline: Deadline,
	platform: Platform,
	onRetry: (error: AutoDocsError, waitMs: Millis) => void,
	attempt: (hung: number) => Promise<T>,
): Promise<T> {
	const schedule = new RetrySchedule(platform.random);
	// p-retry runs the loop; the wait is ours, since its own clock and chance cannot be injected.
	return await pRetry(() => attempt(schedule.hung), {
		retries: Number.POSITIVE_INFINITY,
		minTimeout: 0,
		shouldRetry: async ({ error: thrown }) => {
			const error = toAutoDocsError(thrown);
			const wait = deadline.signal.aborted ? undefined : schedule.next(error);
			if (wait === undefined) return false;
			if (wait >= deadline.remaining()) {
				// What hangs would hang as long as there is time: how much there was says more than how long the last attempt had.
				if (error.code === 'timeout') deadline.end();
				return false;
			}
			onRetry(error, wait);
			if (!isPause(error)) await sleep(platform, wait, deadline.signal);
			return true;
		},
	});
}

/** The origin itself said how long: everyone waits for the end of its pause, also the next attempt of this operation. */
function isPause(error: AutoDocsError): error is RateLimitedError & { readonly retryAfterMs: Millis } {
	return error instanceof RateLimitedError && error.retryAfterMs !== undefined;
}
