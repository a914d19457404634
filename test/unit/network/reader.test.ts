import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { BadResponseError, CancelledError } from '../../../src/core/errors.ts';
import { drain, readBody } from '../../../src/core/network/reader.ts';
import { SimulatedPlatform, settle } from '../../support/simulated-platform.ts';

const asked = { label: 'the releases of numpy', packageName: 'numpy', url: new URL('https://index.test/simple/numpy/') };
const signal = new AbortController().signal;
const bytes = (text: string) => new TextEncoder().encode(text);

/** A body that gives its chunks as they are asked for, and what became of it. After the last one it ends, hangs or fails. */
function bodyOf(chunks: readonly Uint8Array[], end: 'ends' | 'hangs' | 'fails' = 'ends') {
	const seen = { given: 0, cancelled: false };
	const stream = new ReadableStream<Uint8Array>(
		{
			pull(controller) {
				const chunk = chunks[seen.given];
				if (chunk !== undefined) {
					seen.given++;
					controller.enqueue(chunk);
				} else if (end === 'ends') controller.close();
				else if (end === 'fails') controller.error(new Error('reset'));
				return chunk === undefined && end === 'hangs' ? new Promise(() => undefined) : undefined;
			},
			cancel: () => {
				seen.cancelled = true;
			},
		},
		{ highWaterMark: 0 },
	);
	return { stream, seen };
}

describe('a body', () => {
	for (const chunks of [[], ['{"a":1}'], ['{"a"', ':', '1}']]) {
		it(`of ${chunks.length} chunks is read whole, each of them a sign of life`, async () => {
			let signs = 0;
			const read = await readBody(asked, new Response(bodyOf(chunks.map(bytes)).stream), 7, signal, () => signs++);
			assert.equal(new TextDecoder().decode(read), chunks.join(''));
			assert.equal(signs, chunks.length);
		});
	}

	it('is empty where there is none', async () => {
		assert.equal((await readBody(asked, new Response(null), 7, signal, assert.fail)).byteLength, 0);
	});

	it('is given up at the first byte too many, before anything is read where that is announced', async () => {
		for (const [headers, given] of [
			[{}, 2],
			[{ 'content-length': '8' }, 0],
		] as const) {
			const { stream, seen } = bodyOf([bytes('{"a":1}'), bytes(' '), bytes(' ')]);
			const read = readBody(asked, new Response(stream, { headers }), 7, signal, () => undefined);
			await assert.rejects(read, (error) => error instanceof BadResponseError && error.code === 'response_too_large');
			assert.deepEqual(seen, { given, cancelled: true });
		}
		const none = new Response(null, { headers: { 'content-length': '8' } });
		await assert.rejects(readBody(asked, none, 7, signal, assert.fail), BadResponseError);
	});

	it('may be as large as is allowed, also as it is announced', async () => {
		const response = new Response('{"a":1}', { headers: { 'content-length': '7' } });
		assert.equal((await readBody(asked, response, 7, signal, () => undefined)).byteLength, 7);
	});

	it('is given up when nobody waits for it any more', async () => {
		const { stream, seen } = bodyOf([bytes('{')], 'hangs');
		const controller = new AbortController();
		const read = readBody(asked, new Response(stream), 7, controller.signal, () => undefined);
		await settle();
		controller.abort(new CancelledError());
		await assert.rejects(read, CancelledError);
		assert.equal(seen.cancelled, true);
	});

	it('leaves no listener on a signal that outlives it', async () => {
		const controller = new AbortController();
		await readBody(asked, new Response('{"a":1}'), 7, controller.signal, () => undefined);
		assert.equal(getEventListeners(controller.signal, 'abort').length, 0);
	});
});

describe('a body that nobody wants', () => {
	const kilobyte = new Uint8Array(1024);
	const rows: readonly [what: string, chunks: number, end: 'ends' | 'hangs' | 'fails', given: number, cancelled: boolean, ms: number][] = [
		['is read to its end when it is short', 3, 'ends', 3, false, 0],
		['is read to its end when it has 64 kB', 64, 'ends', 64, false, 0],
		['is given up when it has more', 100, 'ends', 65, true, 0],
		['is given up after 250 ms', 3, 'hangs', 3, true, 250],
		['may fail', 3, 'fails', 3, false, 0],
	];
	for (const [what, chunks, end, given, cancelled, ms] of rows) {
		it(what, async () => {
			const platform = new SimulatedPlatform();
			const { stream, seen } = bodyOf(Array(chunks).fill(kilobyte), end);
			await platform.run(drain(new Response(stream), platform));
			await settle();
			assert.deepEqual([seen, platform.monotonic(), platform.pendingTimers], [{ given, cancelled }, ms, 0]);
		});
	}
});
