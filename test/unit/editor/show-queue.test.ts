import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { ShowQueue } from '../../../src/editor/show-queue.ts';

const periodMs = 25;
const answersPeriodMs = 250;

describe('the queue of what is to be shown', () => {
	let shown: string[];
	let passes: number;
	let queue: ShowQueue;

	beforeEach(() => {
		mock.timers.enable({ apis: ['setImmediate', 'setTimeout'] });
		shown = [];
		passes = 0;
		queue = new ShowQueue(
			(owner) => shown.push(owner),
			() => passes++,
		);
	});
	afterEach(() => {
		queue.dispose();
		mock.restoreAll();
		mock.timers.reset();
	});

	/** Something was shown just now: what comes next waits for the end of the period. */
	const inAPeriod = () => {
		queue.ask('before');
		mock.timers.tick(0);
		assert.deepEqual(shown.splice(0), ['before']);
	};

	/** Shows a project for each name that is told of. */
	const following = () => {
		const news = { isBusy: true, lookups: new Set<Listener>(), facts: new Set<Listener>() };
		const told = (listeners: Set<Listener>) => (listener: Listener) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		};
		const lookups = {
			onDidChange: told(news.lookups),
			get isBusy() {
				return news.isBusy;
			},
		};
		const learn = (names: readonly string[]) => {
			for (const name of names.filter((one) => one !== 'unused')) queue.add(name);
		};
		const leave = queue.follow({ lookups, facts: { onDidChange: told(news.facts) } }, learn);
		const tell = (from: 'lookups' | 'facts', name: string) => {
			for (const listener of news[from]) listener([name]);
		};
		return { news, leave, tell };
	};

	it('shows what is asked for in a period once, at its end', () => {
		inAPeriod();
		for (const owner of ['a', 'b', 'a']) queue.ask(owner);
		mock.timers.tick(periodMs - 1);
		assert.deepEqual(shown, []);
		mock.timers.tick(1);
		assert.deepEqual([shown, passes], [['a', 'b'], 2]);
	});

	it('shows one at once when somebody needs it, and not again', () => {
		queue.ask('a');
		queue.ask('b');
		queue.showNow('b');
		queue.showNow('c');
		assert.deepEqual(shown, ['b']);
		mock.timers.tick(0);
		assert.deepEqual([shown, queue.isEmpty], [['b', 'a'], true]);
	});

	it('shows so many as take no longer than 15 ms in a turn, and the rest in those that follow', () => {
		let now = 0;
		mock.method(performance, 'now', () => now);
		queue.dispose();
		queue = new ShowQueue(
			(owner) => {
				shown.push(owner);
				now += 8;
			},
			() => shown.push('|'),
		);
		for (const owner of ['a', 'b', 'c', 'd', 'e']) queue.ask(owner);
		mock.timers.tick(0);
		assert.equal(shown.join(''), 'ab|cd|e|');
	});

	/** An answer was shown just now. */
	const afterAnAnswer = (tell: (from: 'lookups', name: string) => void) => {
		tell('lookups', 'first');
		mock.timers.tick(0);
		mock.timers.tick(0);
		assert.deepEqual(shown.splice(0), ['first']);
		mock.timers.tick(periodMs);
	};

	it('shows answers together at the end of a period of their own while more are to come, and the last one at once', () => {
		const { news, tell } = following();
		afterAnAnswer(tell);
		tell('lookups', 'a');
		tell('lookups', 'b');
		mock.timers.tick(answersPeriodMs - periodMs - 1);
		assert.deepEqual(shown, []);
		mock.timers.tick(1);
		mock.timers.tick(0);
		assert.deepEqual(shown, ['a', 'b']);
		tell('lookups', 'c');
		news.isBusy = false;
		tell('lookups', 'd');
		mock.timers.tick(0);
		assert.deepEqual(shown, ['a', 'b', 'c', 'd']);
	});

	it('shows what somebody does while answers wait for the end of their period, and the answers with it', () => {
		const { tell } = following();
		afterAnAnswer(tell);
		tell('lookups', 'a');
		queue.ask('typed');
		mock.timers.tick(0);
		assert.deepEqual(shown, ['a', 'typed']);
	});

	for (const [what, from, name, then] of [
		['a last answer that concerns nothing', 'lookups', 'unused', []],
		['facts, which nobody waits for', 'facts', 'a', ['a']],
	] as const) {
		it(`waits for the end of the period with ${what}`, () => {
			const { news, tell } = following();
			afterAnAnswer(tell);
			news.isBusy = false;
			tell(from, name);
			mock.timers.tick(answersPeriodMs - periodMs - 1);
			assert.deepEqual([shown, passes], [[], 1]);
			mock.timers.tick(1);
			mock.timers.tick(0);
			assert.deepEqual([shown, passes], [then, 2]);
		});
	}

	it('follows no news any more once it has left them', () => {
		const { news, leave } = following();
		leave();
		assert.deepEqual([news.lookups.size, news.facts.size], [0, 0]);
	});
});

type Listener = (names: readonly string[]) => void;
