import type { ReceivedBody } from '../../src/core/network/request.ts';

/** A body as the client hands it to a parser. */
export function received(
	text: string | Uint8Array,
	contentType = 'application/json',
	url = 'https://index.test/simple/demo/',
): ReceivedBody {
	const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
	return { bytes, contentType, url: new URL(url) };
}
