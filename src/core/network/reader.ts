import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Millis, Platform } from '../platform.ts';
import { listenTo } from './abort.ts';
import { type Asked, tooLarge } from './failures.ts';

/** What a server says beside an error is read up to this size, so that the connection can be used again. */
const drainBytes = 64 * 1024;
const drainMs: Millis = 250;

/**
 * Reads a body whole. `maxBytes` counts decompressed bytes; reading stops at the first byte too many, and the connection is given up.
 * Throws BadResponseError (`response_too_large`), the signal's reason, or what the stream throws.
 */
export async function readBody(
	asked: Asked,
	response: Response,
	maxBytes: number,
	signal: AbortSignal,
	alive: () => void,
): Promise<Uint8Array> {
	const announced = Number(response.headers.get('content-length'));
	if (announced > maxBytes) {
		response.body?.cancel().catch(() => undefined); // It is given up: how its end goes is no news.
		throw tooLarge(asked, maxBytes);
	}
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of chunksOf(response, signal)) {
		alive();
		size += chunk.byteLength;
		if (size > maxBytes) throw tooLarge(asked, maxBytes);
		chunks.push(chunk);
	}
	await connectionIsFree();
	return join(chunks, size);
}

/** Frees the connection of an answer whose body nobody wants: reads one that is short and quick, gives up any other. Never throws. */
export async function drain(response: Response, platform: Platform): Promise<void> {
	const patience = new AbortController();
	const stop = platform.after(drainMs, () => patience.abort('too long'));
	let size = 0;
	try {
		for await (const chunk of chunksOf(response, patience.signal)) {
			size += chunk.byteLength;
			if (size > drainBytes) return;
		}
		await connectionIsFree();
	} catch {
		// The status has said what there is to say; how its body ends does not matter.
	} finally {
		stop();
	}
}

/** The body's chunks. Leaving the loop early, by whatever way, cancels the body. Throws the signal's reason when it aborts. */
async function* chunksOf(response: Response, signal: AbortSignal): AsyncGenerator<Uint8Array> {
	if (response.body === null) return;
	const reader = response.body.getReader();
	// Ends a read under way at once, whatever the stream does. Not awaited: a stream that hangs would hang its cancellation. After the end it does nothing.
	const giveUp = () => void reader.cancel().catch(() => undefined);
	const stopListening = listenTo(signal, giveUp);
	try {
		for (;;) {
			signal.throwIfAborted();
			const { done, value } = await reader.read();
			signal.throwIfAborted();
			if (done) return;
			yield value;
		}
	} finally {
		stopListening();
		giveUp();
	}
}

/**
 * The end of a body is told a moment before its connection can be used again: who asks in that moment opens another one, and in the end
 * there are more connections than slots.
 */
async function connectionIsFree(): Promise<void> {
	await nextTurn();
}

function join(chunks: readonly Uint8Array[], size: number): Uint8Array {
	const [only] = chunks;
	if (only !== undefined && chunks.length === 1) return only;
	const whole = new Uint8Array(size);
	let offset = 0;
	for (const chunk of chunks) {
		whole.set(chunk, offset);
		offset += chunk.byteLength;
	}
	return whole;
}
