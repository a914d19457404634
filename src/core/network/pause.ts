import { type Millis, type Platform, sleep } from '../platform.ts';

/** How long an origin asked to be left alone (`Retry-After`): for every operation, with one timer. */
export class Pause {
	readonly #platform: Platform;
	readonly #onChange: () => void;
	#end: Millis = Number.NEGATIVE_INFINITY;
	#over: Promise<void> | undefined;
	#timer = new AbortController();

	constructor(platform: Platform, onChange: () => void) {
		this.#platform = platform;
		this.#onChange = onChange;
	}

	/** What is left of it, ms; 0 when there is none. */
	get remaining(): Millis {
		return Math.max(0, this.#left());
	}

	/** Resolves when it is over; undefined when there is none. Never rejects. */
	get over(): Promise<void> | undefined {
		return this.#over;
	}

	/** Lasts at least `ms` from now; a longer one under way stays as it is. */
	lengthen(ms: Millis): void {
		const end = this.#platform.monotonic() + ms;
		if (end <= this.#end) return;
		this.#end = end;
		this.#over ??= this.#elapse();
		this.#onChange();
	}

	/** Ends it at once. */
	end(): void {
		this.#end = Number.NEGATIVE_INFINITY;
		this.#timer.abort('ended');
	}

	async #elapse(): Promise<void> {
		for (let left = this.#left(); left > 0; left = this.#left()) {
			this.#timer = new AbortController();
			await sleep(this.#platform, left, this.#timer.signal).catch(() => undefined); // Ended early, or even begun anew since.
		}
		this.#over = undefined;
		this.#onChange();
	}

	#left(): Millis {
		return this.#end - this.#platform.monotonic();
	}
}
