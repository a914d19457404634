import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Engine } from '../../src/core/engine.ts';
import { toAutoDocsError } from '../../src/core/errors.ts';
import { type Platform, realPlatform } from '../../src/core/platform.ts';
import { settingsWith } from '../support/checked.ts';
import { type Handles, heldHeap, moreHandles, openHandles } from '../support/held.ts';
import { IndexServer } from '../support/index-server.ts';
import { removeFolder, temporaryFolder } from '../support/temporary-folder.ts';

/** Two seconds pass in one hundredth of a second. */
const speed = 200;
const real = realPlatform(() => undefined);
const platform: Platform = {
	...real,
	monotonic: () => performance.now() * speed,
	after: (ms, action) => real.after(ms / speed, action),
};

describe('an engine that is closed', () => {
	let folder = '';
	/** Outlives every engine, as that of an editor's window would. */
	const window = new AbortController();

	beforeEach(async () => {
		folder = await temporaryFolder();
	});
	afterEach(() => removeFolder(folder));

	/** Opens and closes an engine that often, with all sorts of things under way. */
	async function openAndClose(times: number): Promise<void> {
		await using server = await IndexServer.start({ packages: [{ name: 'numpy', versions: { '1.0': {} } }] });
		server.fail('hangs', { kind: 'hang' });
		server.fail('fails', { kind: 'status', status: 500 });
		server.fail('rests', { kind: 'status', status: 429, retryAfter: '20' });
		const settings = settingsWith({ 'index.url': server.url, 'network.deadlineSeconds': 300 });
		for (let time = 0; time < times; time++) {
			const engine = new Engine({ settings, cacheDirectory: join(folder, `${time % 10}`), version: '1.2.3' }, platform);
			const stopListening = engine.client.onDidChangeState(() => undefined);
			const tracked = engine.lookups.track('project', new Set(['numpy', 'fails', 'hangs', 'rests', 'unknown']), 'interactive');
			const asked = ['hangs', 'fails', 'numpy'].map((name) =>
				engine.index.metadata(name, '1.0', { signal: window.signal }).catch(toAutoDocsError),
			);
			await engine.index.releases('numpy').catch(toAutoDocsError);
			await engine.close();
			await Promise.all([tracked, ...asked]);
			if (time % 2 === 0) stopListening();
		}
	}

	it('has left no timer, handle, listener or byte behind, 200 times', async () => {
		await openAndClose(150); // Until the machine code is made, and each table has its size.
		const handles = await handlesAtRest();
		const heap = heldHeap();
		await openAndClose(200);
		assert.deepEqual(moreHandles(await handlesAtRest(), handles), {});
		assert.equal(getEventListeners(window.signal, 'abort').length, 0);
		const grown = heldHeap() - heap;
		assert.ok(grown <= 2_000_000, `${grown} bytes more`);
	}).timeout(120_000);
});

/** Sockets and files need some turns to be gone once they are closed. */
async function handlesAtRest(): Promise<Handles> {
	for (let turn = 0; turn < 1000; turn++) await nextTurn();
	return openHandles();
}
