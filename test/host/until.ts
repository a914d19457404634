import { setTimeout as sleep } from 'node:timers/promises';

/** How often a condition is asked for, ms. */
const interval = 25;

/**
 * Resolves with the first answer that is neither false nor undefined, once there is one. Rejects after `limitMs` with what was waited for and, where
 * `seen` is given, with what was there instead.
 */
export async function until<T>(
	what: string,
	answer: () => T | Promise<T>,
	options: { readonly limitMs?: number; readonly seen?: () => unknown } = {},
): Promise<Exclude<T, false | undefined>> {
	const limit = performance.now() + (options.limitMs ?? 10_000);
	for (;;) {
		const found = await answer();
		if (found !== false && found !== undefined) return found as Exclude<T, false | undefined>;
		if (performance.now() > limit) throw new Error(`Waited in vain until ${what}. ${JSON.stringify(options.seen?.()) ?? ''}`);
		await sleep(interval);
	}
}

/** Whether the condition holds within `limitMs`. What a window drops does not come by itself: after that it is asked for again. */
export async function isSoon(holds: () => Promise<boolean>, limitMs = 2000): Promise<boolean> {
	return await until('it holds', holds, { limitMs }).catch(() => false);
}
