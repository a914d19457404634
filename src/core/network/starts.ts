/**
 * Shares the event loop with whoever else lives on it: of thousands of works that are asked for in the same moment, so many begin in a turn, in the
 * order in which they came.
 */
export class Starts {
	readonly #mostInATurn: number;
	readonly #waiting: (() => void)[] = [];
	#begun = 0;

	constructor(mostInATurn: number) {
		this.#mostInATurn = mostInATurn;
	}

	/** Resolves when the work may begin: at once where few do. */
	async turn(): Promise<void> {
		if (this.#begun === 0) setImmediate(this.#nextTurn);
		if (this.#begun < this.#mostInATurn) this.#begun++;
		else await new Promise<void>((resolve) => this.#waiting.push(resolve));
	}

	readonly #nextTurn = (): void => {
		const next = this.#waiting.splice(0, this.#mostInATurn);
		this.#begun = next.length;
		if (next.length > 0) setImmediate(this.#nextTurn);
		for (const begin of next) begin();
	};
}
