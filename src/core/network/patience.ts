import type { Millis, Platform } from '../platform.ts';

/**
 * What `work` resolves with, or undefined when it takes longer than `ms`: then `onLate` is called, and its later outcome is of no interest
 * to anyone. Leaves no timer.
 */
export function withinTime<T>(
	ms: Millis,
	work: Promise<T>,
	clock: Pick<Platform, 'after'>,
	onLate: () => void = () => undefined,
): Promise<T | undefined> {
	return new Promise((resolve, reject) => {
		const stop = clock.after(ms, () => {
			onLate();
			resolve(undefined);
		});
		work.then(resolve, reject).finally(stop);
	});
}
