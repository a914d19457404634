import assert from 'node:assert/strict';
import { Calm } from '../../../src/core/network/calm.ts';
import { HeldWrites } from '../../../src/core/network/held-writes.ts';
import type { StoredAnswer } from '../../../src/core/network/stored-answer.ts';
import { SimulatedPlatform, settle } from '../../support/simulated-platform.ts';

function answer(value: string, bytes = 100): StoredAnswer {
	const freshness = { lifetimeMs: 0, etag: null, lastModified: null, volatile: false };
	return { packageName: 'numpy', value, fetchedAt: 0, freshness, bytes };
}

describe('answers that wait to be written', () => {
	function world() {
		const platform = new SimulatedPlatform();
		const state = { busy: true };
		const calm = new Calm(() => !state.busy, platform);
		const held = new HeldWrites(calm);
		const written: string[] = [];
		const add = (path: string, value: string, bytes?: number) =>
			held.add(path, answer(value, bytes), async () => {
				written.push(value);
			});
		const becomeCalm = async () => {
			state.busy = false;
			calm.look();
			await platform.advance(200);
		};
		return { platform, held, written, add, becomeCalm };
	}

	it('can be read meanwhile, and are written when it is calm', async () => {
		const { platform, held, written, add, becomeCalm } = world();
		assert.equal(add('a', 'one'), undefined);
		await settle();
		assert.deepEqual([held.get('a')?.value, written], ['one', []]);
		await becomeCalm();
		assert.deepEqual([held.get('a'), written, platform.pendingTimers], [undefined, ['one'], 0]);
	});

	it('are written once for each entry: the latest', async () => {
		const { written, add, becomeCalm } = world();
		void add('a', 'old');
		void add('a', 'new');
		void add('b', 'other');
		await becomeCalm();
		assert.deepEqual(written, ['new', 'other']);
	});

	it('are not written when they were dropped', async () => {
		const { held, written, add, becomeCalm } = world();
		void add('a', 'one');
		held.drop('a');
		await becomeCalm();
		assert.deepEqual(written, []);
	});

	it('are written at once when somebody cannot wait', async () => {
		const { platform, held, written, add } = world();
		void add('a', 'one');
		await held.flush();
		assert.deepEqual([written, platform.pendingTimers], [['one'], 0]);
	});

	it('are written at once, and waited for, when they are many', async () => {
		const { written, add } = world();
		void add('a', 'first', 20_000_000);
		await add('b', 'second', 20_000_000);
		assert.deepEqual(written, ['second']);
	});

	it('count no more once they are written', async () => {
		const { held, written, add } = world();
		void add('a', 'first', 20_000_000);
		await held.flush();
		assert.equal(add('b', 'second', 20_000_000), undefined);
		assert.deepEqual(written, ['first']);
		await held.flush();
	});
});
