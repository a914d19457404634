import type { Platform } from '../platform.ts';

/** Changes within this time are told together. */
const coalesceMs = 100;

/** Tells listeners that something changed: once for many changes, and soon. */
export class Notifier {
	readonly #platform: Platform;
	readonly #listeners = new Set<() => void>();
	/** While news is to be told. */
	#stop: (() => void) | undefined;

	constructor(platform: Platform) {
		this.#platform = platform;
	}

	/** Returns the function that removes the listener. */
	add(listener: () => void): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}

	get hasListeners(): boolean {
		return this.#listeners.size > 0;
	}

	notify(): void {
		if (this.hasListeners) this.#stop ??= this.#platform.after(coalesceMs, () => this.#tell());
	}

	close(): void {
		this.#listeners.clear();
		this.#stop?.();
	}

	#tell(): void {
		this.#stop = undefined;
		for (const listener of this.#listeners) {
			try {
				listener();
			} catch (error) {
				this.#platform.log('error', 'Who was told of a change failed', { error: String(error) });
			}
		}
	}
}
