import type { AutoDocsError } from '../errors.ts';
import type { Millis, Platform } from '../platform.ts';
import { orAborted } from './abort.ts';

export interface BreakerSettings {
	/** Failed operations in a row that open it. */
	readonly threshold: number;
	/** How long it stays open before it lets a probe through. */
	readonly recoveryMs: Millis;
}

/** As it is shown. Times are of the wall clock, ms since the epoch. */
export type BreakerState =
	| { readonly state: 'closed' }
	| { readonly state: 'open'; readonly since: Millis; readonly probeAt: Millis; readonly cause: AutoDocsError }
	| { readonly state: 'half-open'; readonly since: Millis; readonly cause: AutoDocsError };

type State =
	| { readonly value: 'closed' }
	| { readonly value: 'open'; readonly since: Millis; readonly until: Millis; readonly cause: AutoDocsError }
	| {
			readonly value: 'half-open';
			readonly since: Millis;
			readonly probe: Pass;
			readonly decided: Promise<void>;
			readonly cause: AutoDocsError;
	  };

export interface BreakerEvents {
	/** What is shown of it is another. */
	readonly changed: () => void;
	/** It gave the origin up, anew or after a probe. */
	readonly opened: () => void;
}

/** Leave to make one attempt. Every pass ends in one call of `conclude`. */
export interface Pass {
	/** The place of the attempt in the order in which attempts were let through. */
	readonly number: number;
	readonly decide: () => void;
}

/** It says no; `retryAfterMs` until it lets a probe through. */
export interface Refusal {
	readonly retryAfterMs: Millis;
	readonly cause: AutoDocsError;
}

/**
 * So many failed attempts in a row open it, whoever made them: when half of all attempts fail at random, that happens once in a million
 * attempts, and a real outage is noticed after as few.
 */
const failedAttemptsToOpen = 20;

/**
 * Leaves an origin that fails alone for a while (Nygard, Release It!). Closed, it counts failures *in the order in which attempts were
 * sent*: a failure that was sent before the latest success proves nothing, or else attempts that hang would, as they end together and
 * late, look like an outage. Open, it says no at once. After the recovery time one operation probes, and the others wait for its outcome.
 */
export class Breaker {
	readonly #settings: () => BreakerSettings;
	readonly #platform: Platform;
	readonly #events: BreakerEvents;
	#state: State = { value: 'closed' };
	#passes = 0;
	#latestSuccess = 0;
	/** Numbers of the failed attempts, and of the first attempts of failed operations, later than the latest success. */
	#failedAttempts: readonly number[] = [];
	#failedOperations: readonly number[] = [];

	constructor(settings: () => BreakerSettings, platform: Platform, events: BreakerEvents) {
		this.#settings = settings;
		this.#platform = platform;
		this.#events = events;
	}

	get state(): BreakerState {
		const state = this.#state;
		if (state.value === 'closed') return { state: 'closed' };
		if (state.value === 'half-open') return { state: 'half-open', since: state.since, cause: state.cause };
		return { state: 'open', since: state.since, probeAt: this.#platform.now() + this.#untilProbe(state.until), cause: state.cause };
	}

	/** Asks for leave, before the queue for a slot. While another operation probes, waits for the outcome. Rejects with the signal's reason. */
	async enter(signal: AbortSignal): Promise<Pass | Refusal> {
		while (this.#state.value === 'half-open') await orAborted(this.#state.decided, signal);
		signal.throwIfAborted();
		const state = this.#state;
		if (state.value === 'closed') return this.#pass(() => undefined);
		const retryAfterMs = this.#untilProbe(state.until);
		return retryAfterMs > 0 ? { retryAfterMs, cause: state.cause } : this.#probe(state);
	}

	/** Asked again once the slot is had: whether the attempt may still be sent. */
	admits(pass: Pass): boolean {
		return this.#state.value === 'closed' || (this.#state.value === 'half-open' && this.#state.probe === pass);
	}

	/** `error`: undefined after a success. */
	conclude(pass: Pass, verdict: Verdict, error: AutoDocsError | undefined): void {
		const state = this.#state;
		if (state.value === 'half-open' && state.probe === pass) this.#concludeProbe(state, verdict, error);
		else if (verdict === 'answered') this.#answered(pass);
		else if (verdict === 'failed' && error !== undefined && this.#counts(pass.number)) {
			this.#failedAttempts = [...this.#failedAttempts, pass.number];
			this.#openWhenDue(error);
		}
	}

	/** An operation gave up for good. `firstPass`: the number of its first attempt. */
	operationFailed(firstPass: number, error: AutoDocsError): void {
		if (!this.#counts(firstPass)) return;
		this.#failedOperations = [...this.#failedOperations, firstPass];
		this.#openWhenDue(error);
	}

	/** Lets the next operation probe at once. */
	retryNow(): void {
		if (this.#state.value !== 'open') return;
		this.#become({ ...this.#state, until: this.#platform.monotonic() });
	}

	#pass(decide: () => void): Pass {
		this.#passes++;
		return { number: this.#passes, decide };
	}

	#probe(open: State & { value: 'open' }): Pass {
		let decide: () => void = () => undefined;
		const decided = new Promise<void>((resolve) => {
			decide = resolve;
		});
		const probe = this.#pass(decide);
		this.#become({ value: 'half-open', since: open.since, cause: open.cause, probe, decided });
		return probe;
	}

	#concludeProbe(state: State & { value: 'half-open' }, verdict: Verdict, error: AutoDocsError | undefined): void {
		const { since, probe } = state;
		if (verdict === 'answered') this.#close(probe);
		else if (verdict === 'failed') this.#open(since, error ?? state.cause);
		// It was given up before it said anything: the next one probes.
		else this.#become({ value: 'open', since, until: this.#platform.monotonic(), cause: state.cause });
		probe.decide();
	}

	#answered(pass: Pass): void {
		// An attempt that was under way when it opened got its answer after all: the origin is alive.
		if (this.#state.value === 'open') this.#close(pass);
		this.#latestSuccess = Math.max(this.#latestSuccess, pass.number);
		this.#failedAttempts = this.#failedAttempts.filter((number) => number > this.#latestSuccess);
		this.#failedOperations = this.#failedOperations.filter((number) => number > this.#latestSuccess);
	}

	/** Whether the failure of an attempt proves anything: while it is open, or before an attempt that was answered, it does not. */
	#counts(number: number): boolean {
		return this.#state.value === 'closed' && number > this.#latestSuccess;
	}

	#openWhenDue(error: AutoDocsError): void {
		const { threshold } = this.#settings();
		const attempts = Math.max(failedAttemptsToOpen, 4 * threshold);
		if (this.#failedAttempts.length >= attempts || this.#failedOperations.length >= threshold) this.#open(this.#platform.now(), error);
	}

	#open(since: Millis, cause: AutoDocsError): void {
		this.#failedAttempts = [];
		this.#failedOperations = [];
		this.#become({ value: 'open', since, until: this.#platform.monotonic() + this.#settings().recoveryMs, cause });
		this.#events.opened();
	}

	#close(pass: Pass): void {
		this.#latestSuccess = Math.max(this.#latestSuccess, pass.number);
		this.#become({ value: 'closed' });
	}

	#become(state: State): void {
		this.#state = state;
		this.#events.changed();
	}

	#untilProbe(until: Millis): Millis {
		return Math.max(0, until - this.#platform.monotonic());
	}
}

/** What an outcome says of the origin: it answered (if only to refuse), it failed, or nothing. */
export type Verdict = 'answered' | 'failed' | 'nothing';

/** See the table of errors in the design. */
export function verdictOf(error: AutoDocsError): Verdict {
	switch (error.code) {
		case 'server_error':
		case 'timeout':
		case 'unreachable':
		case 'tls_error':
		case 'bad_response':
		case 'response_too_large':
			return 'failed';
		case 'cancelled':
		case 'internal_error':
			return 'nothing';
		default:
			return 'answered';
	}
}
