import { monitorEventLoopDelay } from 'node:perf_hooks';
import { threadCpuMs } from './thread-cpu.ts';

/** The longest time for which the event loop stood still, ms. */
export interface Standstill {
	/** In which this thread worked: does not depend on what else the machine is doing. */
	readonly worked: number;
	/** By the clock. */
	readonly passed: number;
}

/** Watches this thread's event loop while `work` is done. */
export async function longestStandstill(work: () => Promise<unknown>): Promise<Standstill> {
	let worked = 0;
	let before = threadCpuMs();
	const look = () => {
		const now = threadCpuMs();
		worked = Math.max(worked, now - before);
		before = now;
	};
	const tick = setInterval(look, 1);
	const delay = monitorEventLoopDelay({ resolution: 1 });
	delay.enable();
	try {
		await work();
		// The end of the work is often its longest part.
		look();
	} finally {
		delay.disable();
		clearInterval(tick);
	}
	return { worked, passed: delay.max / 1e6 };
}

/** The calmest of several: to a single one, what else the machine does may add. */
export function calmest(standstills: readonly Standstill[]): number {
	return Math.min(...standstills.map(({ worked }) => worked));
}

/** As a person reads them. */
export function shown(standstills: readonly Standstill[]): string {
	return `${standstills.map(({ worked }) => worked.toFixed(0)).join(', ')} ms of work at once`;
}
