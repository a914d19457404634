import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { localhostHostValidation, localhostOriginValidation } from '@modelcontextprotocol/node';
import { isLoopback } from './loopback.ts';

/** Answers a request that must not be served, and then returns false. */
export type Guard = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * Refuses pages of browsers: a foreign Origin, and on loopback a foreign Host, as a name that was rebound to this machine has it. Beyond loopback
 * the names are not known; there the token decides.
 */
export function noBrowsers(host: string): Guard {
	const isOurOrigin = localhostOriginValidation();
	const isOurHost = isLoopback(host) ? localhostHostValidation() : () => true;
	return (request, response) => isOurHost(request, response) && isOurOrigin(request, response);
}

/** Refuses whoever does not bear the token. */
export function bearerOf(token: string): Guard {
	const wanted = digest(`Bearer ${token}`);
	return (request, response) => {
		// Of equal length, and compared in constant time.
		if (timingSafeEqual(digest(request.headers.authorization ?? ''), wanted)) return true;
		const error = { code: -32001, message: 'Unauthorized: send the bearer token that this server was started with' };
		response
			.writeHead(401, { 'content-type': 'application/json', 'www-authenticate': 'Bearer' })
			.end(JSON.stringify({ jsonrpc: '2.0', error, id: null }));
		return false;
	};
}

function digest(text: string): Buffer {
	return createHash('sha256').update(text).digest();
}
