import type { Millis, Platform } from '../platform.ts';

/**
 * What `work` resolves with, or undefined when it takes longer than `ms`: then `onLate` is called, and its later outcome is of no interest
 * to anyone. Leaves no timer.
 */
export async function withinTime<T>(
	ms: Millis,
	work: Promise<T>,
	clock: Pick<Platform, 'sleep'>,
	onLate: () => void = () => undefined,
): Promise<T | undefined> {
	const done = new AbortController();
	const late = clock.sleep(ms, done.signal).then(
		onLate,
		() => undefined, // Stopped below: it was in time.
	);
	try {
		return (await Promise.race([work, late])) ?? undefined; // `onLate` gives nothing.
	} finally {
		done.abort('done');
	}
}
