import assert from 'node:assert/strict';
import fc from 'fast-check';
import { CancelledError, type ErrorCode, PackageNotFoundError, RateLimitedError, toAutoDocsError } from '../../../src/core/errors.ts';
import type { Json } from '../../../src/core/json.ts';
import type { ClientSettings } from '../../../src/core/network/client.ts';
import { Urgency } from '../../../src/core/network/limits.ts';
import { Metrics } from '../../../src/core/network/metrics.ts';
import { Network } from '../../../src/core/network/network.ts';
import type { ClientRequest, Priority } from '../../../src/core/network/request.ts';
import type { StoredAnswer } from '../../../src/core/network/stored-answer.ts';
import { clientSettings, jsonRequest } from '../../support/client-requests.ts';
import { fetchFailure, hang, type SimulatedFetch, SimulatedPlatform, settle } from '../../support/simulated-platform.ts';

const origin = 'https://index.test';

interface Outcome {
	readonly code: ErrorCode | 'ok';
	readonly ms: number;
}

/** The layers below the caches, in a world where time passes at will. */
class Bench {
	readonly platform: SimulatedPlatform;
	readonly metrics: Metrics;
	readonly network: Network;
	exchanges = 0;
	recoveries = 0;
	settings: ClientSettings;

	constructor(serve: (platform: SimulatedPlatform) => SimulatedFetch, change: Partial<ClientSettings> = {}, seed = 1) {
		this.platform = new SimulatedPlatform(seed);
		this.metrics = new Metrics(this.platform);
		this.settings = clientSettings(origin, change);
		const answer = serve(this.platform);
		this.platform.serve = (url, init) => {
			this.exchanges++;
			return answer(url, init);
		};
		this.network = new Network(() => this.settings, this.platform, this.metrics, {
			changed: () => undefined,
			recovered: () => this.recoveries++,
		});
	}

	ask(
		name: string,
		options: { signal?: AbortSignal; priority?: Priority; cached?: StoredAnswer; request?: Partial<ClientRequest<Json>> } = {},
	) {
		const { signal = new AbortController().signal, priority = 'interactive', cached, request } = options;
		return this.network.ask(jsonRequest(`${origin}/simple/${name}/`, request), cached, signal, new Urgency(priority));
	}

	async outcome(name: string): Promise<Outcome> {
		const startedAt = this.platform.monotonic();
		const code = await this.ask(name).then(
			() => 'ok' as const,
			(thrown: unknown) => toAutoDocsError(thrown).code,
		);
		return { code, ms: this.platform.monotonic() - startedAt };
	}

	/** Asks for so many packages, `atOnce` at a time. */
	async load(packages: number, atOnce: number): Promise<readonly Outcome[]> {
		const outcomes: Outcome[] = [];
		let next = 0;
		const worker = async () => {
			while (next < packages) outcomes.push(await this.outcome(`package-${next++}`));
		};
		await this.platform.run(Promise.all(Array.from({ length: atOnce }, worker)));
		return outcomes;
	}

	get breaker() {
		return this.network.origins()[0]?.breaker;
	}
}

const ok = () => new Response('{"a":1}', { headers: { 'content-type': 'application/json' } });
const answersAfter =
	(ms: number | ((platform: SimulatedPlatform) => number)) =>
	(platform: SimulatedPlatform): SimulatedFetch =>
	async (_url, { signal }) => {
		await platform.sleep(typeof ms === 'number' ? ms : ms(platform), signal);
		return ok();
	};
const always =
	(status: number, headers: Record<string, string> = {}) =>
	(): SimulatedFetch =>
	() =>
		Promise.resolve(new Response('', { status, headers }));
const refused = (): SimulatedFetch => () => Promise.reject(fetchFailure('ECONNREFUSED'));
const silent =
	(): SimulatedFetch =>
	(_url, { signal }) =>
		hang(signal);

const share = (outcomes: readonly Outcome[], code: Outcome['code']) =>
	outcomes.filter((outcome) => outcome.code === code).length / outcomes.length;
const mean = (outcomes: readonly Outcome[]) => outcomes.reduce((sum, { ms }) => sum + ms, 0) / outcomes.length;
const quantile = (outcomes: readonly Outcome[], q: number) =>
	outcomes.map(({ ms }) => ms).sort((a, b) => a - b)[Math.ceil(q * outcomes.length) - 1] ?? Number.NaN;

/** Fails two exchanges in a hundred in each of six ways. */
const troubled =
	(retryAfter: Record<string, string>) =>
	(platform: SimulatedPlatform): SimulatedFetch =>
	async (_url, { signal }) => {
		const chance = platform.random();
		await platform.sleep(20, signal);
		if (chance < 0.02) throw fetchFailure('ECONNRESET');
		if (chance < 0.04) return new Response('', { status: 500 });
		if (chance < 0.06) return new Response('', { status: 502 });
		if (chance < 0.08) return new Response(new ReadableStream({ pull: (controller) => controller.error(fetchFailure('UND_ERR_SOCKET')) }));
		if (chance < 0.1) return await hang(signal);
		return chance < 0.12 ? new Response('', { status: 429, headers: retryAfter }) : ok();
	};

describe('the network layers', () => {
	it('keep what each operation asked, with its attempts and its end', async () => {
		let exchanges = 0;
		const bench = new Bench(() => () => {
			exchanges++;
			if (exchanges === 1) return Promise.resolve(new Response('', { status: 500 }));
			return Promise.resolve(exchanges === 2 ? ok() : new Response('', { status: 404 }));
		});
		await bench.platform.run(bench.outcome('flask'));
		await bench.platform.run(bench.outcome('nothing'));
		const { operations, samples } = bench.network.activity();
		assert.deepEqual(
			operations.map(({ packageName, attempts, error }) => [packageName, attempts.map(({ code }) => code ?? 'ok'), error?.code ?? 'ok']),
			[
				['nothing', ['package_not_found'], 'package_not_found'],
				['flask', ['server_error', 'ok'], 'ok'],
			],
		);
		const sum = (of: 'requests' | 'errors') => samples.reduce((total, sample) => total + sample[of], 0);
		assert.deepEqual([sum('requests'), sum('errors')], [3, 2]);
	});

	it('count what was tried again, how often the breaker changed, and how long each operation took, however it ended', async () => {
		let exchanges = 0;
		const bench = new Bench((platform) => async (_url, { signal }) => {
			await platform.sleep(100, signal);
			return ++exchanges === 1 ? ok() : new Response('', { status: 500 });
		});
		await bench.platform.run(bench.outcome('flask'));
		assert.deepEqual([bench.metrics.retries, bench.metrics.attempts, bench.metrics.breakerTransitions], [0, 1, 0]);
		const { times } = bench.metrics.snapshot(0);
		assert.ok(Math.abs(times.p50Ms - 100) < 5, `${times.p50Ms} ms`);
		await bench.load(50, 50);
		const { attempts, retries, breakerTransitions, byKind } = bench.metrics.snapshot(0);
		assert.equal(attempts, exchanges);
		// The first of each package is no retry; those for which the breaker left no attempt have none.
		assert.ok(retries > 0 && retries < attempts, `${retries} of ${attempts}`);
		assert.equal(breakerTransitions, 1);
		assert.ok(byKind.releases.p99Ms > 200, `${byKind.releases.p99Ms} ms`);
	});

	it('tell of no origin that is not allowed any more', async () => {
		const bench = new Bench(answersAfter(1));
		await bench.platform.run(bench.outcome('flask'));
		assert.deepEqual(
			bench.network.origins().map((state) => state.origin),
			[origin],
		);
		bench.settings = { ...bench.settings, allowedOrigins: ['https://other.test'] };
		assert.deepEqual(bench.network.origins(), []);
	});

	describe('hold their figures', () => {
		const halfHang =
			(platform: SimulatedPlatform): SimulatedFetch =>
			async (_url, { signal }) => {
				if (platform.random() < 0.5) return await hang(signal);
				await platform.sleep(20, signal);
				return ok();
			};

		it('1,000 packages, half of all exchanges hang, 50 at once: 99 % complete, mean 1.8 s, p95 6 s', async () => {
			const bench = new Bench(halfHang);
			const outcomes = await bench.load(1000, 50);
			assert.ok(share(outcomes, 'ok') >= 0.99, `${share(outcomes, 'ok')}`);
			assert.ok(mean(outcomes) <= 1800, `${mean(outcomes)}`);
			assert.ok(quantile(outcomes, 0.95) <= 6000, `${quantile(outcomes, 0.95)}`);
			assert.equal(bench.metrics.breakerTransitions, 0);
			assert.equal(bench.platform.pendingTimers, 0);
		});

		for (const [what, retryAfter] of [
			['', {}],
			[' with Retry-After', { 'retry-after': '1' }],
		] as const) {
			it(`2 % each of resets, 500, 502, cut off, hung, 429${what}: 99.5 % of those hit recover`, async () => {
				const bench = new Bench(troubled(retryAfter));
				await bench.load(2000, 50);
				const { troubled: hit, recovered } = bench.metrics;
				assert.ok(hit > 150 && recovered / hit >= 0.995, `${recovered} of ${hit}`);
				assert.equal(bench.breaker?.state, 'closed');
			});
		}

		it('every answer takes 4 s: none is cut off, each costs one exchange', async () => {
			const bench = new Bench(answersAfter(4000));
			assert.equal(share(await bench.load(100, 50), 'ok'), 1);
			assert.equal(bench.exchanges, 100);
		});

		it('answers become ten times slower in mid-run: none is cut off', async () => {
			const bench = new Bench(answersAfter((platform) => (platform.monotonic() < 1000 ? 100 : 1000)));
			assert.equal(share(await bench.load(1000, 50), 'ok'), 1);
			assert.equal(bench.exchanges, 1000);
		});

		it('answers become 200 times slower in mid-run: most are cut off at first, but not for ever', async () => {
			const bench = new Bench(answersAfter((platform) => (platform.monotonic() < 500 ? 20 : 4000)));
			await bench.load(2000, 50);
			assert.equal(bench.metrics.breakerTransitions > 0, true);
			await bench.platform.advance(60_000);
			assert.equal(share(await bench.load(100, 50), 'ok'), 1);
		});

		for (const [what, serve] of [
			['refuses connections', refused],
			['answers 503', always(503)],
			['says nothing', silent],
		] as const) {
			it(`the index ${what}, 200 packages asked: at most 80 exchanges, then answers at once`, async () => {
				const bench = new Bench(serve);
				await bench.load(200, 200);
				assert.ok(bench.exchanges <= 80, `${bench.exchanges} exchanges`);
				assert.equal(bench.breaker?.state, 'open');
				assert.deepEqual(await bench.platform.run(bench.outcome('another')), { code: 'circuit_open', ms: 0 });
			});
		}

		it('the index is down, one package after the other is asked: 20 exchanges until the breaker holds', async () => {
			const bench = new Bench(refused);
			const codes = (await bench.load(6, 1)).map(({ code }) => code);
			assert.deepEqual(codes, [...Array(5).fill('unreachable'), 'circuit_open']);
			assert.equal(bench.exchanges, 20);
		});

		it('an origin that answers after it failed has recovered, once', async () => {
			let down = false;
			const bench = new Bench((platform) => (url, init) => (down ? refused()(url, init) : answersAfter(20)(platform)(url, init)));
			await bench.platform.run(bench.outcome('before'));
			assert.equal(bench.recoveries, 0);
			down = true;
			await bench.platform.run(bench.outcome('meanwhile'));
			assert.equal(bench.recoveries, 0);
			down = false;
			await bench.load(3, 1);
			assert.equal(bench.recoveries, 1);
		});

		it('the index comes back: answered at the end of the recovery time', async () => {
			let down = true;
			const bench = new Bench((platform) => (url, init) => (down ? refused()(url, init) : answersAfter(20)(platform)(url, init)));
			await bench.load(200, 200);
			down = false;
			await bench.platform.advance(59_000);
			assert.equal((await bench.platform.run(bench.outcome('too early'))).code, 'circuit_open');
			await bench.platform.advance(1000);
			assert.equal(share(await bench.load(50, 50), 'ok'), 1);
		});

		it('half of all attempts fail at random: the breaker never opens', async () => {
			const bench = new Bench((platform) => async (_url, { signal }) => {
				await platform.sleep(20, signal);
				return platform.random() < 0.5 ? new Response('', { status: 500 }) : ok();
			});
			const outcomes = await bench.load(500, 50);
			assert.equal(bench.metrics.breakerTransitions, 0);
			assert.ok(share(outcomes, 'ok') > 0.9);
		});
	});

	describe('count as trouble', () => {
		const notFound = { notFound: () => new PackageNotFoundError('none') };
		const answers =
			(...statuses: readonly number[]) =>
			(): SimulatedFetch => {
				const rest = [...statuses];
				return () => Promise.resolve(new Response('', { status: rest.shift() ?? 500 }));
			};
		for (const [what, statuses, counts] of [
			['no answer that says no', [404], [0, 0]],
			['nor one that refuses', [401], [0, 0]],
			['what is answered after a failure, if only with a no, as recovered', [500, 404], [1, 1]],
			['what fails for good', [500, 500, 500, 500], [1, 0]],
			['what is refused after a failure', [500, 401], [1, 0]],
		] as const) {
			it(what, async () => {
				const bench = new Bench(answers(...statuses));
				await bench.platform.run(bench.ask('numpy', { request: notFound }).catch(toAutoDocsError));
				assert.deepEqual([bench.metrics.troubled, bench.metrics.recovered], counts);
			});
		}

		it('nothing that nobody waited for any more', async () => {
			const bench = new Bench(answers(500));
			const controller = new AbortController();
			const asked = bench.ask('numpy', { signal: controller.signal });
			await settle();
			assert.equal(bench.exchanges, 1);
			controller.abort(new CancelledError());
			await assert.rejects(asked, CancelledError);
			assert.equal(bench.metrics.troubled, 0);
		});
	});

	describe('wait in the right order', () => {
		it('a background load of 2,000 delays an interactive request by no more than one attempt', async () => {
			const bench = new Bench(answersAfter(100));
			const load = Array.from({ length: 2000 }, (_, i) => bench.ask(`package-${i}`, { priority: 'background' }));
			await bench.platform.advance(1050);
			const { code, ms } = await bench.platform.run(bench.outcome('looked-at'));
			assert.equal(code, 'ok');
			assert.ok(ms <= 200, `${ms} ms`);
			await bench.platform.run(Promise.all(load));
		}).timeout(20_000);

		it('what was tried before goes before what was not', async () => {
			const asked: string[] = [];
			const bench = new Bench(
				(platform) => async (url, init) => {
					asked.push(url.pathname.split('/')[2] ?? '');
					return asked.length === 1 ? new Response('', { status: 500 }) : await answersAfter(4000)(platform)(url, init);
				},
				{ maxConcurrentRequests: 1 },
			);
			await bench.platform.run(Promise.all(['first', 'second', 'third'].map((name) => bench.outcome(name))));
			assert.deepEqual(asked, ['first', 'second', 'first', 'third']);
		});

		it('an operation whose turn does not come says so', async () => {
			const bench = new Bench(answersAfter(4000), { maxConcurrentRequests: 1 });
			const first = bench.outcome('first');
			await settle();
			bench.settings = { ...bench.settings, deadlineMs: 3000 };
			const error = await bench.platform.run(bench.ask('second').catch(toAutoDocsError));
			assert.match(error instanceof Error ? error.message : '', /3 s were not enough \(its turn did not come\)/);
			assert.equal((await bench.platform.run(first)).code, 'ok');
			assert.equal(bench.exchanges, 1);
		});

		it('an operation that ran out of time names its latest failure', async () => {
			const bench = new Bench(silent, { deadlineMs: 20_000 });
			const error = await bench.platform.run(bench.ask('numpy').catch(toAutoDocsError));
			assert.match(error instanceof Error ? error.message : '', /\(4 attempts, the latest failure: no answer came within 7\.5 s/);
			assert.equal(bench.platform.monotonic(), 20_000);
		});

		it('who gives up in the queue takes no slot and counts for nothing', async () => {
			const bench = new Bench(answersAfter(1000), { maxConcurrentRequests: 1 });
			const controller = new AbortController();
			const first = bench.ask('first');
			const second = bench.ask('second', { signal: controller.signal });
			await settle();
			assert.deepEqual(
				bench.network.origins().map(({ inFlight, waiting }) => [inFlight, waiting]),
				[[1, 1]],
			);
			controller.abort(new CancelledError());
			await assert.rejects(second, CancelledError);
			await bench.platform.run(first);
			assert.equal(bench.exchanges, 1);
			assert.equal(bench.platform.pendingTimers, 0);
		});

		it('what waits in the queue when the breaker opens is not sent', async () => {
			const bench = new Bench(always(500), { maxConcurrentRequests: 1, deadlineMs: 300_000 });
			await bench.load(40, 40);
			assert.equal(bench.exchanges, 20);
		});

		it('one of several origins may not take every slot', async () => {
			const bench = new Bench(silent, { maxConcurrentRequests: 10, allowedOrigins: [origin, 'https://other.test'] });
			const controller = new AbortController();
			const asked = Array.from({ length: 20 }, (_, i) => bench.ask(`package-${i}`, { signal: controller.signal }));
			await settle();
			assert.equal(bench.exchanges, 8);
			controller.abort(new CancelledError());
			await Promise.allSettled(asked);
		});
	});

	it('send eight requests in a turn of the event loop, so that their answers do not come all at once', async () => {
		const sentInTurns: number[] = [];
		const bench = new Bench(() => async () => {
			sentInTurns[0] = (sentInTurns[0] ?? 0) + 1;
			return ok();
		});
		const turn = () => {
			sentInTurns.unshift(0);
			immediate = setImmediate(turn);
		};
		let immediate = setImmediate(turn);
		await Promise.all(Array.from({ length: 50 }, (_, i) => bench.ask(`package-${i}`)));
		clearImmediate(immediate);
		assert.deepEqual(sentInTurns.filter((sent) => sent > 0).reverse(), [8, 8, 8, 8, 8, 8, 2]);
	});

	describe('pause where the origin asks for it', () => {
		const busyOnce = (retryAfter: string) => (platform: SimulatedPlatform) => {
			let first = true;
			return (url: URL, init: Parameters<SimulatedFetch>[1]) => {
				const response = first
					? Promise.resolve(new Response('', { status: 429, headers: { 'retry-after': retryAfter } }))
					: answersAfter(20)(platform)(url, init);
				first = false;
				return response;
			};
		};

		it('for every operation, also those in the queue, and then goes on', async () => {
			const bench = new Bench(busyOnce('10'), { maxConcurrentRequests: 1 });
			const asked = ['a', 'b', 'c'].map((name) => bench.outcome(name));
			await bench.platform.advance(5000);
			assert.equal(bench.exchanges, 1);
			assert.equal(bench.network.origins()[0]?.pausedUntil, bench.platform.now() + 5000);
			assert.ok(bench.network.origins()[0]?.lastError instanceof RateLimitedError);
			assert.deepEqual(
				(await bench.platform.run(Promise.all(asked))).map(({ code }) => code),
				['ok', 'ok', 'ok'],
			);
			assert.ok(bench.platform.monotonic() < 10_100);
			assert.equal(bench.network.origins()[0]?.pausedUntil, undefined);
			assert.equal(bench.network.origins()[0]?.lastError, undefined);
		});

		it('but tells at once who cannot wait so long', async () => {
			const bench = new Bench(busyOnce('40'));
			assert.deepEqual(await bench.platform.run(bench.outcome('a')), { code: 'rate_limited', ms: 0 });
			const error = await bench.platform.run(bench.ask('b').catch(toAutoDocsError));
			assert.equal(error instanceof RateLimitedError && error.retryAfterMs, 40_000);
			assert.equal(bench.exchanges, 1);
			assert.equal(bench.breaker?.state, 'closed');
			await bench.platform.advance(40_000);
			assert.equal((await bench.platform.run(bench.outcome('c'))).code, 'ok');
		});

		it('and begins no wait that ends when the time is up', async () => {
			const bench = new Bench(busyOnce('30'));
			for (const name of ['a', 'b']) assert.deepEqual(await bench.platform.run(bench.outcome(name)), { code: 'rate_limited', ms: 0 });
		});

		it('until a person says otherwise', async () => {
			const bench = new Bench(busyOnce('20'));
			const asked = bench.outcome('a');
			await bench.platform.advance(1000);
			bench.network.retryNow();
			assert.deepEqual(await bench.platform.run(asked), { code: 'ok', ms: 1020 });
		});

		it('and lets who waits for it give up', async () => {
			const bench = new Bench(busyOnce('20'), { maxConcurrentRequests: 1 });
			const controller = new AbortController();
			const asked = [bench.ask('a', { signal: controller.signal }), bench.ask('b', { signal: controller.signal })];
			await bench.platform.advance(1000);
			controller.abort(new CancelledError());
			for (const { status } of await Promise.allSettled(asked)) assert.equal(status, 'rejected');
			bench.network.retryNow();
			await settle();
			assert.equal(bench.platform.pendingTimers, 0);
		});
	});

	describe('send and read', () => {
		const cached: StoredAnswer = {
			packageName: 'numpy',
			value: 'cached',
			fetchedAt: 0,
			freshness: { lifetimeMs: 1000, etag: '"x"', lastModified: null, volatile: false },
			bytes: 8,
		};

		it('a conditional request where something is cached, and take a 304 for it', async () => {
			let sent: Headers | undefined;
			const bench = new Bench(() => (_url, { headers }) => {
				sent = new Headers(headers);
				return Promise.resolve(new Response(null, { status: 304 }));
			});
			const { value, fetchedAt, freshness } = await bench.platform.run(bench.ask('numpy', { cached }));
			assert.deepEqual([value, fetchedAt, freshness], ['cached', bench.platform.now(), cached.freshness]);
			assert.equal(sent?.get('if-none-match'), '"x"');
			assert.equal(sent?.get('accept'), 'application/json');
			assert.equal(sent?.get('user-agent'), 'AutoDocs/test');
		});

		it('redirects by hand, and at most five', async () => {
			const bench = new Bench(() => (url, { redirect }) => {
				assert.equal(redirect, 'manual');
				const hop = Number(url.searchParams.get('hop') ?? '0');
				return Promise.resolve(hop === 5 ? ok() : new Response('', { status: 307, headers: { location: `?hop=${hop + 1}` } }));
			});
			let from: URL | undefined;
			await bench.platform.run(
				bench.ask('numpy', {
					request: {
						parse: ({ url }) => {
							from = url;
							return null;
						},
					},
				}),
			);
			assert.equal(from?.href, `${origin}/simple/numpy/?hop=5`);
			assert.equal(bench.exchanges, 6);
		});

		it('nothing again after a bug: it is told at once, and says nothing of the origin', async () => {
			const bench = new Bench(answersAfter(20));
			const broken = { parse: () => assert.fail('a bug') };
			const error = await bench.platform.run(bench.ask('numpy', { request: broken }).catch(toAutoDocsError));
			assert.equal(error instanceof Error && 'code' in error && error.code, 'internal_error');
			assert.equal(bench.exchanges, 1);
			assert.equal(bench.network.origins()[0]?.lastError, undefined);
		});

		it('an answer that says no: that is no failure of the origin', async () => {
			const bench = new Bench(always(404));
			assert.equal((await bench.platform.run(bench.outcome('numpy'))).code, 'package_not_found');
			assert.equal(bench.network.origins()[0]?.lastError, undefined);
		});

		it('nor is one that refuses, but it is told where it is about releases: what lies beside them many an index refuses as a whole', async () => {
			const bench = new Bench(always(403));
			for (const kind of ['releases', 'metadata'] as const) {
				const error = await bench.platform.run(bench.ask('numpy', { request: { kind } }).catch(toAutoDocsError));
				const { lastError, failingSince } = bench.network.origins()[0] ?? assert.fail();
				assert.deepEqual([lastError, failingSince], [kind === 'releases' ? error : undefined, undefined]);
			}
		});

		it('hides nothing that a body throws while it is aborted', async () => {
			const bench = new Bench(() => () => Promise.resolve(new Response(new ReadableStream({ pull: () => new Promise(() => undefined) }))));
			const controller = new AbortController();
			const asked = bench.ask('numpy', { signal: controller.signal });
			await bench.platform.advance(100);
			controller.abort(new CancelledError());
			await assert.rejects(asked, CancelledError);
			await settle();
			assert.equal(bench.platform.pendingTimers, 0);
		});
	});

	it('answer everyone once, within the deadline, and leave nothing behind, whatever the server does', async () => {
		const behaviour = fc.constantFrom('ok', 'hang', 'reset', '500', '429', 'wait', 'cut off', 'not found', 'garbage');
		await fc.assert(
			fc.asyncProperty(
				fc.array(behaviour, { minLength: 1, maxLength: 12, size: 'max' }),
				fc.integer(),
				fc.integer({ min: 1, max: 20 }),
				fc.integer({ min: 1, max: 5 }),
				async (script, seed, operations, slots) => {
					let index = 0;
					const serve =
						(platform: SimulatedPlatform): SimulatedFetch =>
						async (_url, { signal }) => {
							const what = script[index++ % script.length];
							await platform.sleep(10, signal);
							if (what === 'hang') return await hang(signal);
							if (what === 'reset') throw fetchFailure('ECONNRESET');
							if (what === '500') return new Response('', { status: 500 });
							if (what === '429') return new Response('', { status: 429 });
							if (what === 'wait') return new Response('', { status: 503, headers: { 'retry-after': '2' } });
							if (what === 'cut off')
								return new Response(new ReadableStream({ pull: (controller) => controller.error(new TypeError('terminated')) }));
							if (what === 'not found') return new Response('', { status: 404 });
							return what === 'garbage' ? new Response('<<<') : ok();
						};
					const bench = new Bench(serve, { maxConcurrentRequests: slots }, seed);
					const controller = new AbortController();
					const leaving = bench.ask('leaving', { signal: controller.signal }).catch(toAutoDocsError);
					const outcomes = Array.from({ length: operations }, (_, i) => bench.outcome(`package-${i}`));
					await bench.platform.advance(15);
					controller.abort(new CancelledError());
					const all = await bench.platform.run(Promise.all(outcomes));
					await bench.platform.run(leaving);
					assert.equal(all.length, operations);
					for (const { ms } of all) assert.ok(ms <= 30_050, `${ms} ms`);
					bench.network.retryNow();
					await settle();
					assert.equal(bench.platform.pendingTimers, 0);
					assert.deepEqual(
						bench.network.origins().map(({ inFlight, waiting }) => [inFlight, waiting]),
						[[0, 0]],
					);
					assert.equal(bench.exchanges, bench.metrics.attempts);
				},
			),
			{ numRuns: 100 },
		);
	}).timeout(30_000);
});
