import * as l10n from '@vscode/l10n';
import { CancelledError } from '../errors.ts';
import { orAborted, SharedListeners } from './abort.ts';
import { Urgency } from './limits.ts';
import type { Priority } from './request.ts';

/** An operation that several may wait for. */
interface Flight<T> {
	readonly result: Promise<T>;
	readonly controller: AbortController;
	readonly urgency: Urgency;
	waiters: number;
}

export interface Joining {
	readonly signal: AbortSignal | undefined;
	readonly priority: Priority;
}

/** Makes the same need, asked several times at once, one operation. Who leaves does not end it for the others; the last one who leaves aborts it. */
export class SingleFlight<T> {
	readonly #flights = new Map<string, Flight<T>>();
	readonly #callers = new SharedListeners();
	/** Also those that nobody waits for any more and that are about to end. */
	readonly #running = new Set<Flight<T>>();

	get size(): number {
		return this.#flights.size;
	}

	has(key: string): boolean {
		return this.#flights.has(key);
	}

	/** Joins the operation under `key`, or starts it. Rejects with CancelledError when the caller's own signal aborts. */
	async join(key: string, caller: Joining, start: (signal: AbortSignal, urgency: Urgency) => Promise<T>): Promise<T> {
		const { signal } = caller;
		if (signal?.aborted) throw cancelled(signal);
		const flight = this.#flights.get(key) ?? this.#start(key, caller.priority, start);
		if (caller.priority === 'interactive') flight.urgency.raise();
		flight.waiters++;
		try {
			return await (signal === undefined ? flight.result : orAborted(flight.result, signal, this.#callers.listen));
		} catch (thrown) {
			throw signal?.aborted ? cancelled(signal) : thrown;
		} finally {
			this.#leave(key, flight);
		}
	}

	/** Resolves when every operation that is under way has ended. */
	async settled(): Promise<void> {
		await Promise.allSettled([...this.#running].map(({ result }) => result));
	}

	abortAll(reason: CancelledError): void {
		for (const { controller } of this.#running) controller.abort(reason);
	}

	#start(key: string, priority: Priority, start: (signal: AbortSignal, urgency: Urgency) => Promise<T>): Flight<T> {
		const controller = new AbortController();
		const urgency = new Urgency(priority);
		const flight: Flight<T> = { result: start(controller.signal, urgency), controller, urgency, waiters: 0 };
		this.#flights.set(key, flight);
		this.#running.add(flight);
		const land = () => {
			this.#running.delete(flight);
			this.#forget(key, flight);
		};
		flight.result.then(land, land);
		return flight;
	}

	#leave(key: string, flight: Flight<T>): void {
		flight.waiters--;
		if (flight.waiters > 0 || !this.#running.has(flight)) return;
		// Whoever asks from now on starts anew instead of joining what is being aborted.
		this.#forget(key, flight);
		flight.controller.abort(new CancelledError(l10n.t('Cancelled: nobody waits for it any more')));
	}

	#forget(key: string, flight: Flight<T>): void {
		if (this.#flights.get(key) === flight) this.#flights.delete(key);
	}
}

function cancelled(signal: AbortSignal): CancelledError {
	return new CancelledError(undefined, { cause: signal.reason });
}
