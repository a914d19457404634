/** Calls `listener` when the signal aborts. Returns the function that stops it. */
export type Listen = (signal: AbortSignal, listener: () => void) => () => void;

/**
 * Settles as `work` does, or rejects with the signal's reason the moment it aborts, whatever `work` does about it; then its later
 * outcome is of no interest to anyone. Leaves no listener.
 */
export function orAborted<T>(work: Promise<T>, signal: AbortSignal, listen: Listen = listenDirectly): Promise<T> {
	return new Promise((resolve, reject) => {
		if (signal.aborted) reject(signal.reason);
		const stopListening = listen(signal, () => reject(signal.reason));
		work.then(resolve, reject).finally(stopListening);
	});
}

/**
 * Listens once to each signal, for however many: thousands of operations may be asked for with one signal, and to add a listener takes an
 * AbortSignal as long as it has listeners already.
 */
export class SharedListeners {
	readonly #listeners = new WeakMap<AbortSignal, Set<() => void>>();

	readonly listen: Listen = (signal, listener) => {
		const listeners = this.#listeners.get(signal) ?? this.#begin(signal);
		listeners.add(listener);
		return () => listeners.delete(listener);
	};

	#begin(signal: AbortSignal): Set<() => void> {
		const listeners = new Set<() => void>();
		this.#listeners.set(signal, listeners);
		const tellAll = () => {
			for (const listener of listeners) listener();
		};
		signal.addEventListener('abort', tellAll, { once: true });
		return listeners;
	}
}

function listenDirectly(signal: AbortSignal, listener: () => void): () => void {
	signal.addEventListener('abort', listener, { once: true });
	return () => signal.removeEventListener('abort', listener);
}
