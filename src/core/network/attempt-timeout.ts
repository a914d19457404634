import type { AutoDocsError } from '../errors.ts';
import type { Millis, Platform } from '../platform.ts';
import { following, orAborted } from './abort.ts';

/** How often the patience is looked at anew: it shrinks for attempts under way once the origin turns out to be fast. */
const sliceMs = 100;

/** What runs inside: it gets a signal to heed and calls `alive` at each sign of life of the other side. */
export type WatchedWork<T> = (signal: AbortSignal, alive: () => void) => Promise<T>;

/**
 * Ends `work` when nothing was heard for `patience()` ms. Time during which this process itself did not run (a blocked event loop, a
 * machine asleep) is not held against the other side. Leaves no timer.
 */
export async function withAttemptTimeout<T>(
	patience: () => Millis,
	given: AbortSignal,
	expired: (waited: Millis) => AutoDocsError,
	platform: Platform,
	work: WatchedWork<T>,
): Promise<T> {
	const { controller, leave } = following(given);
	const { signal } = controller;
	const silence = new Silence(platform);
	let stop: () => void = () => undefined;
	const watch = () => {
		const slice = Math.min(patience() - silence.ms, sliceMs);
		if (slice <= 0) {
			controller.abort(expired(silence.ms));
			return;
		}
		stop = platform.after(slice, () => {
			silence.lengthen(slice);
			watch();
		});
	};
	watch();
	try {
		return await orAborted(
			work(signal, () => silence.broken()),
			signal,
		);
	} finally {
		leave();
		stop();
	}
}

/** Counts how long nothing was heard. */
class Silence {
	ms: Millis = 0;
	#since: Millis;
	readonly #platform: Platform;

	constructor(platform: Platform) {
		this.#platform = platform;
		this.#since = platform.monotonic();
	}

	/** By the slice that has passed. */
	lengthen(slice: Millis): void {
		const now = this.#platform.monotonic();
		this.ms += Math.min(now - this.#since, 2 * slice);
		this.#since = now;
	}

	broken(): void {
		this.ms = 0;
		this.#since = this.#platform.monotonic();
	}
}
