import { setImmediate as nextTurn } from 'node:timers/promises';

/** To begin so many operations takes a few ms. It is more than the greatest number of requests at once. */
const mostUnderWay = 250;

/**
 * Does a work for each item, so many at once: one that has not begun has no deadline that passes while it waits, and takes no memory. In a turn
 * of the event loop no more begin than that: what lives on it beside us waits for no more. Resolves when all have ended.
 */
export async function inTurns<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
	const rest = items.values();
	const worker = async () => {
		for (const item of rest) {
			await work(item);
			await nextTurn();
		}
	};
	await Promise.all(Array.from({ length: Math.min(items.length, mostUnderWay) }, worker));
}
