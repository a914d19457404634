import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type AutoDocsError, CancelledError, NetworkError } from '../../../src/core/errors.ts';
import { Breaker, type Pass, type Verdict, verdictOf } from '../../../src/core/network/breaker.ts';
import * as failures from '../../../src/core/network/failures.ts';
import { SimulatedPlatform, settle } from '../../support/simulated-platform.ts';

const recoveryMs = 60_000;
const down = new NetworkError('unreachable', 'down');
const signal = new AbortController().signal;

class Bench {
	readonly platform = new SimulatedPlatform();
	readonly changes: string[] = [];
	opened = 0;
	/** The number of the latest attempt. */
	latest = 0;
	readonly breaker: Breaker;

	constructor(threshold = 5) {
		const changed = () => this.changes.push(this.breaker.state.state);
		const opened = () => this.opened++;
		this.breaker = new Breaker(() => ({ threshold, recoveryMs }), this.platform, { changed, opened });
	}

	async pass(): Promise<Pass> {
		const pass = await this.breaker.enter(signal);
		assert.ok(!('retryAfterMs' in pass), 'the breaker is open');
		return pass;
	}

	async attempt(verdict: Verdict, error: AutoDocsError | undefined = verdict === 'failed' ? down : undefined): Promise<Pass> {
		const pass = await this.pass();
		this.latest = pass.number;
		this.breaker.conclude(pass, verdict, error);
		return pass;
	}

	async passes(count: number): Promise<readonly Pass[]> {
		const passes: Pass[] = [];
		for (let i = 0; i < count; i++) passes.push(await this.pass());
		return passes;
	}

	async open(): Promise<void> {
		for (let i = 0; i < 20; i++) await this.attempt('failed');
		assert.equal(this.breaker.state.state, 'open');
	}
}

describe('a closed breaker', () => {
	it('opens at the 20th failed attempt in a row, not before', async () => {
		const bench = new Bench();
		for (let i = 0; i < 19; i++) await bench.attempt('failed');
		assert.equal(bench.breaker.state.state, 'closed');
		await bench.attempt('failed');
		const now = bench.platform.now();
		assert.deepEqual(bench.breaker.state, { state: 'open', since: now, probeAt: now + recoveryMs, cause: down });
		assert.equal(bench.opened, 1);
	});

	it('opens at the 5th failed operation in a row, however few attempts it took', async () => {
		const bench = new Bench();
		for (let operation = 1; operation <= 5; operation++) {
			assert.equal(bench.breaker.state.state, 'closed');
			const { number } = await bench.attempt('failed');
			bench.breaker.operationFailed(number, down);
		}
		assert.equal(bench.breaker.state.state, 'open');
	});

	it('takes its threshold from the settings: more operations, and more attempts', async () => {
		const bench = new Bench(10);
		for (let i = 0; i < 39; i++) await bench.attempt('failed');
		assert.equal(bench.breaker.state.state, 'closed');
		await bench.attempt('failed');
		assert.equal(bench.breaker.state.state, 'open');
		const strict = new Bench(3);
		for (let i = 0; i < 3; i++) strict.breaker.operationFailed((await strict.attempt('failed')).number, down);
		assert.equal(strict.breaker.state.state, 'open');
	});

	it('starts counting anew after an answer', async () => {
		const bench = new Bench();
		for (let i = 0; i < 19; i++) await bench.attempt('failed');
		for (let i = 0; i < 4; i++) bench.breaker.operationFailed(i + 1, down);
		await bench.attempt('answered');
		for (let i = 0; i < 19; i++) await bench.attempt('failed');
		bench.breaker.operationFailed(bench.latest, down);
		assert.equal(bench.breaker.state.state, 'closed');
	});

	it('still counts what was sent after the latest answered attempt', async () => {
		for (const kind of ['attempts', 'operations']) {
			const bench = new Bench();
			const slow = await bench.pass();
			for (let i = 0; i < 19; i++) await bench.attempt('failed');
			if (kind === 'operations') for (let i = 0; i < 4; i++) bench.breaker.operationFailed(bench.latest, down);
			bench.breaker.conclude(slow, 'answered', undefined);
			assert.equal(bench.breaker.state.state, 'closed');
			if (kind === 'operations') bench.breaker.operationFailed(bench.latest, down);
			else await bench.attempt('failed');
			assert.equal(bench.breaker.state.state, 'open', kind);
		}
	});

	it('does not count an operation whose first attempt was answered', async () => {
		const bench = new Bench();
		const { number } = await bench.attempt('answered');
		for (let i = 0; i < 5; i++) bench.breaker.operationFailed(number, down);
		assert.equal(bench.breaker.state.state, 'closed');
	});

	it('lets nobody in who has given up', async () => {
		await assert.rejects(new Bench().breaker.enter(AbortSignal.abort(new CancelledError())), CancelledError);
	});

	it('does not count what says nothing', async () => {
		const bench = new Bench();
		for (let i = 0; i < 100; i++) await bench.attempt('nothing', new CancelledError());
		assert.equal(bench.breaker.state.state, 'closed');
	});

	it('does not count failures of attempts that were sent before the latest answered one', async () => {
		const bench = new Bench();
		const hung: Pass[] = [];
		for (let i = 0; i < 50; i++) hung.push(await bench.pass());
		await bench.attempt('answered');
		for (const pass of hung) bench.breaker.conclude(pass, 'failed', down);
		for (const pass of hung) bench.breaker.operationFailed(pass.number, down);
		assert.equal(bench.breaker.state.state, 'closed');
	});

	it('stays closed while half of all attempts fail at random, 50 at once, answers at once and failures late', async () => {
		const platform = new SimulatedPlatform(7);
		const bench = new Bench();
		const late: Pass[] = [];
		for (let i = 0; i < 10_000; i++) {
			const pass = await bench.pass();
			if (platform.random() < 0.5) bench.breaker.conclude(pass, 'answered', undefined);
			else late.push(pass);
			if (late.length === 50) for (const failed of late.splice(0)) bench.breaker.conclude(failed, 'failed', down);
		}
		assert.deepEqual(bench.changes, []);
	});
});

describe('an open breaker', () => {
	it('refuses at once, with the cause and what is left of its time', async () => {
		const bench = new Bench();
		await bench.open();
		await bench.platform.advance(20_000);
		assert.deepEqual(await bench.breaker.enter(signal), { retryAfterMs: 40_000, cause: down });
	});

	it('goes by elapsed time: a wall clock that is set means nothing to it', async () => {
		const bench = new Bench();
		await bench.open();
		bench.platform.wallOffset += 86_400_000;
		assert.deepEqual(await bench.breaker.enter(signal), { retryAfterMs: recoveryMs, cause: down });
		assert.equal(bench.breaker.state.state === 'open' && bench.breaker.state.probeAt, bench.platform.now() + recoveryMs);
	});

	it('no longer admits what passed before it opened', async () => {
		const bench = new Bench();
		const queued = await bench.pass();
		assert.equal(bench.breaker.admits(queued), true);
		await bench.open();
		assert.equal(bench.breaker.admits(queued), false);
	});

	it('counts nothing, but closes when an attempt of before is answered after all', async () => {
		const bench = new Bench();
		const slow = await bench.pass();
		const failing = await bench.passes(20);
		await bench.open();
		for (const pass of failing) bench.breaker.conclude(pass, 'failed', down);
		for (const { number } of failing) bench.breaker.operationFailed(number, down);
		assert.deepEqual(bench.changes, ['open']);
		bench.breaker.conclude(slow, 'answered', undefined);
		assert.equal(bench.breaker.state.state, 'closed');
		assert.equal(bench.opened, 1);
	});

	it('lets a probe through at once when a person says so', async () => {
		const bench = new Bench();
		bench.breaker.retryNow();
		assert.deepEqual(bench.changes, [], 'nothing to do while it is closed');
		await bench.open();
		const since = bench.platform.now();
		await bench.platform.advance(1000);
		bench.breaker.retryNow();
		assert.deepEqual(bench.breaker.state, { state: 'open', since, probeAt: bench.platform.now(), cause: down });
		await bench.attempt('answered');
		assert.equal(bench.breaker.state.state, 'closed');
	});

	it('counts no failure of what was sent before the probe that closed it', async () => {
		const bench = new Bench();
		const failing = await bench.passes(20);
		await bench.open();
		bench.breaker.retryNow();
		await bench.attempt('answered');
		for (const pass of failing) bench.breaker.conclude(pass, 'failed', down);
		assert.equal(bench.breaker.state.state, 'closed');
	});

	it('starts counting anew when it has closed, whatever failed before', async () => {
		for (const closing of ['a probe', 'an attempt of before']) {
			const bench = new Bench();
			const [slow, ...failing] = await bench.passes(40);
			assert.ok(slow !== undefined);
			await bench.open();
			for (const pass of failing) bench.breaker.conclude(pass, 'failed', down);
			for (const { number } of failing) bench.breaker.operationFailed(number, down);
			bench.breaker.retryNow();
			if (closing === 'a probe') await bench.attempt('answered');
			else bench.breaker.conclude(slow, 'answered', undefined);
			for (let i = 0; i < 4; i++) bench.breaker.operationFailed((await bench.attempt('failed')).number, down);
			for (let i = 0; i < 15; i++) await bench.attempt('failed');
			assert.equal(bench.breaker.state.state, 'closed', closing);
		}
	});
});

describe('a half-open breaker', () => {
	async function halfOpen(): Promise<{ readonly bench: Bench; readonly probe: Pass }> {
		const bench = new Bench();
		await bench.open();
		await bench.platform.advance(recoveryMs);
		return { bench, probe: await bench.pass() };
	}

	it('admits the probe alone', async () => {
		const { bench, probe } = await halfOpen();
		assert.equal(bench.breaker.state.state, 'half-open');
		assert.equal(bench.breaker.admits(probe), true);
		assert.equal(bench.breaker.admits({ number: 1, decide: () => undefined }), false);
	});

	it('closes after an answer, and those who waited for it pass', async () => {
		const { bench, probe } = await halfOpen();
		const waiting = [bench.breaker.enter(signal), bench.breaker.enter(signal)];
		await settle();
		bench.breaker.conclude(probe, 'answered', undefined);
		assert.equal(bench.breaker.state.state, 'closed');
		for (const pass of await Promise.all(waiting)) assert.ok(!('retryAfterMs' in pass));
	});

	it('opens again after a failure, and those who waited for it are refused', async () => {
		const { bench, probe } = await halfOpen();
		const waiting = [bench.breaker.enter(signal), bench.breaker.enter(signal)];
		const still = new NetworkError('timeout', 'still down');
		bench.breaker.conclude(probe, 'failed', still);
		for (const refusal of await Promise.all(waiting)) assert.deepEqual(refusal, { retryAfterMs: recoveryMs, cause: still });
		assert.deepEqual(bench.changes, ['open', 'half-open', 'open']);
		assert.equal(bench.opened, 2);
	});

	it('lets the next one probe when the probe is given up', async () => {
		const { bench, probe } = await halfOpen();
		const waiting = bench.breaker.enter(signal);
		bench.breaker.conclude(probe, 'nothing', undefined);
		const now = bench.platform.now();
		assert.deepEqual(bench.breaker.state, { state: 'open', since: now - recoveryMs, probeAt: now, cause: down });
		const next = await waiting;
		assert.ok('number' in next && bench.breaker.admits(next));
		assert.equal(bench.breaker.state.state, 'half-open');
		assert.equal(bench.opened, 1);
	});

	it('lets who waits for the probe give up', async () => {
		const { bench } = await halfOpen();
		const controller = new AbortController();
		const waiting = bench.breaker.enter(controller.signal);
		controller.abort(new CancelledError());
		await assert.rejects(waiting, CancelledError);
	});

	it('ignores failures of attempts of before', async () => {
		const bench = new Bench();
		const old = await bench.pass();
		await bench.open();
		await bench.platform.advance(recoveryMs);
		await bench.pass();
		bench.breaker.conclude(old, 'failed', down);
		assert.equal(bench.breaker.state.state, 'half-open');
	});
});

describe('a breaker, for any order of events', () => {
	const step = fc.oneof(
		{ weight: 4, arbitrary: fc.record({ do: fc.constant('enter' as const) }) },
		{
			weight: 6,
			arbitrary: fc.record({ do: fc.constantFrom('answered' as const, 'failed' as const, 'nothing' as const), which: fc.nat() }),
		},
		{ weight: 2, arbitrary: fc.record({ do: fc.constantFrom('leave' as const), which: fc.nat() }) },
		{ weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(1, recoveryMs - 1, recoveryMs) }) },
		{ weight: 1, arbitrary: fc.record({ do: fc.constant('retryNow' as const) }) },
		// What comes before it happens in the same moment as what comes after it, unless this stands between.
		{ weight: 4, arbitrary: fc.record({ do: fc.constant('settle' as const) }) },
	);

	it('lets one probe through when half-open and none when open, and answers everyone who enters exactly once', async () => {
		const reached = new Set<string>();
		await fc.assert(
			fc.asyncProperty(fc.array(step, { maxLength: 120, size: 'max' }), async (steps) => {
				const bench = new Bench(3);
				const { breaker } = bench;
				const passes: Pass[] = [];
				const waiting: AbortController[] = [];
				let entered = 0;
				let answered = 0;
				const enter = () => {
					entered++;
					const controller = new AbortController();
					waiting.push(controller);
					const settled = () => {
						answered++;
						waiting.splice(waiting.indexOf(controller), 1);
					};
					breaker.enter(controller.signal).then((pass) => {
						settled();
						if ('number' in pass) passes.push(pass);
						else assert.equal(pass.cause, down);
					}, settled);
				};
				const conclude = (verdict: Verdict, which: number) => {
					const [pass] = passes.splice(which % Math.max(1, passes.length), 1);
					if (pass === undefined) return;
					breaker.conclude(pass, verdict, verdict === 'failed' ? down : undefined);
					if (verdict === 'failed') breaker.operationFailed(pass.number, down);
				};
				const check = () => {
					const { state } = breaker.state;
					reached.add(`${state}, ${waiting.length > 0 ? 'some wait' : 'nobody waits'}`);
					const admitted = passes.filter((pass) => breaker.admits(pass)).length;
					if (state === 'closed') assert.equal(admitted, passes.length);
					// Its probe may have been let in a moment ago, and its owner not yet know.
					else assert.ok(admitted <= (state === 'half-open' ? 1 : 0), `${admitted} admitted, ${state}`);
				};
				for (const each of steps) {
					if (each.do === 'enter') enter();
					else if (each.do === 'wait') await bench.platform.advance(each.ms);
					else if (each.do === 'settle') await settle();
					else if (each.do === 'retryNow') breaker.retryNow();
					else if (each.do === 'leave') waiting[each.which % Math.max(1, waiting.length)]?.abort(new CancelledError());
					else conclude(each.do, each.which);
					check();
				}
				await settle();
				const twice = bench.changes.findIndex((state, i) => state === 'half-open' && bench.changes[i + 1] === 'half-open');
				assert.equal(twice, -1, 'a probe is decided before the next one begins');
				assert.ok(waiting.length === 0 || breaker.state.state === 'half-open', 'only a probe is waited for');
				// Whoever still waits is told once the probes are concluded.
				while (passes.length > 0) {
					conclude('answered', 0);
					await settle();
				}
				assert.equal(answered, entered);
				assert.deepEqual(waiting, []);
			}),
			{ numRuns: 200 },
		);
		assert.ok(reached.has('half-open, some wait') && reached.has('open, nobody waits'), [...reached].join(' | '));
	});
});

describe('what an outcome says of an origin', () => {
	const asked = { label: 'it', packageName: 'it', url: new URL('https://index.test/') };
	const rows: readonly [error: AutoDocsError, verdict: Verdict][] = [
		[failures.unreachable(asked, ''), 'failed'],
		[failures.tlsFailure(asked, '', 'trust'), 'failed'],
		[failures.timedOut(asked, ''), 'failed'],
		[failures.fromStatus(asked, 500, undefined), 'failed'],
		[failures.badResponse(asked, ''), 'failed'],
		[failures.tooLarge(asked, 1), 'failed'],
		[failures.rateLimited(asked, 1), 'answered'],
		[failures.fromStatus(asked, 401, undefined), 'answered'],
		[failures.fromStatus(asked, 418, undefined), 'answered'],
		[new CancelledError(), 'nothing'],
	];
	for (const [error, verdict] of rows) it(`${error.code}: ${verdict}`, () => assert.equal(verdictOf(error), verdict));
});
