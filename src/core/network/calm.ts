import type { Millis, Platform } from '../platform.ts';

/** Longer than a large project takes to load. What waits is lost when the process is killed. */
const longestWaitMs: Millis = 5000;
/** After an answer for which nobody waits any more: what is shown of it comes first, and the next need often follows at once. */
const settlingMs: Millis = 200;

/**
 * The time for work that can wait: when nobody waits for an answer. To write many small files keeps a process as busy as to read as many
 * answers from an index, and would hold them up.
 */
export class Calm {
	readonly #isCalm: () => boolean;
	readonly #platform: Platform;
	#storm: { readonly over: Promise<void>; readonly end: () => void; readonly settle: () => void } | undefined;

	constructor(isCalm: () => boolean, platform: Platform) {
		this.#isCalm = isCalm;
		this.#platform = platform;
	}

	/** Resolves at once when it is calm, a moment after it has become so, or after five seconds. */
	async wait(): Promise<void> {
		if (this.#isCalm()) return;
		this.#storm ??= this.#begin();
		await this.#storm.over;
	}

	/** To be called when it may have become calm. */
	look(): void {
		if (this.#isCalm()) this.#storm?.settle();
	}

	/** Whoever waits now waits no longer. */
	hurry(): void {
		this.#storm?.end();
	}

	#begin() {
		let end: () => void = () => undefined;
		let stopSettling: (() => void) | undefined;
		const settled = () => {
			stopSettling = undefined;
			if (this.#isCalm()) end();
		};
		const settle = () => {
			stopSettling ??= this.#platform.after(settlingMs, settled);
		};
		const over = new Promise<void>((resolve) => {
			const stop = this.#platform.after(longestWaitMs, () => end());
			end = () => {
				stop();
				stopSettling?.();
				this.#storm = undefined;
				resolve();
			};
		});
		return { over, end, settle };
	}
}
