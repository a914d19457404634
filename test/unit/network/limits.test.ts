import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import fc from 'fast-check';
import { CancelledError } from '../../../src/core/errors.ts';
import { Limits, Urgency } from '../../../src/core/network/limits.ts';
import type { Priority } from '../../../src/core/network/request.ts';
import { settle } from '../../support/simulated-platform.ts';

const never = new AbortController().signal;

/** Acquires, and notes the name when the slot is had. */
class Bench {
	readonly granted: string[] = [];
	readonly held = new Map<string, () => void>();
	settings = { total: 1, perOrigin: 1 };
	readonly limits = new Limits(() => this.settings);

	ask(name: string, options: { origin?: string; priority?: Priority; retried?: boolean; signal?: AbortSignal; urgency?: Urgency } = {}) {
		const { origin = 'a', priority = 'interactive', retried = false, signal = never } = options;
		const urgency = options.urgency ?? new Urgency(priority);
		return this.limits.acquire(origin, urgency, retried, signal).then((giveBack) => {
			this.granted.push(name);
			this.held.set(name, giveBack);
		});
	}

	async giveBack(name: string): Promise<void> {
		this.held.get(name)?.();
		this.held.delete(name);
		await settle();
	}
}

describe('limits', () => {
	it('give free slots at once, and hand one that is given back to the next waiter', async () => {
		const bench = new Bench();
		const asked = ['first', 'second', 'third'].map((name) => bench.ask(name));
		await settle();
		assert.deepEqual(bench.granted, ['first']);
		assert.equal(bench.limits.waiting('a'), 2);
		await bench.giveBack('first');
		assert.deepEqual(bench.granted, ['first', 'second']);
		await bench.giveBack('second');
		await bench.giveBack('third');
		await Promise.all(asked);
		assert.equal(bench.limits.inUse('a'), 0);
		assert.equal(bench.limits.waiting('a'), 0);
	});

	it('let interactive go before background, and what was tried before go first', async () => {
		const bench = new Bench();
		await bench.ask('holder');
		const asked = [
			bench.ask('background', { priority: 'background' }),
			bench.ask('background, retried', { priority: 'background', retried: true }),
			bench.ask('interactive'),
			bench.ask('interactive, retried', { retried: true }),
		];
		for (const name of ['holder', 'interactive, retried', 'interactive', 'background, retried', 'background']) await bench.giveBack(name);
		await Promise.all(asked);
		assert.deepEqual(bench.granted.slice(1), ['interactive, retried', 'interactive', 'background, retried', 'background']);
	});

	it('let background go ahead once somebody looks at it', async () => {
		const bench = new Bench();
		await bench.ask('holder');
		const urgency = new Urgency('background');
		const asked = [bench.ask('other', { priority: 'background' }), bench.ask('looked at', { urgency })];
		await settle();
		urgency.raise();
		assert.equal(bench.limits.waiting('a'), 2);
		await bench.giveBack('holder');
		assert.deepEqual(bench.granted, ['holder', 'looked at']);
		await bench.giveBack('looked at');
		await Promise.all(asked);
	});

	it('keep the place of what was urgent already', async () => {
		const bench = new Bench();
		await bench.ask('holder');
		const urgency = new Urgency('interactive');
		const asked = [bench.ask('first', { urgency }), bench.ask('second')];
		await settle();
		urgency.raise();
		for (const name of ['holder', 'first', 'second']) await bench.giveBack(name);
		await Promise.all(asked);
		assert.deepEqual(bench.granted, ['holder', 'first', 'second']);
	});

	it('do not let one origin take the slots of another', async () => {
		const bench = new Bench();
		bench.settings = { total: 3, perOrigin: 2 };
		const asked = ['a1', 'a2', 'a3', 'b1', 'b2'].map((name) => bench.ask(name, { origin: name.slice(0, 1) }));
		await settle();
		assert.deepEqual(bench.granted, ['a1', 'a2', 'b1']);
		await bench.giveBack('b1');
		assert.deepEqual(bench.granted, ['a1', 'a2', 'b1', 'b2'], 'a3 is passed over: its origin has enough');
		await bench.giveBack('a1');
		await Promise.all(asked);
		assert.deepEqual(bench.granted.at(-1), 'a3');
	});

	it('go to the origin that has waited longest: one whose waiters all had their turn comes last again', async () => {
		const bench = new Bench();
		await bench.ask('holder');
		const asked = [bench.ask('a1'), bench.ask('b1', { origin: 'b' })];
		await bench.giveBack('holder');
		asked.push(bench.ask('a2'));
		for (const name of ['a1', 'b1', 'a2']) await bench.giveBack(name);
		await Promise.all(asked);
		assert.deepEqual(bench.granted, ['holder', 'a1', 'b1', 'a2']);
	});

	it('let a waiter leave without taking a slot along', async () => {
		const bench = new Bench();
		await bench.ask('holder');
		const controller = new AbortController();
		const leaving = bench.ask('leaving', { signal: controller.signal });
		const staying = bench.ask('staying');
		controller.abort(new CancelledError());
		await assert.rejects(leaving, CancelledError);
		await bench.giveBack('holder');
		await staying;
		assert.equal(getEventListeners(never, 'abort').length, 0);
		assert.equal(bench.limits.inUse('a'), 1);
		await assert.rejects(bench.ask('too late', { signal: controller.signal }), CancelledError);
	});

	it('take a slot back once, however often it is given', async () => {
		const bench = new Bench();
		bench.settings = { total: 1, perOrigin: 2 };
		const giveBack = await bench.limits.acquire('a', new Urgency('interactive'), false, never);
		giveBack();
		giveBack();
		await bench.ask('one');
		const second = bench.ask('two');
		await settle();
		assert.deepEqual(bench.granted, ['one']);
		await bench.giveBack('one');
		await second;
	});

	it('follow settings that change while many wait', async () => {
		const bench = new Bench();
		const asked = ['1', '2', '3', '4'].map((name) => bench.ask(name));
		await settle();
		bench.settings = { total: 3, perOrigin: 3 };
		bench.limits.grantWaiting();
		await settle();
		assert.deepEqual(bench.granted, ['1', '2', '3']);
		bench.settings = { total: 1, perOrigin: 1 };
		await bench.giveBack('1');
		await bench.giveBack('2');
		assert.equal(bench.granted.length, 3, 'fewer are allowed now');
		await bench.giveBack('3');
		await Promise.all(asked);
	});

	it('never exceed the bounds, return every slot and answer everyone once, for any interleaving', async () => {
		const step = fc.oneof(
			{
				weight: 5,
				arbitrary: fc.record({
					do: fc.constant('ask' as const),
					origin: fc.constantFrom('a', 'b'),
					background: fc.boolean(),
					retried: fc.boolean(),
				}),
			},
			{
				weight: 7,
				arbitrary: fc.record({ do: fc.constantFrom('give back' as const, 'leave' as const, 'raise' as const), which: fc.nat() }),
			},
			{ weight: 1, arbitrary: fc.record({ do: fc.constant('allow' as const), total: fc.integer({ min: 1, max: 6 }) }) },
			// What comes before it happens in the same moment as what comes after it, unless this stands between.
			{ weight: 3, arbitrary: fc.record({ do: fc.constant('settle' as const) }) },
		);
		const reached = { races: 0 };
		await fc.assert(
			fc.asyncProperty(
				fc.array(step, { maxLength: 100, size: 'max' }),
				fc.integer({ min: 1, max: 4 }),
				fc.integer({ min: 1, max: 3 }),
				async (steps, firstTotal, perOrigin) => {
					let total = firstTotal;
					let mostAllowed = firstTotal;
					const limits = new Limits(() => ({ total, perOrigin }));
					const held: { readonly origin: string; readonly giveBack: () => void }[] = [];
					const waiting: { readonly origin: string; readonly controller: AbortController; readonly urgency: Urgency }[] = [];
					let asked = 0;
					let answered = 0;
					const ask = ({ origin, background, retried }: { origin: string; background: boolean; retried: boolean }) => {
						asked++;
						const entry = { origin, controller: new AbortController(), urgency: new Urgency(background ? 'background' : 'interactive') };
						waiting.push(entry);
						const settled = () => {
							answered++;
							waiting.splice(waiting.indexOf(entry), 1);
						};
						limits.acquire(origin, entry.urgency, retried, entry.controller.signal).then((giveBack) => {
							settled();
							if (entry.controller.signal.aborted) reached.races++;
							assert.equal(getEventListeners(entry.controller.signal, 'abort').length, 0);
							held.push({ origin, giveBack });
						}, settled);
					};
					const check = () => {
						const used = limits.inUse('a') + limits.inUse('b');
						assert.ok(used <= mostAllowed, `${used} of ${mostAllowed}`);
						for (const origin of ['a', 'b']) {
							assert.ok(limits.inUse(origin) <= perOrigin);
							assert.ok(limits.inUse(origin) >= held.filter((slot) => slot.origin === origin).length);
						}
					};
					for (const each of steps) {
						if (each.do === 'ask') ask(each);
						else if (each.do === 'settle') await settle();
						else if (each.do === 'allow') {
							total = each.total;
							mostAllowed = Math.max(total, limits.inUse('a') + limits.inUse('b'));
							limits.grantWaiting();
						} else if (each.do === 'give back') held.splice(each.which % Math.max(1, held.length), 1)[0]?.giveBack();
						else if (each.do === 'leave') waiting[each.which % Math.max(1, waiting.length)]?.controller.abort(new CancelledError());
						else waiting[each.which % Math.max(1, waiting.length)]?.urgency.raise();
						check();
					}
					await settle();
					for (const origin of ['a', 'b']) {
						assert.equal(limits.inUse(origin), held.filter((slot) => slot.origin === origin).length);
						const left = waiting.filter((entry) => entry.origin === origin).length;
						assert.equal(limits.waiting(origin), left);
						const isFull = held.length >= total || limits.inUse(origin) >= perOrigin;
						assert.ok(left === 0 || isFull, `${left} wait for ${origin} though a slot is free`);
					}
					for (let slot = held.shift(); slot !== undefined; slot = held.shift()) {
						slot.giveBack();
						slot.giveBack();
						await settle();
						check();
					}
					assert.equal(answered, asked);
					assert.equal(limits.inUse('a') + limits.inUse('b') + limits.waiting('a') + limits.waiting('b'), 0);
				},
			),
			{ numRuns: 200 },
		);
		assert.ok(reached.races > 0, 'somebody left in the moment in which the slot was handed over');
	});
});
