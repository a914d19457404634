import * as l10n from '@vscode/l10n';
import { type AutoDocsError, toAutoDocsError } from '../errors.ts';
import type { Json } from '../json.ts';
import type { Millis, Platform } from '../platform.ts';
import { withAttemptTimeout } from './attempt-timeout.ts';
import { AwakeTime } from './awake-time.ts';
import { verdictOf } from './breaker.ts';
import type { ClientSettings } from './client-types.ts';
import { type Deadline, withDeadline } from './deadline.ts';
import { type Exchanged, exchange } from './exchange.ts';
import { timedOut } from './failures.ts';
import { freshnessOf, revalidated, validators } from './freshness.ts';
import { guardedAttempt, type Operation } from './guarded-attempt.ts';
import { type Activity, History } from './history.ts';
import { type LimitSettings, Limits, type Urgency } from './limits.ts';
import type { Metrics } from './metrics.ts';
import { OperationLog, type OperationNote } from './operation-log.ts';
import { Origin, type OriginEvents, type OriginState } from './origin.ts';
import { outOfTime, shownWait } from './out-of-time.ts';
import type { ClientRequest } from './request.ts';
import { withRetry } from './retry.ts';
import { Starts } from './starts.ts';
import type { StoredAnswer } from './stored-answer.ts';
import { Turns } from './turns.ts';

/** Of any origin. */
export type NetworkEvents = Omit<OriginEvents, 'transition'>;

/**
 * To send one takes as long as a look-up all else, and what is sent together is answered together: an index that takes as long for each would have us
 * work on all of them at once.
 */
const mostSentInATurn = 8;

/** The layers below the caches: everything that asks an origin goes through `ask`. */
export class Network {
	readonly #settings: () => ClientSettings;
	readonly #platform: Platform;
	readonly #metrics: Metrics;
	readonly #events: NetworkEvents;
	readonly #origins = new Map<string, Origin>();
	readonly #limits: Limits;
	readonly #sends = new Starts(mostSentInATurn);
	readonly #turns = new Turns();
	readonly #log: OperationLog;
	readonly #history: History;
	/** What deadlines go by. */
	readonly #awake: AwakeTime;

	constructor(settings: () => ClientSettings, platform: Platform, metrics: Metrics, events: NetworkEvents) {
		this.#settings = settings;
		this.#platform = platform;
		this.#metrics = metrics;
		this.#events = events;
		this.#awake = new AwakeTime(platform);
		this.#history = new History(platform);
		this.#log = new OperationLog(platform, (operation) => this.#history.note(operation));
		this.#limits = new Limits(() => limitSettings(settings()));
	}

	/**
	 * Asks the origin, conditionally when `cached` allows it: with a deadline, retries, its breaker, a slot, and an attempt timeout, each
	 * inside the other in this order. Throws AutoDocsError.
	 */
	async ask(request: ClientRequest<Json>, cached: StoredAnswer | undefined, signal: AbortSignal, urgency: Urgency): Promise<StoredAnswer> {
		const { deadlineMs } = this.#settings();
		const startedAt = this.#platform.monotonic();
		const origin = this.#origin(request.url.origin);
		const note = this.#log.begin(request);
		const operation: Operation = {
			asked: request,
			origin,
			urgency,
			attempts: 0,
			firstPass: undefined,
			troubled: false,
			lastError: undefined,
		};
		try {
			const stored = await withDeadline(
				deadlineMs,
				signal,
				() => outOfTime(operation, deadlineMs),
				this.#awake,
				(deadline) =>
					withRetry(
						deadline,
						this.#platform,
						(error, waitMs) => this.#retrying(operation, error, waitMs),
						(hung) =>
							guardedAttempt(operation, deadline, this.#limits, () =>
								this.#noted(note, () => this.#attempt(operation, request, deadline, cached, hung)),
							),
					),
			);
			this.#ended(operation, note, undefined);
			return stored;
		} catch (thrown) {
			const error = toAutoDocsError(thrown);
			this.#ended(operation, note, error);
			throw error;
		} finally {
			this.#metrics.took(request.kind, this.#platform.monotonic() - startedAt);
		}
	}

	/** Every origin that was asked and still may be. */
	origins(): readonly OriginState[] {
		const { allowedOrigins } = this.#settings();
		return [...this.#origins.values()].filter(({ name }) => allowedOrigins.includes(name)).map((origin) => this.#shown(origin));
	}

	activity(): Activity {
		return { operations: this.#log.latest(), samples: this.#history.samples() };
	}

	/** Whether anything of this origin (as `URL.origin` gives it) was asked. */
	hasAsked(origin: string): boolean {
		return this.#origins.has(origin);
	}

	/** Ends pauses and lets open breakers probe at once. */
	retryNow(): void {
		for (const origin of this.#origins.values()) {
			origin.pause.end();
			origin.breaker.retryNow();
		}
	}

	/** More may be allowed than before. */
	settingsChanged(): void {
		this.#limits.grantWaiting();
	}

	/** Also when it is left half done. */
	async #noted<T>(note: OperationNote, attempt: () => Promise<T>): Promise<T> {
		const startedAt = this.#platform.monotonic();
		try {
			const value = await attempt();
			note.attempted(startedAt, undefined);
			return value;
		} catch (thrown) {
			note.attempted(startedAt, toAutoDocsError(thrown));
			throw thrown;
		}
	}

	/** One exchange, and what becomes of it. */
	async #attempt(
		operation: Operation,
		request: ClientRequest<Json>,
		deadline: Deadline,
		cached: StoredAnswer | undefined,
		hung: number,
	): Promise<StoredAnswer> {
		const { latency } = operation.origin;
		this.#metrics.attempts++;
		await this.#sends.turn();
		const exchanged = await withAttemptTimeout(
			() => latency.patience(hung),
			deadline.signal,
			(waited) => timedOut(request, l10n.t('no answer came within {0}', shownWait(waited))),
			this.#platform,
			(signal, alive) => {
				const conditions = validators(cached?.freshness);
				const onHeaders = (ms: Millis) => latency.record(ms);
				const { userAgent } = this.#settings();
				return exchange(request, { userAgent, validators: conditions, signal, alive, onHeaders }, this.#platform);
			},
		);
		return await this.#stored(request, exchanged, cached);
	}

	async #stored(request: ClientRequest<Json>, exchanged: Exchanged, cached: StoredAnswer | undefined): Promise<StoredAnswer> {
		const fetchedAt = this.#platform.now();
		if (exchanged.kind === 'body') {
			const bytes = exchanged.body.bytes.byteLength;
			this.#metrics.bytesReceived += bytes;
			await this.#turns.take(bytes);
			const value = request.parse(exchanged.body);
			return { packageName: request.packageName, value, fetchedAt, freshness: freshnessOf(exchanged.headers), bytes };
		}
		if (cached === undefined) throw new Error('A 304 is only taken for a conditional request');
		this.#metrics.notModified(cached.bytes);
		return { ...cached, fetchedAt, freshness: revalidated(cached.freshness, exchanged.headers) };
	}

	#retrying(operation: Operation, error: AutoDocsError, waitMs: Millis): void {
		this.#metrics.retries++;
		this.#platform.log('debug', `Trying again in ${Math.round(waitMs)} ms: ${error.message}`, {
			attempt: operation.attempts,
			code: error.code,
		});
	}

	#ended(operation: Operation, note: OperationNote, error: AutoDocsError | undefined): void {
		note.ended(error);
		if (operation.troubled) this.#metrics.trouble(error);
		if (error !== undefined && operation.firstPass !== undefined && verdictOf(error) === 'failed') {
			operation.origin.breaker.operationFailed(operation.firstPass, error);
		}
		this.#platform.log('debug', error === undefined ? `Got an answer about ${operation.asked.packageName}` : error.message, {
			attempts: operation.attempts,
			...(error === undefined ? {} : { code: error.code }),
		});
	}

	#origin(name: string): Origin {
		const known = this.#origins.get(name);
		if (known !== undefined) return known;
		const breaker = () => {
			const { breakerThreshold, breakerRecoveryMs } = this.#settings();
			return { threshold: breakerThreshold, recoveryMs: breakerRecoveryMs };
		};
		const transition = () => {
			this.#metrics.breakerTransitions++;
		};
		const origin = new Origin(name, breaker, this.#platform, { ...this.#events, transition });
		this.#origins.set(name, origin);
		return origin;
	}

	#shown({ name, breaker, pause, latency, lastError, failingSince }: Origin): OriginState {
		return {
			origin: name,
			breaker: breaker.state,
			pausedUntil: pause.over === undefined ? undefined : this.#platform.now() + pause.remaining,
			lastError,
			failingSince,
			inFlight: this.#limits.inUse(name),
			waiting: this.#limits.waiting(name),
			p50Ms: latency.quantile(0.5),
			p95Ms: latency.quantile(0.95),
		};
	}
}

/** One origin that hangs must not take every slot from the others. */
function limitSettings({ maxConcurrentRequests: total, allowedOrigins }: ClientSettings): LimitSettings {
	return { total, perOrigin: allowedOrigins.length > 1 ? Math.ceil(total * 0.8) : total };
}
