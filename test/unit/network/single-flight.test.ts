import assert from 'node:assert/strict';
import fc from 'fast-check';
import { CancelledError, NetworkError } from '../../../src/core/errors.ts';
import type { Urgency } from '../../../src/core/network/limits.ts';
import { SingleFlight } from '../../../src/core/network/single-flight.ts';
import { hang, SimulatedPlatform, settle } from '../../support/simulated-platform.ts';

const interactive = { signal: undefined, priority: 'interactive' } as const;

describe('single flight', () => {
	it('makes of the same need, asked at once, one operation', async () => {
		const flights = new SingleFlight<number>();
		const platform = new SimulatedPlatform();
		let started = 0;
		const signals: AbortSignal[] = [];
		const start = async (signal: AbortSignal) => {
			started++;
			signals.push(signal);
			await platform.sleep(10);
			return started;
		};
		const asked = [flights.join('a', interactive, start), flights.join('a', interactive, start), flights.join('b', interactive, start)];
		assert.equal(flights.size, 2);
		assert.deepEqual(await platform.run(Promise.all(asked)), [2, 2, 2]);
		assert.equal(started, 2);
		assert.equal(flights.has('a'), false);
		assert.ok(
			signals.every(({ aborted }) => !aborted),
			'what is done is not aborted',
		);
		assert.equal(await platform.run(flights.join('a', interactive, start)), 3);
	});

	it('tells everyone of a failure', async () => {
		const flights = new SingleFlight<number>();
		const start = () => Promise.reject(new NetworkError('timeout', 'no'));
		const asked = [flights.join('a', interactive, start), flights.join('a', interactive, start)];
		for (const outcome of await Promise.allSettled(asked)) assert.equal(outcome.status, 'rejected');
		assert.equal(flights.size, 0);
	});

	it('goes on for the others when one leaves, and is aborted when the last one does', async () => {
		const flights = new SingleFlight<number>();
		const [first, second] = [new AbortController(), new AbortController()];
		let signal: AbortSignal | undefined;
		const start = (given: AbortSignal) => {
			signal = given;
			return hang(given);
		};
		const one = flights.join('a', { ...interactive, signal: first.signal }, start);
		const two = flights.join('a', { ...interactive, signal: second.signal }, start);
		first.abort(new Error('why'));
		await assert.rejects(one, (error) => error instanceof CancelledError && error.cause === first.signal.reason);
		assert.equal(signal?.aborted, false);
		second.abort();
		await assert.rejects(two, CancelledError);
		assert.equal(signal?.aborted, true);
		assert.equal(flights.size, 0);
		await flights.settled();
	});

	it('starts anew for who comes while an abandoned one is still ending', async () => {
		const flights = new SingleFlight<string>();
		const leaving = new AbortController();
		let end: (value: string) => void = () => undefined;
		const stubborn = flights.join('a', { ...interactive, signal: leaving.signal }, () => new Promise((resolve) => (end = resolve)));
		leaving.abort();
		await assert.rejects(stubborn, CancelledError);
		const platform = new SimulatedPlatform();
		const anew = flights.join('a', interactive, () => platform.sleep(10).then(() => 'new'));
		end('old');
		await settle();
		assert.equal(flights.has('a'), true, 'the end of the old one is not that of the new one');
		assert.equal(await platform.run(anew), 'new');
	});

	it('does not start for who has left already', async () => {
		const flights = new SingleFlight<number>();
		await assert.rejects(flights.join('a', { ...interactive, signal: AbortSignal.abort() }, assert.fail), CancelledError);
	});

	it('becomes urgent when somebody who looks at it joins', async () => {
		const flights = new SingleFlight<number>();
		let urgency: Urgency | undefined;
		const start = (signal: AbortSignal, given: Urgency) => {
			urgency = given;
			return hang(signal);
		};
		const asked = [flights.join('a', { ...interactive, priority: 'background' }, start)];
		assert.equal(urgency?.priority, 'background');
		asked.push(flights.join('a', interactive, start));
		assert.equal(urgency?.priority, 'interactive');
		flights.abortAll(new CancelledError('closing'));
		for (const outcome of await Promise.allSettled(asked)) assert.match(String(outcome.status === 'rejected' && outcome.reason), /closing/);
	});

	it('answers everyone exactly once, and runs one operation a key as long as somebody waits, for any interleaving', async () => {
		const step = fc.record({
			// What stands between two “settle” happens in the same moment, or a few microtasks apart.
			do: fc.oneof(
				{ weight: 3, arbitrary: fc.constantFrom('join', 'leave', 'settle', 'microtask') },
				{ weight: 1, arbitrary: fc.constantFrom('answer', 'fail', 'abort all') },
			),
			key: fc.constantFrom('a', 'b'),
			which: fc.nat(),
		});
		const reached = { shared: 0, abandoned: 0 };
		await fc.assert(
			fc.asyncProperty(fc.array(step, { maxLength: 100, size: 'max' }), async (steps) => {
				const flights = new SingleFlight<string>();
				const running = new Set<{ readonly key: string; readonly end: (fail: boolean) => void }>();
				const waiting: { readonly key: string; readonly controller: AbortController; mayBeCancelled: boolean }[] = [];
				let joined = 0;
				let answered = 0;
				/** All were aborted a moment ago: who joins now may still meet one of them. */
				let isAborting = false;
				const start = (key: string) => (signal: AbortSignal) =>
					new Promise<string>((resolve, reject) => {
						const end = (fail: boolean) => (fail ? reject(new Error('failed')) : resolve(key));
						const flight = { key, end };
						signal.addEventListener('abort', () => {
							reached.abandoned++;
							running.delete(flight);
							reject(signal.reason);
						});
						running.add(flight);
					});
				const join = (key: string) => {
					joined++;
					if (flights.has(key)) reached.shared++;
					const entry = { key, controller: new AbortController(), mayBeCancelled: isAborting };
					waiting.push(entry);
					const settled = () => {
						answered++;
						waiting.splice(waiting.indexOf(entry), 1);
					};
					flights.join(key, { signal: entry.controller.signal, priority: 'interactive' }, start(key)).then(
						(value) => {
							assert.equal(value, key);
							settled();
						},
						(error) => {
							assert.ok(entry.mayBeCancelled || !(error instanceof CancelledError), 'who stays is not cancelled because another left');
							settled();
						},
					);
				};
				const ofKey = <T extends { readonly key: string }>(all: Iterable<T>, key: string, which: number): T | undefined => {
					const some = [...all].filter((one) => one.key === key);
					return some[which % Math.max(1, some.length)];
				};
				const leave = (entry: (typeof waiting)[number] | undefined) => {
					if (entry === undefined) return;
					entry.mayBeCancelled = true;
					entry.controller.abort();
				};
				const abortAll = () => {
					isAborting = true;
					for (const entry of waiting) entry.mayBeCancelled = true;
					flights.abortAll(new CancelledError());
				};
				const land = (key: string, which: number, fail: boolean) => {
					const flight = ofKey(running, key, which);
					if (flight !== undefined) running.delete(flight);
					flight?.end(fail);
				};
				for (const { do: kind, key, which } of steps) {
					if (kind === 'join') join(key);
					else if (kind === 'leave') leave(ofKey(waiting, key, which));
					else if (kind === 'abort all') abortAll();
					else if (kind === 'answer' || kind === 'fail') land(key, which, kind === 'fail');
					else if (kind === 'microtask') for (let i = 0; i <= which % 6; i++) await Promise.resolve();
					if (kind !== 'settle') continue;
					await settle();
					isAborting = false;
					for (const each of ['a', 'b']) {
						const wanted = waiting.some((entry) => entry.key === each) ? 1 : 0;
						const found = [...running].filter((flight) => flight.key === each).length;
						assert.deepEqual([found, flights.has(each)], [wanted, wanted === 1], 'none goes on for nobody');
					}
				}
				for (const { end } of running) end(false);
				await settle();
				assert.equal(answered, joined);
				assert.deepEqual(waiting, []);
				assert.equal(flights.size, 0);
				await flights.settled();
			}),
			{ numRuns: 200 },
		);
		assert.ok(reached.shared > 0 && reached.abandoned > 0, JSON.stringify(reached));
	});
});
