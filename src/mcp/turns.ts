import pLimit, { type LimitFunction } from 'p-limit';
import { RateLimitedError } from '../core/errors.ts';

/** Calls under way at once, of all callers together: they share the process with the editor. */
const mostAtOnce = 100;
/** Of one caller. */
const mostOfOne = 50;
/** Of one caller, beyond those under way. */
const mostWaiting = 200;
/** Callers known by their names that have turns of their own at once; whoever comes beside them shares what is left for the others. */
const mostNamed = 100;

/** Runs a call when few enough are under way. Rejects with RateLimitedError when too many wait already. */
export type InTurn = <T>(call: () => Promise<T>) => Promise<T>;

interface Caller {
	readonly limit: LimitFunction;
	/** Under way and waiting. */
	calls: number;
}

/** Turns for any number of callers, each with its own: who asks for a great deal waits behind itself alone. */
export class Turns {
	readonly #all: LimitFunction = pLimit(mostAtOnce);
	/** Those that have calls under way. */
	readonly #named = new Map<string, Caller>();
	readonly #others = newCaller();

	forOneCaller(): InTurn {
		const caller = newCaller();
		return (call) => this.#inTurn(caller, call);
	}

	/** For a caller without a connection of its own, who is known by a name: calls that bear the same one share their turns. */
	forCallerNamed(name: string): InTurn {
		return async (call) => {
			const caller = this.#callerNamed(name);
			try {
				return await this.#inTurn(caller, call);
			} finally {
				if (caller.calls === 0 && this.#named.get(name) === caller) this.#named.delete(name);
			}
		};
	}

	#callerNamed(name: string): Caller {
		const present = this.#named.get(name);
		if (present !== undefined) return present;
		if (this.#named.size >= mostNamed) return this.#others;
		const caller = newCaller();
		this.#named.set(name, caller);
		return caller;
	}

	async #inTurn<T>(caller: Caller, call: () => Promise<T>): Promise<T> {
		if (caller.calls >= mostOfOne + mostWaiting) throw tooMany();
		caller.calls++;
		try {
			return await caller.limit(() => this.#all(call));
		} finally {
			caller.calls--;
		}
	}
}

function newCaller(): Caller {
	return { limit: pLimit(mostOfOne), calls: 0 };
}

function tooMany(): RateLimitedError {
	return new RateLimitedError(`Too many calls at once: ${mostOfOne} of yours are under way, and ${mostWaiting} more wait.`, {
		details: { under_way: mostOfOne, waiting: mostWaiting },
		suggestions: ['Wait for answers before you call again', 'Call scan_dependencies once instead of asking for each package of a project'],
	});
}
