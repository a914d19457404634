import { setImmediate as nextTurn } from 'node:timers/promises';

/** Bytes, or characters. What is smaller takes less than a millisecond. */
const smallSize = 16 * 1024;

/**
 * Shares the event loop with whoever else lives on it: answers that come in together are worked on one in a turn, instead of all in one
 * turn that takes as long as all of them.
 */
export class Turns {
	#last: Promise<void> = Promise.resolve();

	/** Resolves when work on so many bytes may be done: at once when they are few, else in a turn that no other such work has. */
	async take(size: number): Promise<void> {
		if (size < smallSize) return;
		this.#last = this.#last.then(() => nextTurn());
		await this.#last;
	}
}
