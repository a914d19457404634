import type * as vscode from 'vscode';

/** Of its time, an editor gives so much at most to one such work: a long one is done more seldom. */
const greatestShare = 0.04;
/** ms. Nobody waits longer than that, whatever one work took: the machine may have been busy with something else. */
const longestPeriod = 1000;

/**
 * Runs `work` in the next turn of the event loop, and again at the end of each period in which it was asked for: many events, few passes, none lost.
 * What one work asks another for is not done in the same turn, so that the editor waits for one of them alone.
 */
export class Throttle implements vscode.Disposable {
	readonly #everyMs: number;
	readonly #work: () => void;
	#next: NodeJS.Immediate | undefined;
	#timer: NodeJS.Timeout | undefined;
	#asked = false;
	#isAtWork = false;

	/** A period is `everyMs` long, or longer as the work takes long. */
	constructor(everyMs: number, work: () => void) {
		this.#everyMs = everyMs;
		this.#work = work;
	}

	ask(): void {
		this.#asked = true;
		if (this.#timer === undefined && !this.#isAtWork) this.hurry();
	}

	/** Asks for it in the next turn, whatever is left of the period; also from within the work. */
	hurry(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		this.#next ??= setImmediate(() => this.#run());
	}

	dispose(): void {
		clearImmediate(this.#next);
		clearTimeout(this.#timer);
		this.#next = undefined;
		this.#timer = undefined;
	}

	#run(): void {
		this.#next = undefined;
		this.#asked = false;
		const startedAt = performance.now();
		this.#isAtWork = true;
		try {
			this.#work();
		} finally {
			this.#isAtWork = false;
		}
		if (this.#next !== undefined) return;
		const took = performance.now() - startedAt;
		this.#timer = setTimeout(() => this.#periodEnded(), Math.min(longestPeriod, Math.max(this.#everyMs, took / greatestShare)));
	}

	#periodEnded(): void {
		this.#timer = undefined;
		if (this.#asked) this.#run();
	}
}
