import type { IncomingMessage } from 'node:http';
import { type AuthInfo, createMcpHandler, type Implementation, type McpHttpHandler } from '@modelcontextprotocol/server';
import type { App } from './app.ts';
import { createServer } from './server.ts';
import { newsBus } from './subscriptions.ts';

export interface SessionlessOptions {
	readonly maxRequestBodySize: number;
	readonly onerror: (error: Error) => void;
}

/**
 * Clients of the protocol's versions without sessions (2026-07-28 and after): a server for each request. A connection tells nothing, since a
 * client opens one for each of its calls at once; so a caller is who asks from an address under a name, as clients state it with each request.
 */
export function createSessionless(app: App, options: SessionlessOptions): McpHttpHandler {
	return createMcpHandler(
		({ authInfo }) => {
			const server = createServer({
				...app,
				inTurn: (call) => app.turns.forCallerNamed(nameOf(authInfo?.clientId, server.server.getClientVersion()))(call),
			});
			return server;
		},
		{ ...options, legacy: 'reject', bus: newsBus(app) },
	);
}

/** Hands the address of who asks down to the server that answers. */
export function withAddress(request: IncomingMessage): IncomingMessage & { readonly auth: AuthInfo } {
	const auth: AuthInfo = { token: '', scopes: [], clientId: request.socket.remoteAddress ?? '' };
	return Object.assign(request, { auth });
}

function nameOf(address: string | undefined, client: Implementation | undefined): string {
	return JSON.stringify([address, client?.name, client?.version]);
}
