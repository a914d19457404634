import { setImmediate as nextTurn } from 'node:timers/promises';
import { type LogLevel, type Millis, type Platform, sleep } from '../../src/core/platform.ts';

/** What a simulated server does with a request. */
export type SimulatedFetch = (url: URL, init: RequestInit & { readonly signal: AbortSignal }) => Promise<Response>;

export interface LogLine {
	readonly level: LogLevel;
	readonly message: string;
	readonly fields: Readonly<Record<string, unknown>>;
}

interface Timer {
	readonly at: Millis;
	readonly order: number;
	readonly fire: () => void;
}

/** A world without waiting: time passes when a test says so, chance comes from a seed. */
export class SimulatedPlatform implements Platform {
	/** What a test may set: how the network behaves, and how far the wall clock is off. */
	serve: SimulatedFetch = () => Promise.reject(new TypeError('fetch failed'));
	wallOffset: Millis = Date.UTC(2026, 0, 1);
	/** Resolves when nothing happens any more until time passes. A test with real servers or files puts one here that knows of them. */
	quiet: () => Promise<void> = settle;
	readonly lines: LogLine[] = [];
	readonly #timers = new Set<Timer>();
	#elapsed: Millis = 0;
	#order = 0;
	#seed: number;

	constructor(seed = 1) {
		this.#seed = seed;
	}

	readonly now = (): Millis => this.wallOffset + this.#elapsed;
	readonly monotonic = (): Millis => this.#elapsed;
	readonly fetch = ((input: URL, init: RequestInit & { readonly signal: AbortSignal }) =>
		this.serve(new URL(input), init)) as Platform['fetch'];
	readonly log = (level: LogLevel, message: string, fields: Readonly<Record<string, unknown>> = {}): void => {
		this.lines.push({ level, message, fields });
	};

	/** mulberry32 */
	readonly random = (): number => {
		this.#seed = (this.#seed + 0x6d2b79f5) | 0;
		let t = Math.imul(this.#seed ^ (this.#seed >>> 15), 1 | this.#seed);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
	};

	readonly after = (ms: Millis, fire: () => void): (() => void) => {
		const timer = { at: this.#elapsed + ms, order: this.#order++, fire };
		this.#timers.add(timer);
		return () => this.#timers.delete(timer);
	};

	readonly sleep = (ms: Millis, signal?: AbortSignal): Promise<void> => sleep(this, ms, signal);

	/** Timers that were left behind. */
	get pendingTimers(): number {
		return this.#timers.size;
	}

	/** Lets `ms` pass, firing what falls due, in order. */
	async advance(ms: Millis): Promise<void> {
		const end = this.#elapsed + ms;
		await this.quiet();
		for (let timer = this.#earliest(); timer !== undefined && timer.at <= end; timer = this.#earliest()) await this.#fire(timer);
		this.#elapsed = end;
		await this.quiet();
	}

	/** The machine sleeps for `ms`: what fell due meanwhile fires when it wakes. */
	standStill(ms: Millis): void {
		this.#elapsed += ms;
	}

	/** Lets time pass until `work` settles, and settles as it does. Fails when nothing is left that could make it. */
	async run<T>(work: Promise<T>): Promise<T> {
		const state = { settled: false };
		const note = () => {
			state.settled = true;
		};
		work.then(note, note);
		await this.quiet();
		while (!state.settled) {
			const timer = this.#earliest();
			if (timer === undefined) throw new Error(`At ${this.#elapsed} ms nothing is left that could settle this work`);
			await this.#fire(timer);
		}
		return await work;
	}

	async #fire(timer: Timer): Promise<void> {
		this.#timers.delete(timer);
		this.#elapsed = Math.max(this.#elapsed, timer.at);
		timer.fire();
		await this.quiet();
	}

	#earliest(): Timer | undefined {
		let earliest: Timer | undefined;
		for (const timer of this.#timers) {
			if (earliest === undefined || timer.at < earliest.at || (timer.at === earliest.at && timer.order < earliest.order)) earliest = timer;
		}
		return earliest;
	}
}

/** Lets everything run that waits for no timer. */
export async function settle(): Promise<void> {
	for (let turn = 0; turn < 4; turn++) await nextTurn();
}

/** Never settles, but rejects when the signal aborts: a server that accepts and says nothing. */
export function hang(signal: AbortSignal): Promise<never> {
	return new Promise((_, reject) => {
		if (signal.aborted) reject(signal.reason);
		else signal.addEventListener('abort', () => reject(signal.reason), { once: true });
	});
}

/** What undici throws when the system reports `code`. */
export function fetchFailure(code: string): TypeError {
	return new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });
}
