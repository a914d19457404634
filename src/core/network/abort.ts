/**
 * Settles as `work` does, or rejects with the signal's reason the moment it aborts, whatever `work` does about it; then its later
 * outcome is of no interest to anyone. Leaves no listener.
 */
export function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
	return new Promise((resolve, reject) => {
		const onAbort = () => reject(signal.reason);
		const stopListening = () => signal.removeEventListener('abort', onAbort);
		if (signal.aborted) onAbort();
		else signal.addEventListener('abort', onAbort, { once: true });
		work.then(resolve, reject).finally(stopListening);
	});
}
