import type { Millis, Platform } from '../platform.ts';

const tickMs: Millis = 1000;

/**
 * Time in which this process runs: an hour for which the machine sleeps, or in which the event loop is blocked, is no time here (to within
 * a second). Looks at the clock once a second while somebody sleeps; leaves no timer.
 */
export class AwakeTime implements Pick<Platform, 'monotonic' | 'sleep'> {
	readonly #platform: Platform;
	#stoodStill: Millis = 0;
	#lookedAt: Millis = 0;
	#sleepers = 0;
	#ticking = new AbortController();

	constructor(platform: Platform) {
		this.#platform = platform;
	}

	/** Right at once after a standstill, whoever asks first. */
	readonly monotonic = (): Millis => {
		const now = this.#platform.monotonic();
		const gap = now - this.#lookedAt;
		if (this.#sleepers > 0 && gap > 2 * tickMs) this.#stoodStill += gap - tickMs;
		this.#lookedAt = now;
		return now - this.#stoodStill;
	};

	/** See {@link Platform.sleep}. */
	readonly sleep = async (ms: Millis, signal?: AbortSignal): Promise<void> => {
		const end = this.monotonic() + ms;
		this.#begin();
		try {
			for (let left = ms; left > 0; left = end - this.monotonic()) await this.#platform.sleep(left, signal);
		} finally {
			this.#end();
		}
	};

	#begin(): void {
		this.#sleepers++;
		if (this.#sleepers > 1) return;
		this.#ticking = new AbortController();
		this.#tick(this.#ticking.signal).catch(() => undefined); // Ended below.
	}

	#end(): void {
		this.#sleepers--;
		if (this.#sleepers === 0) this.#ticking.abort('nobody sleeps');
	}

	/** Somebody looks once a second: a longer gap is a standstill. */
	async #tick(signal: AbortSignal): Promise<void> {
		for (;;) {
			await this.#platform.sleep(tickMs, signal);
			this.monotonic();
		}
	}
}
