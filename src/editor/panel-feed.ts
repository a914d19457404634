import type * as vscode from 'vscode';
import { Throttle } from './throttle.ts';

/** At most four views a second. */
const showEveryMs = 250;
/** How often a panel that is looked at is shown anew when nothing happens: its charts move on. */
const idleMs = 5000;

/** When a page is shown anew: while it can be seen and has said that it is ready, and not at all otherwise. */
export class PanelFeed implements vscode.Disposable {
	readonly #showing: Throttle;
	#isVisible = false;
	/** Whether the page can take messages. */
	#isReady = false;
	#idle: NodeJS.Timeout | undefined;

	/** `post`: makes a view and sends it, which is all the work that a panel is. */
	constructor(post: () => void) {
		this.#showing = new Throttle(showEveryMs, () => {
			// What was asked for may be due only after the page was hidden.
			if (this.#isShown()) post();
		});
	}

	/** A page that is hidden is thrown away: the next one says when it is ready. */
	setVisible(isVisible: boolean): void {
		if (isVisible === this.#isVisible) return;
		this.#isVisible = isVisible;
		clearInterval(this.#idle);
		if (isVisible) this.#idle = setInterval(() => this.changed(), idleMs);
		else this.#isReady = false;
		this.changed();
	}

	/** The page can take messages now. */
	ready(): void {
		this.#isReady = true;
		this.changed();
	}

	/** There is something else to show. */
	changed(): void {
		if (this.#isShown()) this.#showing.ask();
	}

	dispose(): void {
		this.setVisible(false);
		this.#showing.dispose();
	}

	#isShown(): boolean {
		return this.#isVisible && this.#isReady;
	}
}
