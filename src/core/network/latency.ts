import type { Millis } from '../platform.ts';

/** How long an origin that was never asked may take, ms: enough for a slow first answer, and several fit in a deadline of 30 s. */
export const unknownMs = 5000;
/** Below this a pause of this process, or of a busy radio link, looks like a hang. */
const floorMs = 400;
const ceilingMs = 30_000;
/** How many times its usual worst an answer may take: an origin that becomes ten times slower is still waited for. */
const multiple = 12;
const fewestSamples = 5;
const window = 64;
/** Each hung attempt of an operation after the second gives the next one this much more time. */
const escalation = 1.5;

/** How long an origin usually takes to begin its answer, and so how long it is worth waiting for one (Dean & Barroso, The Tail at Scale). */
export class Latency {
	readonly #samples: Millis[] = [];
	#next = 0;
	#sorted: readonly Millis[] | undefined;
	/** How often in a row what was known turned out to be worth nothing. */
	#distrust = 0;

	/** An answer's first byte came after `ms`. */
	record(ms: Millis): void {
		this.#samples[this.#next] = ms;
		this.#next = (this.#next + 1) % window;
		this.#sorted = undefined;
		this.#distrust = 0;
	}

	/** The origin was given up: what it used to do says nothing any more, and it may need more time than it was given. */
	distrust(): void {
		this.#samples.length = 0;
		this.#next = 0;
		this.#sorted = undefined;
		this.#distrust++;
	}

	/** Of the latest answers; undefined before the first. */
	quantile(q: number): Millis | undefined {
		this.#sorted ??= this.#samples.toSorted((a, b) => a - b);
		return this.#sorted[Math.max(0, Math.ceil(q * this.#sorted.length) - 1)];
	}

	/**
	 * How long to wait for the next sign of life, ms. `hung`: how many attempts of the same operation hung before; later ones wait longer,
	 * so that an origin that became slow is not cut off for ever.
	 */
	patience(hung: number): Millis {
		const usual = this.#samples.length < fewestSamples ? undefined : this.quantile(0.95);
		const base = usual === undefined ? unknownMs : Math.max(floorMs, usual * multiple);
		return Math.min(ceilingMs, base * escalation ** Math.max(0, hung + this.#distrust - 1));
	}
}
