/** What fifty operations do before they wait for something takes some milliseconds. */
const mostInATurn = 50;

/**
 * Shares the event loop with whoever else lives on it: of thousands of operations that are asked for in the same moment, fifty begin in a
 * turn, in the order in which they came.
 */
export class Starts {
	readonly #waiting: (() => void)[] = [];
	#begun = 0;

	/** Resolves when the operation may begin: at once where few do. */
	async turn(): Promise<void> {
		if (this.#begun === 0) setImmediate(this.#nextTurn);
		if (this.#begun < mostInATurn) this.#begun++;
		else await new Promise<void>((resolve) => this.#waiting.push(resolve));
	}

	readonly #nextTurn = (): void => {
		const next = this.#waiting.splice(0, mostInATurn);
		this.#begun = next.length;
		if (next.length > 0) setImmediate(this.#nextTurn);
		for (const begin of next) begin();
	};
}
