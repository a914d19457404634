import type { Millis, Platform } from '../platform.ts';
import type { OperationRecord } from './operation-log.ts';

export const sampleEveryMs: Millis = 5000;
/** A quarter of an hour. */
const maxSamples = 180;
/** The quantiles of one sample are those of so many operations that ended last in it. */
const maxTimes = 100;

/** What ended in one step of time. */
export interface Sample {
	/** Wall clock, ms since the epoch: the beginning of the step. */
	readonly at: Millis;
	readonly requests: number;
	/** Requests that were not answered with what was asked for. */
	readonly errors: number;
	/** Of whole operations, with their waits and repetitions. */
	readonly p50Ms: Millis;
	readonly p95Ms: Millis;
	readonly p99Ms: Millis;
}

/** What was asked of origins lately. */
export interface Activity {
	/** Those that ended last, at most 200, latest first. */
	readonly operations: readonly OperationRecord[];
	/** The last quarter of an hour in steps of 5 s, oldest first, without those in which nothing ended. */
	readonly samples: readonly Sample[];
}

interface Step {
	/** Steps since the fixed point of the monotonic clock. */
	readonly number: number;
	readonly at: Millis;
	readonly times: Millis[];
	operations: number;
	requests: number;
	errors: number;
}

/** Counts what ends, step by step; a step in which nothing ends costs nothing. Bounded in number and in time. */
export class History {
	readonly #platform: Platform;
	/** Each at its number modulo {@link maxSamples}, where it takes the place of one that is too old. */
	readonly #steps: Step[] = [];

	constructor(platform: Platform) {
		this.#platform = platform;
	}

	note({ tookMs, attempts, attemptCount, error }: OperationRecord): void {
		const step = this.#present();
		step.requests += attemptCount;
		// Of the attempts that the record leaves out, the last one alone can have been answered.
		const unseen = Math.max(0, attemptCount - attempts.length - (error === undefined ? 1 : 0));
		step.errors += attempts.filter(({ code }) => code !== undefined).length + unseen;
		step.times[step.operations % maxTimes] = tookMs;
		step.operations++;
	}

	/** Oldest first, without steps in which nothing ended. */
	samples(): readonly Sample[] {
		const oldest = this.#number() - maxSamples;
		return this.#steps
			.filter(({ number }) => number > oldest)
			.sort((a, b) => a.number - b.number)
			.map(sampleOf);
	}

	#present(): Step {
		const number = this.#number();
		const present = this.#steps[number % maxSamples];
		if (present?.number === number) return present;
		const at = this.#platform.now() - (this.#platform.monotonic() % sampleEveryMs);
		const step: Step = { number, at, times: [], operations: 0, requests: 0, errors: 0 };
		this.#steps[number % maxSamples] = step;
		return step;
	}

	#number(): number {
		return Math.floor(this.#platform.monotonic() / sampleEveryMs);
	}
}

function sampleOf({ at, times, requests, errors }: Step): Sample {
	const sorted = times.toSorted((a, b) => a - b);
	const quantile = (q: number) => sorted[Math.ceil(q * sorted.length) - 1] ?? 0;
	return { at, requests, errors, p50Ms: quantile(0.5), p95Ms: quantile(0.95), p99Ms: quantile(0.99) };
}
