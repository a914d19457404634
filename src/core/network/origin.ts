import type { AutoDocsError } from '../errors.ts';
import type { Millis, Platform } from '../platform.ts';
import { Breaker, type BreakerSettings, type BreakerState } from './breaker.ts';
import { Latency } from './latency.ts';
import { Pause } from './pause.ts';

/** What is known of an origin, for showing. */
export interface OriginState {
	readonly origin: string;
	readonly breaker: BreakerState;
	/** Wall clock, ms since the epoch: until when it asked to be left alone. */
	readonly pausedUntil: Millis | undefined;
	/** Why the latest attempt brought nothing; undefined when it was answered, if only that there is no such thing. */
	readonly lastError: AutoDocsError | undefined;
	/** Since when it failed without an answer in between; wall clock. */
	readonly failingSince?: Millis | undefined;
	/** Attempts under way, and operations that wait for a slot. */
	readonly inFlight: number;
	readonly waiting: number;
	/** Until the headers of an answer are in, over the latest answers; undefined before the first. */
	readonly p50Ms: Millis | undefined;
	readonly p95Ms: Millis | undefined;
}

export interface OriginEvents {
	/** What is shown of it is another. */
	readonly changed: () => void;
	/** Its breaker opened, closed or half-opened. */
	readonly transition: () => void;
	/** It answered after it had failed. */
	readonly recovered: () => void;
}

/** What the layers remember of one origin. */
export class Origin {
	readonly name: string;
	readonly breaker: Breaker;
	readonly pause: Pause;
	readonly latency = new Latency();
	readonly #events: OriginEvents;
	readonly #platform: Platform;
	#lastError: AutoDocsError | undefined;
	#failingSince: Millis | undefined;

	constructor(name: string, settings: () => BreakerSettings, platform: Platform, events: OriginEvents) {
		this.name = name;
		this.#platform = platform;
		this.#events = events;
		this.pause = new Pause(platform, events.changed);
		let shown: BreakerState['state'] = 'closed';
		const changed = () => {
			const { state } = this.breaker.state;
			if (state !== shown) events.transition();
			shown = state;
			events.changed();
		};
		this.breaker = new Breaker(settings, platform, { changed, opened: () => this.latency.distrust() });
	}

	/** Why the latest attempt brought nothing. */
	get lastError(): AutoDocsError | undefined {
		return this.#lastError;
	}

	/** Since when it failed without an answer in between; wall clock. */
	get failingSince(): Millis | undefined {
		return this.#failingSince;
	}

	/** An attempt ended; `error`: why it brought nothing, if only since what was asked for is refused. `failed`: the origin did not do its part. */
	note(error: AutoDocsError | undefined, failed: boolean): void {
		const wasFailing = this.#failingSince !== undefined;
		this.#lastError = error;
		this.#failingSince = failed ? (this.#failingSince ?? this.#platform.now()) : undefined;
		if (wasFailing && !failed) this.#events.recovered();
	}
}
