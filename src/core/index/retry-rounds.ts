import { type AutoDocsError, CircuitOpenError, RateLimitedError } from '../errors.ts';
import type { Millis, Platform } from '../platform.ts';

const firstWaitMs: Millis = 30_000;
const lastWaitMs: Millis = 5 * 60_000;
/** A hint is not followed so soon after the failures that it is about; later each time, so that an index that only half works is left in peace. */
const firstHintMs: Millis = 5000;

/** A timer is not set anew for less. */
const notableMs: Millis = 1000;

interface Round {
	/** Monotonic clock. */
	readonly setAt: Millis;
	/** Wall clock. */
	readonly at: Millis;
	readonly stop: () => void;
}

/**
 * Decides when failures that may pass are asked again: all by one timer, after a wait that doubles each round, or sooner when something hints
 * that the network is back.
 */
export class RetryRounds {
	readonly #platform: Platform;
	readonly #again: () => void;
	#next: Round | undefined;
	#failedRounds = 0;
	#hintsFollowed = 0;

	/** `again`: asks for what failed. */
	constructor(platform: Platform, again: () => void) {
		this.#platform = platform;
		this.#again = again;
	}

	/**
	 * Something failed. The first failure of a round sets its timer; a breaker that opens later may set it to an earlier time. Returns the wall
	 * clock time at which it ends.
	 */
	failed(error: AutoDocsError): Millis {
		const wait = this.#waitAfter(error);
		if (this.#next === undefined) {
			this.#failedRounds++;
			this.#next = this.#schedule(wait);
		} else if (this.#platform.now() + wait < this.#next.at - notableMs) {
			this.cancel();
			this.#next = this.#schedule(wait);
		}
		return this.#next.at;
	}

	/** Something was answered by the index. */
	succeeded(): void {
		this.#failedRounds = 0;
		if (this.#next === undefined) this.#hintsFollowed = 0;
	}

	/** The network may be back. */
	hint(): void {
		const patience = Math.min(lastWaitMs, firstHintMs * 2 ** this.#hintsFollowed);
		if (this.#next === undefined || this.#platform.monotonic() - this.#next.setAt < patience) return;
		this.#hintsFollowed++;
		this.cancel();
		this.#again();
	}

	/** Whoever cancels asks himself, or nobody does any more. */
	cancel(): void {
		this.#next?.stop();
		this.#next = undefined;
	}

	/** An open breaker keeps its own time, and lets one request through when that is over: to wait for longer would spare the index nothing. */
	#waitAfter(error: AutoDocsError): Millis {
		if (error instanceof CircuitOpenError) return error.retryAfterMs;
		const asked = error instanceof RateLimitedError ? (error.retryAfterMs ?? 0) : 0;
		return Math.max(asked, Math.min(lastWaitMs, firstWaitMs * 2 ** this.#failedRounds));
	}

	#schedule(wait: Millis): Round {
		const stop = this.#platform.after(wait, () => {
			this.#next = undefined;
			this.#again();
		});
		return { setAt: this.#platform.monotonic(), at: this.#platform.now() + wait, stop };
	}
}
