import { type Millis, type Platform, sleep } from '../platform.ts';

const firstGroup = 5;
const everyMs: Millis = 1000;

/**
 * Begins a work for each item: five at once, then every second twice as many as the second before, so that an index that has just come back
 * is not overrun (as congestion control starts slowly, RFC 5681 §3.1). Resolves when all have ended; rejects with the signal's reason.
 */
export async function slowStart<T>(
	items: readonly T[],
	begin: (item: T) => Promise<void>,
	platform: Platform,
	signal: AbortSignal,
): Promise<void> {
	const begun: Promise<void>[] = [];
	let size = firstGroup;
	for (let rest = items; rest.length > 0; size *= 2) {
		if (begun.length > 0) await sleep(platform, everyMs, signal);
		begun.push(...rest.slice(0, size).map(begin));
		rest = rest.slice(size);
	}
	await Promise.all(begun);
}
