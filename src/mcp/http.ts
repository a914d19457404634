import { once } from 'node:events';
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type NodeMcpRequestHandler, toNodeHandler } from '@modelcontextprotocol/node';
import { isLegacyRequest, type McpHttpHandler } from '@modelcontextprotocol/server';
import { toAutoDocsError } from '../core/errors.ts';
import { metricsReport } from '../core/health/metrics.ts';
import { prometheusText } from '../core/health/prometheus.ts';
import { withinTime } from '../core/network/patience.ts';
import type { App } from './app.ts';
import { bearerOf, type Guard, noBrowsers } from './http-guard.ts';
import { createSessionless, withAddress } from './sessionless.ts';
import { Sessions } from './sessions.ts';

/** Bytes of one request. */
const maxRequestBodySize = 1_000_000;
/** How long answers under way are waited for when it closes, ms. */
const patienceMs = 1500;

export interface HttpOptions {
	/** An address of this machine: `127.0.0.1`. */
	readonly host: string;
	/** 0: any that is free. */
	readonly port: number;
	/** What every caller must bear; undefined lets all in that reach it. */
	readonly token: string | undefined;
}

/** The server over Streamable HTTP, for any number of clients. Its owner closes it. */
export class HttpEndpoint {
	readonly #app: App;
	readonly #sessions: Sessions;
	readonly #sessionless: McpHttpHandler;
	readonly #handle: NodeMcpRequestHandler;
	readonly #guard: Guard;
	readonly #bears: Guard;
	readonly #server = createHttpServer((request, response) => void this.#answerOrFail(request, response));
	readonly #underWay = new Set<ServerResponse>();
	#closing: Promise<void> | undefined;

	private constructor(app: App, { host, token }: HttpOptions) {
		this.#app = app;
		this.#guard = noBrowsers(host);
		this.#bears = token === undefined ? () => true : bearerOf(token);
		this.#sessions = new Sessions(app);
		const onerror = (error: Error) => app.platform.log('debug', `MCP over HTTP: ${error.message}`);
		this.#sessionless = createSessionless(app, { maxRequestBodySize, onerror });
		const fetch: McpHttpHandler['fetch'] = async (request, options) =>
			(await isLegacyRequest(request, undefined, { maxRequestBodySize }))
				? await this.#sessions.fetch(request, options)
				: await this.#sessionless.fetch(request, options);
		this.#handle = toNodeHandler({ fetch }, { maxRequestBodySize, onerror });
	}

	/** Rejects with the system's error when it cannot listen there. */
	static async start(app: App, options: HttpOptions): Promise<HttpEndpoint> {
		const endpoint = new HttpEndpoint(app, options);
		endpoint.#server.listen(options.port, options.host);
		await once(endpoint.#server, 'listening');
		return endpoint;
	}

	get url(): string {
		const { address, family, port } = this.#server.address() as AddressInfo;
		return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}/mcp`;
	}

	/** Takes no new requests, gives the answers that are under way for a moment, then leaves nothing behind. */
	close(): Promise<void> {
		this.#closing ??= this.#close();
		return this.#closing;
	}

	async #close(): Promise<void> {
		const closed = once(this.#server, 'close');
		this.#server.close();
		const given = Promise.all([...this.#underWay].map((response) => once(response, 'close')));
		await withinTime(patienceMs, given, this.#app.platform);
		await this.#sessions.close();
		await this.#sessionless.close();
		this.#server.closeAllConnections();
		await closed;
	}

	/** Never rejects. */
	async #answerOrFail(request: IncomingMessage, response: ServerResponse): Promise<void> {
		try {
			await this.#answer(request, response);
		} catch (thrown) {
			this.#app.platform.log('error', `MCP over HTTP: ${toAutoDocsError(thrown).message}`);
			if (response.headersSent) response.destroy();
			else answerWith(response, 500, 'text/plain', 'AutoDocs failed unexpectedly: its log says why.\n');
		}
	}

	async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		if (!this.#guard(request, response)) return;
		const path = (request.url ?? '/').split('?')[0];
		if (path === '/healthz') return answerWith(response, 200, 'application/json', '{"status":"ok"}\n');
		if (path === '/readyz') return this.#answerReady(response);
		if (!this.#bears(request, response)) return;
		if (path === '/metrics') return this.#answerMetrics(response);
		if (path !== '/mcp') return answerWith(response, 404, 'text/plain', 'There are /mcp, /healthz, /readyz and /metrics.\n');
		// A stream that only listens (GET) has no answer to wait for.
		if (request.method === 'POST') {
			this.#underWay.add(response);
			response.once('close', () => this.#underWay.delete(response));
		}
		await this.#handle(withAddress(request) as Parameters<NodeMcpRequestHandler>[0], response);
	}

	async #answerReady(response: ServerResponse): Promise<void> {
		const { engine } = await this.#app.loaded();
		const ready = engine.ready();
		answerWith(response, ready.ready ? 200 : 503, 'application/json', `${JSON.stringify(ready)}\n`);
	}

	async #answerMetrics(response: ServerResponse): Promise<void> {
		const { client } = (await this.#app.loaded()).engine;
		const text = prometheusText(metricsReport(client.metrics(), client.origins()));
		answerWith(response, 200, 'text/plain; version=0.0.4; charset=utf-8', text);
	}
}

function answerWith(response: ServerResponse, status: number, contentType: string, body: string): void {
	response.writeHead(status, { 'content-type': contentType }).end(body);
}
