/** Milliseconds. */
export type Millis = number;

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error';

const levels: readonly LogLevel[] = ['trace', 'debug', 'info', 'warn', 'error'];

/** Whether a line of this level is to be written where `lowest` is the least that is. */
export function isAtLeast(level: LogLevel, lowest: LogLevel): boolean {
	return levels.indexOf(level) >= levels.indexOf(lowest);
}

/** One line a call. `fields` never hold a secret: callers redact URLs before they log them. */
export type Logger = (level: LogLevel, message: string, fields?: Readonly<Record<string, unknown>>) => void;

/** The world, as core sees it. A composition root passes the real one, a test a simulated one. */
export interface Platform {
	/** Wall clock, ms since the epoch: for HTTP dates and for showing, never for measuring. */
	readonly now: () => Millis;
	/** Monotonic clock, ms since some fixed point: for everything that measures elapsed time. */
	readonly monotonic: () => Millis;
	/** Calls `action` once `ms` have passed, unless the function that it returns is called before: that leaves no timer. */
	readonly after: (ms: Millis, action: () => void) => () => void;
	/** Uniform in [0, 1). */
	readonly random: () => number;
	readonly fetch: typeof globalThis.fetch;
	readonly log: Logger;
}

/** Resolves after `ms`; rejects at once with the signal's reason when it aborts. Leaves no timer and no listener. */
export function sleep(clock: Pick<Platform, 'after'>, ms: Millis, signal?: AbortSignal): Promise<void> {
	return new Promise((resolve, reject) => {
		if (signal?.aborted) {
			reject(signal.reason);
			return;
		}
		const onAbort = () => {
			stop();
			reject(signal?.reason);
		};
		const stop = clock.after(ms, () => {
			signal?.removeEventListener('abort', onAbort);
			resolve();
		});
		signal?.addEventListener('abort', onAbort, { once: true });
	});
}

/** The real clocks, chance and network of this process. */
export function realPlatform(log: Logger): Platform {
	return {
		now: () => Date.now(),
		monotonic: () => performance.now(),
		after: (ms, action) => {
			const timer = setTimeout(action, ms);
			return () => clearTimeout(timer);
		},
		random: () => Math.random(),
		// Looked up at each call: VS Code replaces the global once its proxy support is ready.
		fetch: (input, init) => globalThis.fetch(input, init),
		log,
	};
}
