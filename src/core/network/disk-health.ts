import type { Millis, Platform } from '../platform.ts';
import { errorCode } from './disk-space.ts';
import type { DiskState } from './disk-types.ts';

/** After a failed write, or a disk that says nothing, the folder is left alone for so long. */
const restMs: Millis = 60_000;

/** Whether the cache folder can be used. What is wrong with it is said once in the log. */
export class DiskHealth {
	readonly #folder: string;
	readonly #platform: Platform;
	#state: DiskState = { state: 'ok' };
	#restUntil: Millis = Number.NEGATIVE_INFINITY;
	#silentUntil: Millis = Number.NEGATIVE_INFINITY;

	constructor(folder: string, platform: Platform) {
		this.#folder = folder;
		this.#platform = platform;
	}

	get state(): DiskState {
		return this.#state;
	}

	/** Nothing is written. */
	get isResting(): boolean {
		return this.#platform.monotonic() < this.#restUntil;
	}

	/** Not even read: it said nothing. */
	get isSilent(): boolean {
		return this.#platform.monotonic() < this.#silentUntil;
	}

	failed(error: unknown): void {
		const reason = errorCode(error) ?? 'unknown';
		this.#restUntil = this.#platform.monotonic() + restMs;
		if (this.#state.state === 'degraded') return;
		this.#state = { state: 'degraded', reason, since: this.#platform.now() };
		this.#platform.log('warn', 'The cache folder cannot be used: answers are kept in memory only', { folder: this.#folder, code: reason });
	}

	saidNothing(): void {
		this.failed(Object.assign(new Error('The disk says nothing'), { code: 'ETIMEDOUT' }));
		this.#silentUntil = this.#restUntil;
	}

	/** Something was written. */
	worked(): void {
		if (this.#state.state === 'ok') return;
		this.#state = { state: 'ok' };
		this.#platform.log('info', 'The cache folder can be used again', { folder: this.#folder });
	}
}
