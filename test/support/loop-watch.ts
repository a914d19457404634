import assert from 'node:assert/strict';
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

/** ms in which one thread works at once: for the calmest of several times, and for each, to which what else the machine does may add. */
const mostAtOnce = { atTheCalmest: 50, each: 100 };

/** Fails when the loop stood still for longer than a person would not notice. Returns the figures and their bounds. */
export function assertCalm(standstills: readonly Standstill[]): string {
	const worked = standstills.map((standstill) => standstill.worked);
	const said = `${figures(standstills)} (${mostAtOnce.atTheCalmest} at most at the calmest, ${mostAtOnce.each} each)`;
	assert.ok(Math.min(...worked) <= mostAtOnce.atTheCalmest && Math.max(...worked) <= mostAtOnce.each, said);
	return said;
}

/** As a person reads them. */
export function figures(standstills: readonly Standstill[]): string {
	return `${standstills.map(({ worked }) => worked.toFixed(0)).join(', ')} ms of work at once`;
}
