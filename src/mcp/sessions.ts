import { randomUUID } from 'node:crypto';
import { type McpHandlerRequestOptions, type McpServer, WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/server';
import { type App, forOneCaller } from './app.ts';
import { createServer } from './server.ts';

/** Sessions at once. One more, and the one that was idle longest is closed. */
const mostSessions = 100;

interface Session {
	readonly transport: WebStandardStreamableHTTPServerTransport;
	readonly server: McpServer;
}

/** Clients of the protocol's versions that have sessions (2025-11-25 and before). Each has a server of its own; all share the app. */
export class Sessions {
	readonly #app: App;
	/** By their ids, the one used last at the end. */
	readonly #sessions = new Map<string, Session>();

	constructor(app: App) {
		this.#app = app;
	}

	get size(): number {
		return this.#sessions.size;
	}

	async fetch(request: Request, options?: McpHandlerRequestOptions): Promise<Response> {
		const id = request.headers.get('mcp-session-id');
		if (id === null) return await this.#begin(request, options);
		const session = this.#sessions.get(id);
		if (session === undefined) return notFound();
		this.#use(id, session);
		return await session.transport.handleRequest(request, options);
	}

	async close(): Promise<void> {
		const sessions = [...this.#sessions.values()];
		this.#sessions.clear();
		for (const { server } of sessions) await server.close();
	}

	async #begin(request: Request, options?: McpHandlerRequestOptions): Promise<Response> {
		const server = createServer(forOneCaller(this.#app));
		const transport = new WebStandardStreamableHTTPServerTransport({
			sessionIdGenerator: randomUUID,
			onsessioninitialized: (id) => this.#use(id, { transport, server }),
			onsessionclosed: (id) => void this.#sessions.delete(id),
		});
		await server.connect(transport);
		const response = await transport.handleRequest(request, options);
		// What was no handshake began nothing.
		if (transport.sessionId === undefined) await server.close();
		return response;
	}

	#use(id: string, session: Session): void {
		this.#sessions.delete(id);
		this.#sessions.set(id, session);
		const [idle] = this.#sessions;
		if (this.#sessions.size <= mostSessions || idle === undefined) return;
		this.#sessions.delete(idle[0]);
		idle[1].server.close().catch(() => undefined); // It is gone already.
	}
}

/** As the protocol wants it: the client then begins a new session. */
function notFound(): Response {
	return Response.json({ jsonrpc: '2.0', error: { code: -32001, message: 'Session not found' }, id: null }, { status: 404 });
}
