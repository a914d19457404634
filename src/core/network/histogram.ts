import type { Millis } from '../platform.ts';

/** Neighbouring buckets differ by this factor, so a quantile is at most 5 % off. */
const growth = 1.1;
const smallestMs = 0.1;
/** The last bucket begins at about an hour. */
const buckets = 184;

export interface Quantiles {
	readonly meanMs: Millis;
	readonly p50Ms: Millis;
	readonly p95Ms: Millis;
	readonly p99Ms: Millis;
}

/** Times, in 184 buckets that grow by a tenth each: constant memory, any number of values, quantiles at most 5 % off. */
export class Histogram {
	readonly #counts = new Float64Array(buckets);
	#count = 0;
	#sum = 0;

	get count(): number {
		return this.#count;
	}

	record(ms: Millis): void {
		const bucket = Math.floor(Math.log(Math.max(ms, smallestMs) / smallestMs) / Math.log(growth));
		const index = Math.min(buckets - 1, bucket);
		this.#counts[index] = (this.#counts[index] ?? 0) + 1;
		this.#count++;
		this.#sum += ms;
	}

	/** All zero before the first value. */
	quantiles(): Quantiles {
		const mean = this.#count === 0 ? 0 : this.#sum / this.#count;
		return { meanMs: mean, p50Ms: this.quantile(0.5), p95Ms: this.quantile(0.95), p99Ms: this.quantile(0.99) };
	}

	/** The middle, by ratio, of the bucket that holds it. */
	quantile(q: number): Millis {
		const rank = Math.max(1, Math.ceil(q * this.#count));
		let seen = 0;
		for (const [index, count] of this.#counts.entries()) {
			seen += count;
			if (seen >= rank) return smallestMs * growth ** (index + 0.5);
		}
		return 0;
	}
}
