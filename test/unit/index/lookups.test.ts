import assert from 'node:assert/strict';
import { CancelledError, CircuitOpenError, NetworkError, PackageNotFoundError, RateLimitedError } from '../../../src/core/errors.ts';
import { Lookups } from '../../../src/core/index/lookups.ts';
import { answer, KnownIndex, projectReleases } from '../../support/known-index.ts';
import { SimulatedPlatform, settle } from '../../support/simulated-platform.ts';

const owner = '/p/pyproject.toml';
const found = (name: string) => answer(projectReleases(name, ['1.0']));
const stale = (name: string) => answer(projectReleases(name, ['1.0']), { staleBecause: down() });
const down = () => new NetworkError('unreachable', 'It cannot be reached.');
const names = (...given: readonly string[]) => new Set(given);

function setUp(replies: ConstructorParameters<typeof KnownIndex>[0] = {}) {
	const platform = new SimulatedPlatform();
	const index = new KnownIndex(replies);
	const lookups = new Lookups(index, platform);
	const told: string[] = [];
	lookups.onDidChange((changed) => told.push(...changed));
	return { platform, index, lookups, told };
}

describe('what is known of a package', () => {
	it('is nothing before someone needs it, then pending, then the answer', async () => {
		const { lookups, told } = setUp({ a: found('a') });
		assert.equal(lookups.known('a'), undefined);
		const tracked = lookups.track(owner, names('a'), 'interactive');
		assert.equal(lookups.known('a')?.state, 'pending');
		assert.deepEqual(lookups.summary().counts, { total: 1, pending: 1, failed: 0, stale: 0 });
		await tracked;
		assert.equal(lookups.known('a')?.state, 'answered');
		assert.deepEqual(told, ['a']);
	});

	it('is asked for of 250 packages in a turn, however many are needed, and no more once nobody needs them', async () => {
		const many = Array.from({ length: 1000 }, (_, i) => `p-${i}`);
		const { lookups, index } = setUp(Object.fromEntries(many.map((name) => [name, found(name)])));
		const tracked = lookups.track(owner, names(...many), 'interactive');
		assert.equal(lookups.summary().counts.total, 1000);
		assert.equal(index.takeAsked().length, 250);
		await tracked;
		assert.equal(index.takeAsked().length, 750);
		const refreshed = lookups.refresh();
		assert.equal(index.takeAsked().length, 250);
		lookups.release(owner);
		await refreshed;
		assert.deepEqual(index.takeAsked(), []);
	});

	it('is asked for of 250 packages at once, and of the next as one is in: no deadline passes before its work begins', async () => {
		const slow = Array.from({ length: 250 }, (_, i) => `p-${i}`);
		const arrive = new Map<string, () => void>();
		const held = (name: string) => new Promise<ReturnType<typeof found>>((resolve) => arrive.set(name, () => resolve(found(name))));
		const replies = Object.fromEntries(slow.map((name) => [name, held(name)]));
		const { lookups, index } = setUp({ ...replies, next: found('next'), last: found('last') });
		const tracked = lookups.track(owner, names(...slow, 'next', 'last'), 'interactive');
		await settle();
		assert.equal(index.takeAsked().length, 250);
		arrive.get('p-7')?.();
		await settle();
		assert.deepEqual(index.takeAsked(), ['next', 'last']);
		assert.deepEqual(lookups.summary().counts, { total: 252, pending: 249, failed: 0, stale: 0 });
		for (const answerNow of arrive.values()) answerNow();
		await tracked;
		assert.equal(lookups.summary().counts.pending, 0);
	});

	it('is a failure of its own, which hides no other package', async () => {
		const { lookups } = setUp({ a: down(), b: found('b'), d: stale('d'), e: new TypeError('a bug') });
		await lookups.track(owner, names('a', 'b', 'c', 'd', 'e'), 'interactive');
		const state = (name: string) => {
			const known = lookups.known(name);
			return known?.state === 'failed' ? known.error.code : known?.state;
		};
		assert.deepEqual(['a', 'b', 'c', 'd', 'e'].map(state), ['unreachable', 'answered', 'package_not_found', 'answered', 'internal_error']);
		assert.deepEqual(lookups.summary().counts, { total: 5, pending: 0, failed: 2, stale: 1 });
		lookups.close();
	});

	it('has its trouble told: of one that failed, or that is shown from an older answer, but not of what does not exist', async () => {
		for (const [answers, code] of [
			[{ b: found('b'), c: down() }, 'unreachable'],
			[{ b: stale('b') }, 'unreachable'],
			[{ b: found('b') }, undefined],
		] as const) {
			const { lookups } = setUp(answers);
			await lookups.track(owner, names('a', ...Object.keys(answers)), 'interactive');
			assert.equal(lookups.known('a')?.state, 'failed');
			assert.equal(lookups.summary().trouble?.code, code);
			lookups.close();
		}
	});

	it('is told with whether more is to come: nobody need wait for what does not', async () => {
		const { lookups } = setUp({ a: found('a'), b: down() });
		const busy: boolean[] = [];
		lookups.onDidChange(() => busy.push(lookups.isBusy));
		await lookups.track(owner, names('a', 'b'), 'interactive');
		assert.deepEqual(busy, [true, false]);
		lookups.close();
	});

	it('keeps nobody waiting once nobody needs it', async () => {
		const { lookups } = setUp({ a: new Promise(() => undefined) });
		void lookups.track(owner, names('a'), 'interactive');
		assert.equal(lookups.isBusy, true);
		lookups.release(owner);
		assert.equal(lookups.isBusy, false);
		lookups.close();
	});

	it('is asked once for all its owners, with the priority of the first', async () => {
		const { index, lookups } = setUp({ a: found('a') });
		await Promise.all([lookups.track('x', names('a'), 'background'), lookups.track('y', names('a'), 'interactive')]);
		await lookups.track('x', names('a'), 'background');
		assert.deepEqual(
			index.asked.map(({ name, options }) => [name, options.priority]),
			[['a', 'background']],
		);
	});

	it('is asked again when it is looked at after ten minutes', async () => {
		const { platform, index, lookups } = setUp({ a: found('a') });
		await lookups.track(owner, names('a'), 'interactive');
		await platform.advance(10 * 60_000);
		await lookups.track(owner, names('a'), 'interactive');
		assert.deepEqual(index.takeAsked(), ['a']);
		await platform.advance(1);
		await lookups.track(owner, names('a'), 'interactive');
		assert.deepEqual(index.takeAsked(), ['a']);
	});

	it('is asked again when it is looked at ten minutes after it was unknown', async () => {
		const { platform, index, lookups } = setUp({});
		await lookups.track(owner, names('a'), 'interactive');
		await platform.advance(10 * 60_000);
		await lookups.track(owner, names('a'), 'interactive');
		assert.deepEqual(index.takeAsked(), ['a']);
		index.set('a', found('a'));
		await platform.advance(1);
		await lookups.track(owner, names('a'), 'interactive');
		assert.deepEqual([index.takeAsked(), lookups.known('a')?.state], [['a'], 'answered']);
	});

	it('is dropped when its last owner lets go of it, and then is no news', async () => {
		let reply: (value: ReturnType<typeof found>) => void = () => undefined;
		const late = new Promise<ReturnType<typeof found>>((resolve) => {
			reply = resolve;
		});
		const { lookups, told } = setUp({ a: found('a'), b: late });
		await lookups.track('x', names('a'), 'interactive');
		await lookups.track('y', names('a'), 'interactive');
		lookups.release('x');
		assert.equal(lookups.known('a')?.state, 'answered');
		lookups.release('y');
		assert.equal(lookups.known('a'), undefined);
		const tracked = lookups.track('x', names('b'), 'interactive');
		await lookups.track('x', names(), 'interactive');
		reply(found('b'));
		await tracked;
		assert.deepEqual([lookups.known('b'), lookups.summary().counts.total, told], [undefined, 0, ['a']]);
	});
});

describe('failures that may pass', () => {
	const waits: readonly (readonly [what: string, error: Error, ms: number | undefined])[] = [
		['unreachable', down(), 30_000],
		['a breaker that asks for longer', new CircuitOpenError('open', { retryAfterMs: 60_000 }), 60_000],
		['a breaker that asks for less', new CircuitOpenError('open', { retryAfterMs: 10_000 }), 10_000],
		['a rate limit', new RateLimitedError('slow down', { retryAfterMs: 120_000 }), 120_000],
		['a rate limit that does not say', new RateLimitedError('slow down'), 30_000],
		['an unknown package', new PackageNotFoundError('unknown'), undefined],
		['a certificate that is not trusted', new NetworkError('tls_error', 'not trusted'), undefined],
		['offline mode', new NetworkError('unreachable', 'offline', { details: { offline: true } }), undefined],
		['a caller who left', new CancelledError(), undefined],
	];
	for (const [what, error, ms] of waits) {
		it(`${what}: ${ms === undefined ? 'never asked again by itself' : `asked again after ${ms / 1000} s`}`, async () => {
			const { platform, index, lookups } = setUp({ a: error });
			await lookups.track(owner, names('a'), 'interactive');
			const known = lookups.known('a');
			assert.equal(known?.state, 'failed');
			assert.equal(known.retryAt, ms === undefined ? undefined : platform.now() + ms);
			assert.deepEqual([index.takeAsked(), platform.pendingTimers], [['a'], ms === undefined ? 0 : 1]);
			if (ms === undefined) return;
			await platform.advance(ms - 1);
			assert.deepEqual(index.takeAsked(), []);
			index.set('a', found('a'));
			await platform.advance(1);
			assert.deepEqual(index.asked[0]?.options.priority, 'background');
			assert.deepEqual([index.takeAsked(), lookups.known('a')?.state, platform.pendingTimers], [['a'], 'answered', 0]);
		});
	}

	it('share one timer, and leave what is well alone', async () => {
		const { platform, index, lookups } = setUp({ a: down(), b: down(), c: found('c'), d: stale('d') });
		await lookups.track(owner, names('a', 'b', 'c', 'd'), 'interactive');
		assert.equal(platform.pendingTimers, 1);
		index.takeAsked();
		await platform.advance(30_000);
		assert.deepEqual(index.takeAsked(), ['a', 'b', 'd']);
		lookups.close();
	});

	it('wait no longer than an open breaker, however long it has been open and whatever failed first', async () => {
		const open = (ms: number) => new CircuitOpenError('open', { retryAfterMs: ms });
		const { platform, index, lookups } = setUp({ a: down(), b: open(10_000), c: open(10_500) });
		await lookups.track(owner, names('a', 'b', 'c'), 'interactive');
		index.takeAsked();
		for (let round = 0; round < 6; round++) {
			assert.equal(platform.pendingTimers, 1);
			await platform.advance(9999);
			assert.deepEqual(index.takeAsked(), []);
			await platform.advance(1);
			assert.deepEqual(index.takeAsked(), ['a', 'b', 'c']);
		}
		lookups.close();
	});

	it('wait twice as long each time, up to five minutes, and start anew after an answer', async () => {
		const { platform, index, lookups } = setUp({ a: down() });
		await lookups.track(owner, names('a'), 'interactive');
		const wait = () => {
			const known = lookups.known('a');
			return known?.state === 'failed' && known.retryAt !== undefined ? known.retryAt - platform.now() : undefined;
		};
		const seen = [wait()];
		for (let round = 0; round < 5; round++) {
			await platform.advance(wait() ?? 0);
			seen.push(wait());
		}
		assert.deepEqual(seen, [30_000, 60_000, 120_000, 240_000, 300_000, 300_000]);
		index.set('a', found('a'));
		await platform.advance(300_000);
		index.set('a', down());
		await lookups.refresh();
		assert.equal(wait(), 30_000);
		lookups.close();
	});
});

describe('asking again', () => {
	it('retries what failed or is stale, at once, instead of later', async () => {
		const { platform, index, lookups } = setUp({ a: down(), b: found('b'), d: stale('d') });
		await lookups.track(owner, names('a', 'b', 'c', 'd'), 'interactive');
		index.takeAsked();
		index.set('a', found('a'));
		index.set('d', found('d'));
		await lookups.retryFailed({ priority: 'interactive' });
		assert.deepEqual(index.takeAsked(), ['a', 'd']);
		await settle();
		assert.deepEqual([platform.pendingTimers, lookups.summary().counts], [0, { total: 4, pending: 0, failed: 0, stale: 0 }]);
	});

	it('refreshes all, past the caches', async () => {
		const { index, lookups } = setUp({ a: found('a') });
		await lookups.track(owner, names('a', 'b'), 'interactive');
		index.asked.splice(0);
		index.set('b', found('b'));
		await lookups.refresh();
		assert.deepEqual(
			index.asked.map(({ name, options }) => [name, options.refresh]),
			[
				['a', true],
				['b', true],
			],
		);
		assert.equal(lookups.known('b')?.state, 'answered');
	});
});

describe('a refresh while a package is being asked about', () => {
	/** An answer that a test gives when it wants. */
	function pendingAnswer() {
		const answers: ((value: ReturnType<typeof found>) => void)[] = [];
		const reply = new Promise<ReturnType<typeof found>>((resolve) => answers.push(resolve));
		return { reply, give: (value: ReturnType<typeof found>) => answers[0]?.(value) };
	}
	const older = answer(projectReleases('a', ['1.0']));
	const newer = answer(projectReleases('a', ['2.0']));
	const known = (lookups: Lookups) => {
		const found = lookups.known('a');
		return found?.state === 'answered' ? found.answer.value.releases[0]?.version : found?.state;
	};

	async function refreshing() {
		const [first, second] = [pendingAnswer(), pendingAnswer()];
		const bench = setUp({ a: first.reply });
		const ended: string[] = [];
		const tracked = bench.lookups.track(owner, names('a'), 'interactive').then(() => ended.push('tracked'));
		bench.index.set('a', second.reply);
		const refreshed = bench.lookups.refresh().then(() => ended.push('refreshed'));
		await settle();
		return { ...bench, first, second, ended, both: Promise.all([tracked, refreshed]) };
	}

	it('asks the index itself, and its answer counts whichever comes last', async () => {
		for (const order of [
			['first', 'second'],
			['second', 'first'],
		] as const) {
			const bench = await refreshing();
			assert.deepEqual(
				bench.index.asked.map(({ options }) => options.refresh),
				[undefined, true],
			);
			for (const which of order) {
				bench[which].give(which === 'first' ? older : newer);
				await settle();
			}
			await bench.both;
			assert.deepEqual([known(bench.lookups), bench.told], ['2.0', ['a']]);
		}
	});

	it('is waited for by who asked before', async () => {
		const { lookups, first, second, ended, both } = await refreshing();
		first.give(older);
		await settle();
		assert.deepEqual([ended, known(lookups), lookups.isBusy], [[], 'pending', true]);
		second.give(newer);
		await both;
		assert.deepEqual([ended.toSorted(), lookups.isBusy], [['refreshed', 'tracked'], false]);
	});

	it('is one with another refresh', async () => {
		const { index, lookups, first, second, both } = await refreshing();
		const again = lookups.refresh();
		assert.equal(index.asked.length, 2);
		first.give(older);
		second.give(newer);
		await Promise.all([both, again]);
	});
});

describe('a hint that the network is back', () => {
	const downFor = async (...given: readonly string[]) => {
		const bench = setUp(Object.fromEntries(given.map((name) => [name, down()])));
		await bench.lookups.track(owner, names(...given), 'interactive');
		bench.index.takeAsked();
		return bench;
	};

	it('asks again for what failed, in the background, long before its timer ends', async () => {
		const { platform, index, lookups } = await downFor('a', 'b');
		await platform.advance(5000);
		index.set('a', found('a'));
		index.set('b', found('b'));
		lookups.networkMayBeBack();
		await settle();
		assert.deepEqual(
			index.asked.map(({ options }) => options.priority),
			['background', 'background'],
		);
		assert.deepEqual([index.takeAsked(), lookups.summary().counts.failed, platform.pendingTimers], [['a', 'b'], 0, 0]);
	});

	it('is not followed right after the failures, nor when nothing failed', async () => {
		const { platform, index, lookups } = await downFor('a');
		await platform.advance(4999);
		lookups.networkMayBeBack();
		await settle();
		assert.deepEqual(index.takeAsked(), []);
		index.set('a', found('a'));
		await lookups.retryFailed();
		index.takeAsked();
		await platform.advance(5000);
		lookups.networkMayBeBack();
		await settle();
		assert.deepEqual(index.takeAsked(), []);
	});

	it('is followed less often each time it was in vain', async () => {
		const { platform, index, lookups } = await downFor('a');
		const followedAfter: number[] = [];
		for (let second = 1; second <= 29; second++) {
			await platform.advance(1000);
			lookups.networkMayBeBack();
			await settle();
			if (index.takeAsked().length > 0) followedAfter.push(second);
		}
		assert.deepEqual(followedAfter, [5, 15]);
		lookups.close();
	});

	it('asks for many slowly, and begins anew when somebody asks', async () => {
		const many = Array.from({ length: 30 }, (_, number) => `package-${number}`);
		const { platform, index, lookups } = await downFor(...many);
		await platform.advance(5000);
		for (const name of many) index.set(name, found(name));
		lookups.networkMayBeBack();
		await settle();
		assert.equal(index.takeAsked().length, 5);
		await platform.advance(999);
		assert.equal(index.takeAsked().length, 0);
		await platform.advance(1);
		assert.equal(index.takeAsked().length, 10);
		const retried = lookups.retryFailed();
		assert.equal(index.takeAsked().length, 5);
		await platform.run(retried);
		assert.deepEqual([index.takeAsked().length, lookups.summary().counts.failed, platform.pendingTimers], [10, 0, 0]);
	});
});

describe('closing', () => {
	it('ends what is under way, tells nobody and leaves no timer', async () => {
		const { platform, index, lookups, told } = setUp({ a: down(), b: new Promise(() => undefined) });
		const tracked = lookups.track(owner, names('a'), 'interactive');
		await tracked;
		void lookups.track(owner, names('a', 'b'), 'interactive');
		told.splice(0);
		lookups.close();
		await settle();
		assert.equal(index.asked.at(-1)?.options.signal?.aborted, true);
		assert.deepEqual([platform.pendingTimers, told, lookups.known('a')], [0, [], undefined]);
	});

	it('ends a subscription', async () => {
		const { lookups } = setUp({ a: found('a') });
		const heard: string[] = [];
		lookups.onDidChange((changed) => heard.push(...changed))();
		await lookups.track(owner, names('a'), 'interactive');
		assert.deepEqual(heard, []);
	});
});
