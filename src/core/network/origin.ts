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
	/** Why the latest attempt failed; undefined when it was answered. */
	readonly lastError: AutoDocsError | undefined;
	/** Attempts under way, and operations that wait for a slot. */
	readonly inFlight: number;
	readonly waiting: number;
	/** Until the headers of an answer are in, over the latest answers; undefined before the first. */
	readonly p50Ms: Millis | undefined;
	readonly p95Ms: Millis | undefined;
}

/** What the layers remember of one origin. */
export class Origin {
	readonly name: string;
	readonly breaker: Breaker;
	readonly pause: Pause;
	readonly latency = new Latency();
	lastError: AutoDocsError | undefined;

	/** `onChange`: what is shown of it is another; `onTransition`: its breaker opened, closed or half-opened. */
	constructor(name: string, settings: () => BreakerSettings, platform: Platform, onChange: () => void, onTransition: () => void) {
		this.name = name;
		this.pause = new Pause(platform, onChange);
		let shown: BreakerState['state'] = 'closed';
		const changed = () => {
			const { state } = this.breaker.state;
			if (state !== shown) onTransition();
			shown = state;
			onChange();
		};
		this.breaker = new Breaker(settings, platform, { changed, opened: () => this.latency.distrust() });
	}
}
