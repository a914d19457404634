import type { AutoDocsError, ErrorCode } from '../errors.ts';
import type { Millis, Platform } from '../platform.ts';
import type { ClientRequest } from './request.ts';

/** One exchange with an origin. Times in ms since its operation began. */
export interface AttemptRecord {
	readonly at: Millis;
	readonly tookMs: Millis;
	/** Undefined when it was answered with what was asked for. */
	readonly code: ErrorCode | undefined;
}

/** An operation that asked an origin, after its end. */
export interface OperationRecord {
	/** Counts up from 1. */
	readonly id: number;
	readonly kind: ClientRequest<null>['kind'];
	readonly packageName: string;
	/** Wall clock, ms since the epoch. */
	readonly startedAt: Millis;
	readonly tookMs: Millis;
	/** The first of them; `attemptCount` counts all. */
	readonly attempts: readonly AttemptRecord[];
	readonly attemptCount: number;
	/** How it ended; undefined with a value. */
	readonly error: { readonly code: ErrorCode; readonly message: string } | undefined;
}

/** What is under way. */
export interface OperationNote {
	/** An attempt that began at `startedAt` (monotonic) has ended. */
	attempted(startedAt: Millis, error: AutoDocsError | undefined): void;
	ended(error: AutoDocsError | undefined): void;
}

const maxOperations = 200;
const maxAttempts = 20;
const maxMessage = 500;

/** The operations that ended last, at most 200, each with its first 20 attempts: some hundred kilobytes at most. */
export class OperationLog {
	readonly #platform: Platform;
	readonly #onEnd: (operation: OperationRecord) => void;
	readonly #ring: OperationRecord[] = [];
	#count = 0;

	constructor(platform: Platform, onEnd: (operation: OperationRecord) => void) {
		this.#platform = platform;
		this.#onEnd = onEnd;
	}

	begin({ kind, packageName }: Pick<ClientRequest<null>, 'kind' | 'packageName'>): OperationNote {
		const startedAt = this.#platform.now();
		const start = this.#platform.monotonic();
		const attempts: AttemptRecord[] = [];
		let attemptCount = 0;
		return {
			attempted: (from, error) => {
				attemptCount++;
				if (attempts.length === maxAttempts) return;
				attempts.push({ at: from - start, tookMs: this.#platform.monotonic() - from, code: error?.code });
			},
			ended: (error) => {
				const tookMs = this.#platform.monotonic() - start;
				const end = error === undefined ? undefined : { code: error.code, message: error.message.slice(0, maxMessage) };
				this.#add({ id: ++this.#count, kind, packageName, startedAt, tookMs, attempts, attemptCount, error: end });
			},
		};
	}

	/** Latest first. */
	latest(): readonly OperationRecord[] {
		const next = this.#count % maxOperations;
		return [...this.#ring.slice(next), ...this.#ring.slice(0, next)].reverse();
	}

	#add(operation: OperationRecord): void {
		this.#ring[(operation.id - 1) % maxOperations] = operation;
		this.#onEnd(operation);
	}
}
