import type { Priority } from './request.ts';

export interface LimitSettings {
	/** Attempts under way at once, over all origins. */
	readonly total: number;
	/** And at one origin. */
	readonly perOrigin: number;
}

/** How urgent an operation is; it may become more so while it waits. */
export class Urgency {
	priority: Priority;
	/** Set by whoever queues the operation at the moment. */
	onRaised: (() => void) | undefined;

	constructor(priority: Priority) {
		this.priority = priority;
	}

	raise(): void {
		if (this.priority === 'interactive') return;
		this.priority = 'interactive';
		this.onRaised?.();
	}
}

interface Waiter {
	readonly origin: string;
	readonly urgency: Urgency;
	readonly retried: boolean;
	readonly grant: () => void;
}

/** Waiters of one rank, by origin; both in the order in which they came. */
type Queue = Map<string, Set<Waiter>>;

/**
 * Slots for attempts, over all and per origin. Interactive goes before background, and within each the attempts of operations that
 * tried before, since these have waited longest. A slot that is given back goes to the next waiter at once; nobody races for it.
 */
export class Limits {
	readonly #settings: () => LimitSettings;
	readonly #used = new Map<string, number>();
	readonly #queues: readonly Queue[] = [new Map(), new Map(), new Map(), new Map()];
	#inUse = 0;

	constructor(settings: () => LimitSettings) {
		this.#settings = settings;
	}

	/** Slots in use at `origin`. */
	inUse(origin: string): number {
		return this.#used.get(origin) ?? 0;
	}

	/** How many wait for a slot at `origin`. */
	waiting(origin: string): number {
		return this.#queues.reduce((sum, queue) => sum + (queue.get(origin)?.size ?? 0), 0);
	}

	/** Resolves with the function that gives the slot back (once; more often does no harm). Rejects with the signal's reason. */
	async acquire(origin: string, urgency: Urgency, retried: boolean, signal: AbortSignal): Promise<() => void> {
		signal.throwIfAborted();
		if (!this.#hasRoom(origin)) await this.#queue(origin, urgency, retried, signal);
		else this.#take(origin);
		let held = true;
		return () => {
			if (held) this.#giveBack(origin);
			held = false;
		};
	}

	/** To be called when the settings allow more than before. */
	grantWaiting(): void {
		for (let next = this.#next(); next !== undefined; next = this.#next()) {
			this.#take(next.origin);
			next.grant();
		}
	}

	#queue(origin: string, urgency: Urgency, retried: boolean, signal: AbortSignal): Promise<void> {
		return new Promise((resolve, reject) => {
			const leave = () => {
				signal.removeEventListener('abort', onAbort);
				urgency.onRaised = undefined;
				this.#dequeue(waiter);
			};
			const onAbort = () => {
				leave();
				reject(signal.reason);
			};
			const grant = () => {
				leave();
				resolve();
			};
			const waiter: Waiter = { origin, urgency, retried, grant };
			const enter = () => {
				this.#dequeue(waiter);
				this.#queueOf(waiter).add(waiter);
			};
			enter();
			urgency.onRaised = enter;
			signal.addEventListener('abort', onAbort, { once: true });
		});
	}

	#take(origin: string): void {
		this.#inUse++;
		this.#used.set(origin, this.inUse(origin) + 1);
	}

	#giveBack(origin: string): void {
		this.#inUse--;
		const left = this.inUse(origin) - 1;
		if (left > 0) this.#used.set(origin, left);
		else this.#used.delete(origin);
		this.grantWaiting();
	}

	#hasRoom(origin: string): boolean {
		const { total, perOrigin } = this.#settings();
		return this.#inUse < total && this.inUse(origin) < perOrigin;
	}

	#next(): Waiter | undefined {
		for (const queue of this.#queues) {
			for (const [origin, waiters] of queue) {
				const [first] = waiters;
				if (first !== undefined && this.#hasRoom(origin)) return first;
			}
		}
		return undefined;
	}

	#queueOf(waiter: Waiter): Set<Waiter> {
		const queue = this.#queues[(waiter.urgency.priority === 'interactive' ? 0 : 2) + (waiter.retried ? 0 : 1)] ?? new Map();
		const waiters = queue.get(waiter.origin) ?? new Set();
		queue.set(waiter.origin, waiters);
		return waiters;
	}

	#dequeue(waiter: Waiter): void {
		for (const queue of this.#queues) {
			const waiters = queue.get(waiter.origin);
			if (waiters?.delete(waiter) && waiters.size === 0) queue.delete(waiter.origin);
		}
	}
}
