import type { AutoDocsError, ErrorCode } from '../errors.ts';
import type { Millis, Platform } from '../platform.ts';
import { Histogram, type Quantiles } from './histogram.ts';
import type { Answer, ClientRequest } from './request.ts';

export type OperationKind = ClientRequest<null>['kind'];

export interface KindMetrics extends Quantiles {
	readonly count: number;
	/** Without those that were cancelled or told what does not exist. */
	readonly failed: number;
	readonly stale: number;
	/** How operations ended that rejected, for whatever reason. */
	readonly failuresByCode: Readonly<Partial<Record<ErrorCode, number>>>;
}

/** Since the client was made. An operation is one logical need, an attempt one HTTP exchange. Times are of operations that asked an origin. */
export interface MetricsSnapshot {
	/** Wall clock, ms since the epoch. */
	readonly takenAt: Millis;
	readonly uptimeMs: Millis;
	readonly operations: number;
	readonly failed: number;
	/** Answered by an older answer, since the origin could not be asked. */
	readonly stale: number;
	readonly inFlight: number;
	readonly byKind: Readonly<Record<OperationKind, KindMetrics>>;
	readonly times: Quantiles;
	/** Where answers came from. `notModified`: from a cache, after a 304. `absent`: a 404 that was remembered. */
	readonly answers: Readonly<Record<AnswerSource, number>>;
	/** Of all operations, those answered without asking an origin; 0 to 1. */
	readonly cacheHitRate: number;
	readonly attempts: number;
	readonly retries: number;
	/** Operations with at least one failed attempt, and those of them that were answered all the same. */
	readonly troubled: number;
	readonly recovered: number;
	readonly bytesReceived: number;
	/** Of answers that a cache gave, or that a 304 vouched for: what was not downloaded again. */
	readonly bytesSaved: number;
	/** Opened by this process to origins that were asked: connections of other clients to the same origins count too. */
	readonly connections: number;
	readonly breakerTransitions: number;
}

export type AnswerSource = Answer<null>['from'] | 'notModified' | 'absent';

/** Ends of an operation that are as good as an answer. They are counted by code, but not as failed. */
const noFailures: ReadonlySet<ErrorCode> = new Set(['package_not_found', 'version_not_found', 'cancelled']);

interface KindCounts {
	readonly times: Histogram;
	readonly failuresByCode: Map<ErrorCode, number>;
	count: number;
	failed: number;
	stale: number;
}

/** Counts what the client does. Constant memory. */
export class Metrics {
	attempts = 0;
	retries = 0;
	troubled = 0;
	recovered = 0;
	bytesReceived = 0;
	bytesSaved = 0;
	connections = 0;
	breakerTransitions = 0;
	readonly #platform: Platform;
	readonly #startedAt: Millis;
	readonly #times = new Histogram();
	readonly #kinds: Readonly<Record<OperationKind, KindCounts>> = {
		releases: newCounts(),
		metadata: newCounts(),
		'core-metadata': newCounts(),
		vulnerabilities: newCounts(),
	};
	readonly #answers: Record<AnswerSource, number> = { memory: 0, disk: 0, network: 0, notModified: 0, absent: 0 };

	constructor(platform: Platform) {
		this.#platform = platform;
		this.#startedAt = platform.monotonic();
	}

	answered(kind: OperationKind, answer: Answer<unknown>): void {
		const counts = this.#kinds[kind];
		counts.count++;
		if (answer.staleBecause !== undefined) counts.stale++;
		this.#answers[answer.from]++;
	}

	failed(kind: OperationKind, error: AutoDocsError): void {
		const counts = this.#kinds[kind];
		counts.count++;
		if (!noFailures.has(error.code)) counts.failed++;
		counts.failuresByCode.set(error.code, (counts.failuresByCode.get(error.code) ?? 0) + 1);
	}

	/** A remembered 404 was served (its failure is counted apart). */
	absent(): void {
		this.#answers.absent++;
	}

	/** A cached value was vouched for anew: it counts as asked, but cost no body of `bytes`. */
	notModified(bytes: number): void {
		this.#answers.notModified++;
		this.bytesSaved += bytes;
	}

	/** An operation has ended of which an attempt had failed: `error` as it did, undefined with a value. Who left it says nothing of it. */
	trouble(error: AutoDocsError | undefined): void {
		if (error?.code === 'cancelled') return;
		this.troubled++;
		if (error === undefined || noFailures.has(error.code)) this.recovered++;
	}

	/** An operation that asked an origin took `ms`, however it ended. */
	took(kind: OperationKind, ms: Millis): void {
		this.#kinds[kind].times.record(ms);
		this.#times.record(ms);
	}

	snapshot(inFlight: number): MetricsSnapshot {
		const kinds = Object.values(this.#kinds);
		const total = (field: 'count' | 'failed' | 'stale') => kinds.reduce((sum, counts) => sum + counts[field], 0);
		const operations = total('count');
		const hits = this.#answers.memory + this.#answers.disk + this.#answers.absent - total('stale');
		return {
			takenAt: this.#platform.now(),
			uptimeMs: this.#platform.monotonic() - this.#startedAt,
			operations,
			failed: total('failed'),
			stale: total('stale'),
			inFlight,
			byKind: {
				releases: shown(this.#kinds.releases),
				metadata: shown(this.#kinds.metadata),
				'core-metadata': shown(this.#kinds['core-metadata']),
				vulnerabilities: shown(this.#kinds.vulnerabilities),
			},
			times: this.#times.quantiles(),
			answers: { ...this.#answers },
			cacheHitRate: operations === 0 ? 0 : hits / operations,
			attempts: this.attempts,
			retries: this.retries,
			troubled: this.troubled,
			recovered: this.recovered,
			bytesReceived: this.bytesReceived,
			bytesSaved: this.bytesSaved,
			connections: this.connections,
			breakerTransitions: this.breakerTransitions,
		};
	}
}

function newCounts(): KindCounts {
	return { times: new Histogram(), failuresByCode: new Map(), count: 0, failed: 0, stale: 0 };
}

function shown({ times, failuresByCode, count, failed, stale }: KindCounts): KindMetrics {
	return { count, failed, stale, failuresByCode: Object.fromEntries(failuresByCode), ...times.quantiles() };
}
