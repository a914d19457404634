import { type AutoDocsError, isNotFound, RateLimitedError, toAutoDocsError } from '../errors.ts';
import type { Json } from '../json.ts';
import { orAborted } from './abort.ts';
import { type Verdict, verdictOf } from './breaker.ts';
import type { Deadline } from './deadline.ts';
import { type Asked, circuitOpen, rateLimited } from './failures.ts';
import type { Limits, Urgency } from './limits.ts';
import type { Origin } from './origin.ts';
import type { ClientRequest } from './request.ts';

/** An operation that asks an origin, over all of its attempts. */
export interface Operation {
	readonly asked: Asked & Pick<ClientRequest<Json>, 'kind'>;
	readonly origin: Origin;
	readonly urgency: Urgency;
	/** Attempts sent so far. */
	attempts: number;
	/** The breaker's number of the first of them. */
	firstPass: number | undefined;
	/** Whether an attempt failed, as against one that was answered, if only with a no. */
	troubled: boolean;
	/** Of its latest attempt that brought nothing. */
	lastError: AutoDocsError | undefined;
}

/**
 * Makes one attempt once the origin's pause is over, its breaker agrees and a slot is free. All three are looked at again when the slot is
 * had, since much may have happened in the queue. A slot is held for the attempt alone.
 */
export async function guardedAttempt<T>(operation: Operation, deadline: Deadline, limits: Limits, send: () => Promise<T>): Promise<T> {
	for (;;) {
		await pauseIsOver(operation, deadline);
		const result = await attemptIfAdmitted(operation, deadline, limits, send);
		if (result.sent) return result.value;
	}
}

type Outcome<T> = { readonly sent: false } | { readonly sent: true; readonly value: T };

/** Not sent when the pause or the breaker said no after all. */
async function attemptIfAdmitted<T>(operation: Operation, deadline: Deadline, limits: Limits, send: () => Promise<T>): Promise<Outcome<T>> {
	const { asked, origin, urgency } = operation;
	const pass = await origin.breaker.enter(deadline.signal);
	if ('retryAfterMs' in pass) throw circuitOpen(asked, pass.retryAfterMs, pass.cause);
	let verdict: Verdict = 'nothing';
	let error: AutoDocsError | undefined;
	try {
		const giveBack = await limits.acquire(origin.name, urgency, operation.attempts > 0, deadline.signal);
		try {
			if (origin.pause.over !== undefined || !origin.breaker.admits(pass)) return { sent: false };
			operation.attempts++;
			operation.firstPass ??= pass.number;
			const value = await send();
			verdict = 'answered';
			return { sent: true, value };
		} catch (thrown) {
			error = toAutoDocsError(thrown);
			verdict = verdictOf(error);
			if (error instanceof RateLimitedError && error.retryAfterMs !== undefined) origin.pause.lengthen(error.retryAfterMs);
			throw error;
		} finally {
			giveBack();
		}
	} finally {
		noteOutcome(operation, verdict, error);
		origin.breaker.conclude(pass, verdict, error);
	}
}

/** Throws RateLimitedError at once when the pause outlasts the operation: there is nothing to wait for. */
async function pauseIsOver({ asked, origin }: Operation, deadline: Deadline): Promise<void> {
	for (let over = origin.pause.over; over !== undefined; over = origin.pause.over) {
		const { remaining } = origin.pause;
		if (remaining >= deadline.remaining()) throw rateLimited(asked, remaining);
		await orAborted(over, deadline.signal);
	}
}

function noteOutcome(operation: Operation, verdict: Verdict, error: AutoDocsError | undefined): void {
	if (verdict === 'nothing') return;
	operation.lastError = error ?? operation.lastError;
	const failed = verdict === 'failed' || error instanceof RateLimitedError;
	operation.troubled ||= failed;
	// What lies beside the releases, many an index refuses as a whole and is well all the same.
	const isAnswer = error !== undefined && (isNotFound(error) || operation.asked.kind !== 'releases');
	operation.origin.note(isAnswer && !failed ? undefined : error, failed);
}
