import type { Platform } from '../platform.ts';

/** Changes within this time are told together. */
const coalesceMs = 100;

/** Tells listeners that something changed: once for many changes, and soon. */
export class Notifier {
	readonly #platform: Platform;
	readonly #listeners = new Set<() => void>();
	readonly #closing = new AbortController();
	#due = false;

	constructor(platform: Platform) {
		this.#platform = platform;
	}

	/** Returns the function that removes the listener. */
	add(listener: () => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	notify(): void {
		if (this.#due || this.#listeners.size === 0) return;
		this.#due = true;
		this.#platform.sleep(coalesceMs, this.#closing.signal).then(
			() => this.#tell(),
			() => undefined, // Closed: nobody is told any more.
		);
	}

	close(): void {
		this.#listeners.clear();
		this.#closing.abort('closed');
	}

	#tell(): void {
		this.#due = false;
		for (const listener of this.#listeners) {
			try {
				listener();
			} catch (error) {
				this.#platform.log('error', 'A listener to the state of the network failed', { error: String(error) });
			}
		}
	}
}
