import type * as vscode from 'vscode';
import type { Engine } from '../core/engine.ts';
import { Throttle } from './throttle.ts';

/** Of what somebody does. */
const showEveryMs = 25;
/** Of answers: each time, VS Code has the same work again, which would hold up the answers that follow. */
const showAnswersEveryMs = 250;
/** So long projects are shown in one turn of the event loop. */
const showingMs = 15;

/** What knows something new of packages now and then. */
interface News {
	readonly lookups: Pick<Engine['lookups'], 'onDidChange' | 'isBusy'>;
	readonly facts: Pick<Engine['facts'], 'onDidChange'>;
}

/** The projects of which something is to be shown: soon, many answers at once, and never so many projects that the editor stands still. */
export class ShowQueue implements vscode.Disposable {
	readonly #show: (owner: string) => void;
	readonly #onShown: () => void;
	readonly #waiting = new Set<string>();
	readonly #showing = new Throttle(showEveryMs, () => this.showAll());
	readonly #showingAnswers = new Throttle(showAnswersEveryMs, () => this.#showing.ask());

	/** `show`: shows one project as it is now. `onShown`: after each pass, be there something to show or not. */
	constructor(show: (owner: string) => void, onShown: () => void) {
		this.#show = show;
		this.#onShown = onShown;
	}

	/** It is shown at the end of the period. */
	ask(owner: string): void {
		this.add(owner);
		this.#showing.ask();
	}

	/** It is shown with what is asked for. */
	add(owner: string): void {
		this.#waiting.add(owner);
	}

	/** Shows it now if it waits. */
	showNow(owner: string): void {
		if (this.#waiting.delete(owner)) this.#show(owner);
	}

	/** Shows now whatever waits, for as long as an editor may be held up. */
	showAll(): void {
		const until = performance.now() + showingMs;
		for (const owner of this.#waiting) {
			if (performance.now() > until) break;
			this.showNow(owner);
		}
		// The rest in another turn: an editor with many projects must not stand still.
		if (this.#waiting.size > 0) this.#showing.hurry();
		this.#onShown();
	}

	get isEmpty(): boolean {
		return this.#waiting.size === 0;
	}

	/** Shows what follows from news: `learn` adds the projects that they concern. Returns the function that ends it. */
	follow({ lookups, facts }: News, learn: (names: readonly string[]) => void): () => void {
		const learnt = (names: readonly string[]) => {
			learn(names);
			this.#showingAnswers.ask();
		};
		const answered = (names: readonly string[]) => {
			learnt(names);
			// Nobody waits for the end of a period once the last answer is in.
			if (!this.isEmpty && !lookups.isBusy) this.#showing.hurry();
		};
		const leave = [lookups.onDidChange(answered), facts.onDidChange(learnt)];
		return () => {
			for (const one of leave) one();
		};
	}

	dispose(): void {
		this.#showingAnswers.dispose();
		this.#showing.dispose();
	}
}
