import type * as vscode from 'vscode';

/** Of its time, an editor gives so much at most to one such work: a long one is done more seldom. */
const greatestShare = 0.04;

/** Runs `work` at once, and again at the end of each period in which it was asked for: many events, few passes, none lost. */
export class Throttle implements vscode.Disposable {
	readonly #everyMs: number;
	readonly #work: () => void;
	#timer: NodeJS.Timeout | undefined;
	#asked = false;
	#isAtWork = false;

	/** A period is `everyMs` long, or longer as the work takes long. */
	constructor(everyMs: number, work: () => void) {
		this.#everyMs = everyMs;
		this.#work = work;
	}

	ask(): void {
		if (this.#timer === undefined && !this.#isAtWork) this.#run();
		else this.#asked = true;
	}

	dispose(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
	}

	#run(): void {
		const startedAt = performance.now();
		this.#isAtWork = true;
		try {
			this.#work();
		} finally {
			this.#isAtWork = false;
		}
		const took = performance.now() - startedAt;
		this.#timer = setTimeout(() => this.#periodEnded(), Math.max(this.#everyMs, took / greatestShare));
	}

	#periodEnded(): void {
		this.#timer = undefined;
		if (!this.#asked) return;
		this.#asked = false;
		this.#run();
	}
}
