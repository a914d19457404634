import type { Millis, Platform } from '../platform.ts';

const tickMs: Millis = 1000;

/**
 * Time in which this process runs: an hour for which the machine sleeps, or in which the event loop is blocked, is no time here (to within
 * a second). Looks at the clock once a second while somebody waits; leaves no timer.
 */
export class AwakeTime implements Pick<Platform, 'monotonic' | 'after'> {
	readonly #platform: Platform;
	#stoodStill: Millis = 0;
	#lookedAt: Millis = 0;
	#waiting = 0;
	#stopTicking: () => void = () => undefined;

	constructor(platform: Platform) {
		this.#platform = platform;
	}

	/** Right at once after a standstill, whoever asks first. */
	readonly monotonic = (): Millis => {
		const now = this.#platform.monotonic();
		const gap = now - this.#lookedAt;
		if (this.#waiting > 0 && gap > 2 * tickMs) this.#stoodStill += gap - tickMs;
		this.#lookedAt = now;
		return now - this.#stoodStill;
	};

	/** See {@link Platform.after}. */
	readonly after = (ms: Millis, action: () => void): (() => void) => {
		const end = this.monotonic() + ms;
		this.#waiting++;
		if (this.#waiting === 1) this.#tick();
		let isOver = false;
		const leave = () => {
			if (isOver) return;
			isOver = true;
			this.#waiting--;
			if (this.#waiting === 0) this.#stopTicking();
		};
		const look = () => {
			const left = end - this.monotonic();
			if (left > 0) {
				stop = this.#platform.after(left, look);
				return;
			}
			leave();
			action();
		};
		let stop = this.#platform.after(ms, look);
		return () => {
			stop();
			leave();
		};
	};

	/** Somebody looks once a second: a longer gap is a standstill. */
	#tick(): void {
		this.#stopTicking = this.#platform.after(tickMs, () => {
			this.monotonic();
			this.#tick();
		});
	}
}
