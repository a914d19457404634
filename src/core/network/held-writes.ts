import type { Calm } from './calm.ts';
import type { StoredAnswer } from './stored-answer.ts';

/** By {@link StoredAnswer.bytes}: answers of more than this do not wait in memory to be written. */
const maxBytes = 32_000_000;

/** Answers that wait to be written until it is calm. The latest of each entry counts. */
export class HeldWrites {
	readonly #calm: Pick<Calm, 'wait' | 'hurry'>;
	/** By the key of their entry. */
	readonly #held = new Map<string, StoredAnswer>();
	readonly #waiting = new Set<Promise<void>>();
	#bytes = 0;

	constructor(calm: Pick<Calm, 'wait' | 'hurry'>) {
		this.#calm = calm;
	}

	get(key: string): StoredAnswer | undefined {
		return this.#held.get(key);
	}

	/**
	 * Calls `write`, which never rejects, when it is calm, unless the answer was replaced or dropped by then. Undefined, but where so much is
	 * held that memory could grow: then it is written at once, and the promise resolves when it is.
	 */
	add(key: string, answer: StoredAnswer, write: () => Promise<void>): Promise<void> | undefined {
		this.#held.set(key, answer);
		this.#bytes += answer.bytes;
		const isMuch = this.#bytes > maxBytes;
		const written: Promise<void> = this.#write(key, answer, write, isMuch).finally(() => {
			this.#bytes -= answer.bytes;
			this.#waiting.delete(written);
		});
		this.#waiting.add(written);
		return isMuch ? written : undefined;
	}

	/** It is not written any more. */
	drop(key: string): void {
		this.#held.delete(key);
	}

	/** Writes all that is held at the moment, calm or not. Resolves when it is written, whatever came since. */
	async flush(): Promise<void> {
		this.#calm.hurry();
		await Promise.all(this.#waiting);
	}

	async #write(key: string, answer: StoredAnswer, write: () => Promise<void>, isMuch: boolean): Promise<void> {
		if (!isMuch) await this.#calm.wait();
		if (this.#held.get(key) !== answer) return;
		this.#held.delete(key);
		await write();
	}
}
