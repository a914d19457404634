/** Calls `listener` when the signal aborts. Returns the function that stops it. */
export type Listen = (signal: AbortSignal, listener: () => void) => () => void;

export const listenTo: Listen = (signal, listener) => {
	signal.addEventListener('abort', listener, { once: true });
	return () => signal.removeEventListener('abort', listener);
};

/**
 * A controller that aborts when `given` does, with its reason, until it is left. Unlike `AbortSignal.any`, of which thousands are cleaned up in one
 * go when garbage is collected, it leaves nothing behind.
 */
export function following(given: AbortSignal): { readonly controller: AbortController; readonly leave: () => void } {
	const controller = new AbortController();
	const follow = () => controller.abort(given.reason);
	if (given.aborted) follow();
	return { controller, leave: listenTo(given, follow) };
}

/**
 * Settles as `work` does, or rejects with the signal's reason the moment it aborts, whatever `work` does about it; then its later
 * outcome is of no interest to anyone. Leaves no listener.
 */
export function orAborted<T>(work: Promise<T>, signal: AbortSignal, listen: Listen = listenTo): Promise<T> {
	return new Promise((resolve, reject) => {
		if (signal.aborted) reject(signal.reason);
		const stopListening = listen(signal, () => reject(signal.reason));
		work.then(resolve, reject).finally(stopListening);
	});
}

/** Those who listen to one signal, and how the signal is left. */
interface Listeners {
	readonly waiting: Set<() => void>;
	readonly leave: () => void;
}

/**
 * Listens once to each signal, for however many: thousands of operations may be asked for with one signal, and to add a listener takes an
 * AbortSignal as long as it has listeners already. The last one who stops leaves nothing on the signal, which may outlive this by far.
 */
export class SharedListeners {
	readonly #listeners = new WeakMap<AbortSignal, Listeners>();

	readonly listen: Listen = (signal, listener) => {
		const listeners = this.#listeners.get(signal) ?? this.#begin(signal);
		listeners.waiting.add(listener);
		return () => {
			if (listeners.waiting.delete(listener) && listeners.waiting.size === 0) listeners.leave();
		};
	};

	#begin(signal: AbortSignal): Listeners {
		const waiting = new Set<() => void>();
		const stop = listenTo(signal, () => {
			for (const listener of waiting) listener();
		});
		const leave = () => {
			stop();
			this.#listeners.delete(signal);
		};
		const listeners = { waiting, leave };
		this.#listeners.set(signal, listeners);
		return listeners;
	}
}
