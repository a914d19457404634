import type * as vscode from 'vscode';

/** Runs `work` at once, and again at the end of each period in which it was asked for: many events, few passes, none lost. */
export class Throttle implements vscode.Disposable {
	readonly #everyMs: number;
	readonly #work: () => void;
	#timer: NodeJS.Timeout | undefined;
	#asked = false;

	constructor(everyMs: number, work: () => void) {
		this.#everyMs = everyMs;
		this.#work = work;
	}

	ask(): void {
		if (this.#timer !== undefined) {
			this.#asked = true;
			return;
		}
		this.#timer = setTimeout(() => this.#periodEnded(), this.#everyMs);
		this.#work();
	}

	dispose(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
	}

	#periodEnded(): void {
		this.#timer = undefined;
		if (!this.#asked) return;
		this.#asked = false;
		this.ask();
	}
}
