import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { realPlatform, sleep } from '../../src/core/platform.ts';

describe('sleep', () => {
	const clock = realPlatform(() => undefined);

	it('takes its time and leaves no listener', async () => {
		const { signal } = new AbortController();
		const start = performance.now();
		await sleep(clock, 20, signal);
		assert.ok(performance.now() - start >= 19);
		assert.deepEqual(getEventListeners(signal, 'abort'), []);
	});

	it('ends with the reason the moment the signal aborts', async () => {
		const controller = new AbortController();
		const reason = new Error('enough');
		const slept = sleep(clock, 600_000, controller.signal);
		controller.abort(reason);
		await assert.rejects(slept, reason);
		await assert.rejects(sleep(clock, 600_000, controller.signal), reason);
	});
});

describe('the real platform', () => {
	it('measures with a clock that only goes forward, and asks the fetch of the moment', async () => {
		const lines: unknown[] = [];
		const platform = realPlatform((...line) => lines.push(line));
		const before = platform.monotonic();
		assert.ok(platform.monotonic() >= before);
		assert.ok(Math.abs(platform.now() - Date.now()) < 1000);
		const random = platform.random();
		assert.ok(random >= 0 && random < 1);
		platform.log('info', 'said');
		assert.deepEqual(lines, [['info', 'said']]);
		const original = globalThis.fetch;
		try {
			globalThis.fetch = () => Promise.resolve(new Response('replaced'));
			assert.equal(await (await platform.fetch('http://127.0.0.1:9/')).text(), 'replaced');
		} finally {
			globalThis.fetch = original;
		}
	});
});
