import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type AutoDocsError, toAutoDocsError } from '../../../src/core/errors.ts';
import type { Json } from '../../../src/core/json.ts';
import { type Client, type ClientSettings, createClient } from '../../../src/core/network/client.ts';
import type { CacheFiles } from '../../../src/core/network/disk-space.ts';
import type { Answer } from '../../../src/core/network/request.ts';
import { checkTotals } from '../../faults/checks.ts';
import { clientSettings, jsonRequest } from '../../support/client-requests.ts';
import { fetchFailure, hang, SimulatedPlatform, settle } from '../../support/simulated-platform.ts';

const origin = 'https://index.test';
/** Nobody waits longer than the deadline and this much, ms. */
const slackMs = 50;

const behaviour = fc.constantFrom(
	'ok',
	'fresh',
	'changed',
	'hang',
	'slow',
	'half a body',
	'reset',
	'unknown name',
	'bad certificate',
	'500',
	'429',
	'wait',
	'wait for an hour',
	'not found',
	'forbidden',
	'garbage',
	'ignores its signal',
);
type Behaviour = typeof behaviour extends fc.Arbitrary<infer T> ? T : never;

const step = fc.oneof(
	{
		weight: 6,
		arbitrary: fc.record({
			do: fc.constant('ask' as const),
			name: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'),
			background: fc.boolean(),
			refresh: fc.boolean(),
		}),
	},
	{ weight: 2, arbitrary: fc.record({ do: fc.constant('leave' as const), who: fc.nat() }) },
	{ weight: 4, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(0, 1, 100, 1000, 7000, 30_000, 61_000) }) },
	{
		weight: 1,
		arbitrary: fc.record({
			do: fc.constant('configure' as const),
			maxConcurrentRequests: fc.integer({ min: 1, max: 4 }),
			deadlineMs: fc.constantFrom(5000, 30_000),
			breakerThreshold: fc.integer({ min: 1, max: 5 }),
			breakerRecoveryMs: fc.constantFrom(1000, 60_000),
			offline: fc.boolean(),
		}),
	},
	{ weight: 1, arbitrary: fc.record({ do: fc.constantFrom('retry now' as const, 'forget' as const, 'clear' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

interface Caller {
	readonly controller: AbortController;
	readonly askedAt: number;
	readonly outcome: Promise<Answer<Json> | AutoDocsError>;
	answers: number;
	answeredAt: number;
}

/** How many there are of something, and the most there ever were. */
class Gauge {
	now = 0;
	most = 0;

	/** Returns what ends it, once. */
	enter(): () => void {
		this.now++;
		this.most = Math.max(this.most, this.now);
		let entered = true;
		return () => {
			if (entered) this.now--;
			entered = false;
		};
	}
}

/** A client in a simulated world where everything may fail, and what it is asked. */
class World {
	readonly platform: SimulatedPlatform;
	readonly client: Client;
	readonly callers: Caller[] = [];
	exchanges = 0;
	/** Exchanges that began while the breaker was open. */
	againstTheBreaker = 0;
	/** Exchanges that somebody waits for, those of them that probe, and the most there ever were of each. */
	readonly live = new Gauge();
	readonly probes = new Gauge();
	#settings: ClientSettings = clientSettings(origin, {
		maxConcurrentRequests: 2,
		deadlineMs: 5000,
		breakerThreshold: 1,
		breakerRecoveryMs: 1000,
	});
	/** The most that was ever set: who joins an operation gets what it has. */
	mostSlots = 2;
	longestDeadlineMs = 5000;
	#requests = 0;
	readonly #script: readonly Behaviour[];

	constructor(script: readonly Behaviour[], seed: number) {
		this.#script = script;
		this.platform = new SimulatedPlatform(seed);
		this.platform.serve = (url, { signal }) => this.#serve(url, signal);
		this.client = createClient(this.#settings, '/nowhere', this.platform, noFiles);
	}

	async act(step: Step): Promise<void> {
		switch (step.do) {
			case 'ask':
				return this.#ask(step.name, step.background ? 'background' : 'interactive', step.refresh);
			case 'leave':
				return this.callers[step.who % Math.max(1, this.callers.length)]?.controller.abort();
			case 'wait':
				return await this.platform.advance(step.ms);
			case 'configure': {
				const { do: _, ...change } = step;
				this.#settings = { ...this.#settings, ...change };
				this.mostSlots = Math.max(this.mostSlots, change.maxConcurrentRequests);
				this.longestDeadlineMs = Math.max(this.longestDeadlineMs, change.deadlineMs);
				return this.client.configure(this.#settings);
			}
			case 'retry now':
				return this.client.retryNow();
			default:
				await this.platform.run(step.do === 'clear' ? this.client.clear() : this.client.forget('a'));
		}
	}

	#ask(name: string, priority: 'interactive' | 'background', refresh: boolean): void {
		const controller = new AbortController();
		const request = jsonRequest(`${origin}/simple/${name}/`);
		const askedAt = this.platform.monotonic();
		const outcome = this.client.get(request, { signal: controller.signal, priority, refresh }).catch(toAutoDocsError);
		const caller: Caller = { controller, askedAt, outcome, answers: 0, answeredAt: Number.NaN };
		this.callers.push(caller);
		void outcome.then(() => {
			caller.answers++;
			caller.answeredAt = this.platform.monotonic();
		});
	}

	async #serve(url: URL, signal: AbortSignal): Promise<Response> {
		this.exchanges++;
		const { state } = this.client.origins()[0]?.breaker ?? { state: 'closed' };
		const isProbe = state === 'half-open';
		if (state === 'open') this.againstTheBreaker++;
		const ends = [this.live.enter(), isProbe ? this.probes.enter() : () => undefined];
		const end = () => {
			for (const each of ends) each();
		};
		signal.addEventListener('abort', end, { once: true });
		try {
			return await this.#behave(this.#script[this.#requests++ % this.#script.length] ?? 'ok', url, signal);
		} finally {
			end();
		}
	}

	async #behave(what: Behaviour, url: URL, signal: AbortSignal): Promise<Response> {
		const answer = (headers: Record<string, string> = {}) =>
			new Response(JSON.stringify({ name: url.pathname.split('/')[2] ?? '', at: this.exchanges }), {
				headers: { 'content-type': 'application/json', ...headers },
			});
		const status = (code: number, headers: Record<string, string> = {}) => new Response('', { status: code, headers });
		await this.platform.sleep(10, signal);
		switch (what) {
			case 'ok':
				return answer();
			case 'fresh':
				return answer({ 'cache-control': 'max-age=20', etag: '"x"' });
			case 'changed':
				return answer({ etag: `"${this.exchanges}"` });
			case 'slow':
				await this.platform.sleep(3000, signal);
				return answer();
			case 'hang':
				return await hang(signal);
			case 'half a body':
				return new Response(new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode('{"a":')) }));
			case 'reset':
				throw fetchFailure('ECONNRESET');
			case 'unknown name':
				throw fetchFailure('ENOTFOUND');
			case 'bad certificate':
				throw fetchFailure('CERT_HAS_EXPIRED');
			case '500':
				return status(500);
			case '429':
				return status(429);
			case 'wait':
				return status(503, { 'retry-after': '2' });
			case 'wait for an hour':
				return status(429, { 'retry-after': '3600' });
			case 'not found':
				return status(404);
			case 'forbidden':
				return status(403);
			case 'garbage':
				return new Response('<<<');
			case 'ignores its signal':
				await this.platform.sleep(20_000);
				return answer();
		}
	}
}

/** A disk that has nothing and keeps nothing: what is asked here is about time, not about files. */
const missing = () => Promise.reject(Object.assign(new Error('ENOENT'), { code: 'ENOENT' }));
const noFiles = Object.fromEntries(
	['mkdir', 'open', 'readdir', 'readFile', 'rename', 'stat', 'unlink', 'utimes', 'writeFile'].map((name) => [name, missing]),
) as unknown as CacheFiles;

describe('the client as a whole, whatever fails, whoever leaves, whatever is set meanwhile', () => {
	it('answers every caller once, in time, within its limits, counts rightly and leaves nothing', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(behaviour, { minLength: 1, maxLength: 12, size: 'max' }),
				fc.array(step, { minLength: 1, maxLength: 40, size: 'max' }),
				fc.integer(),
				async (script, steps, seed) => {
					const world = new World(script, seed);
					const { platform, client, callers } = world;
					for (const each of steps) await world.act(each);
					const outcomes = await platform.run(Promise.all(callers.map(({ outcome }) => outcome)));
					await platform.advance(20_000);
					assert.equal(outcomes.length, callers.length);
					for (const { answers, askedAt, answeredAt } of callers) {
						assert.equal(answers, 1);
						assert.ok(answeredAt - askedAt <= world.longestDeadlineMs + slackMs, `${answeredAt - askedAt} ms`);
					}
					assert.deepEqual(
						client.origins().map(({ inFlight, waiting }) => [inFlight, waiting]),
						client.origins().map(() => [0, 0]),
					);
					assert.ok(world.live.most <= world.mostSlots, `${world.live.most} slots of ${world.mostSlots}`);
					assert.ok(world.probes.most <= 1, `${world.probes.most} probes at once`);
					assert.equal(world.againstTheBreaker, 0, 'exchanges while the breaker is open');
					// Nobody probes any more.
					for (const { breaker } of client.origins()) assert.notEqual(breaker.state, 'half-open');
					checkTotals(client.metrics());
					assert.equal(client.metrics().operations, callers.length);
					assert.equal(client.metrics().attempts, world.exchanges);
					await platform.run(client.close());
					await settle();
					assert.equal(platform.pendingTimers, 0);
					assert.equal(world.live.now, 0);
				},
			),
			{ numRuns: 300 },
		);
	}).timeout(60_000);
});
