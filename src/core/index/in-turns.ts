import { setImmediate as nextTurn } from 'node:timers/promises';

/** To begin so many operations takes a few ms. */
const mostInATurn = 250;

/** Begins a work for each item, so many in a turn of the event loop: what lives on it beside us waits for no more. Resolves when all have ended. */
export async function inTurns<T>(items: readonly T[], begin: (item: T) => Promise<void>): Promise<void> {
	const begun: Promise<void>[] = [];
	for (let at = 0; at < items.length; at += mostInATurn) {
		if (at > 0) await nextTurn();
		begun.push(...items.slice(at, at + mostInATurn).map(begin));
	}
	await Promise.all(begun);
}
