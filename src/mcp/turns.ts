import pLimit, { type LimitFunction } from 'p-limit';
import { RateLimitedError } from '../core/errors.ts';

/** Calls under way at once, of all callers together: they share the process with the editor. */
const mostAtOnce = 100;
/** Of one caller. */
const mostOfOne = 50;
/** Of one caller, beyond those under way. */
const mostWaiting = 200;

/** Runs a call when few enough are under way. Rejects with RateLimitedError when too many wait already. */
export type InTurn = <T>(call: () => Promise<T>) => Promise<T>;

/** Turns for any number of callers, each with its own: who asks for a great deal waits behind itself alone. */
export class Turns {
	readonly #all: LimitFunction = pLimit(mostAtOnce);

	forOneCaller(): InTurn {
		const own = pLimit(mostOfOne);
		return async (call) => {
			if (own.pendingCount >= mostWaiting) throw tooMany();
			return await own(() => this.#all(call));
		};
	}
}

function tooMany(): RateLimitedError {
	return new RateLimitedError(`Too many calls at once: ${mostOfOne} of yours are under way, and ${mostWaiting} more wait.`, {
		details: { under_way: mostOfOne, waiting: mostWaiting },
		suggestions: ['Wait for answers before you call again', 'Call scan_dependencies once instead of asking for each package of a project'],
	});
}
