import { createHash } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { coreMetadata, htmlPage, releaseJson, type ServedPackage, simplePage } from './index-answers.ts';

export type { ServedPackage, ServedVersion } from './index-answers.ts';

/** What goes wrong instead of an answer. */
export type Fault =
	| { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string; readonly body?: string }
	/** Accepts, and says nothing. */
	| { readonly kind: 'hang' }
	/** Answers as it should, once the fault has ended. */
	| { readonly kind: 'held' }
	| { readonly kind: 'reset' }
	/** Sends a byte of the body now and then, and never ends. */
	| { readonly kind: 'drip'; readonly everyMs: number }
	/** Sends half of the body it announced. */
	| { readonly kind: 'cut-off' }
	/** 200 with this instead of the answer. */
	| { readonly kind: 'body'; readonly contentType: string; readonly body: string }
	| { readonly kind: 'redirect'; readonly to: string };

export interface IndexServerOptions {
	readonly packages: readonly ServedPackage[];
	/** Before each answer, ms. */
	readonly latencyMs?: number;
	/** `json`: PEP 691 by the Accept header (default). `html`: only PEP 503 pages, and no JSON API. */
	readonly flavour?: 'json' | 'html';
}

export interface ServedRequest {
	readonly path: string;
	readonly accept: string;
	/** Of the answer; undefined while there is none. */
	status: number | undefined;
}

const simpleJson = 'application/vnd.pypi.simple.v1+json';

/** What `GET /stats` answers, which counts as no request. */
export interface IndexStats {
	/** For pages of the Simple API. */
	readonly requests: number;
	/** Of any kind. */
	readonly total: number;
	readonly connections: number;
	readonly peak: number;
	/** Answers that are not out yet. */
	readonly underWay: number;
}

/** A package index shaped like PyPI, on the loopback, with faults on demand. */
export class IndexServer implements AsyncDisposable {
	readonly requests: ServedRequest[] = [];
	/** Connections opened since the start. */
	connections = 0;
	/** Answers under way now, and the most there were at once. */
	peak = 0;
	readonly #packages = new Map<string, ServedPackage>();
	readonly #faults = new Map<string, Fault>();
	readonly #sockets = new Set<Socket>();
	readonly #options: IndexServerOptions;
	readonly #server = createServer((request, response) => {
		this.#answer(request, response).catch(() => response.destroy());
	});
	readonly #events = new EventEmitter();
	#underWay = 0;
	#left = 0;

	private constructor(options: IndexServerOptions) {
		this.#options = options;
		for (const served of options.packages) this.#packages.set(served.name, served);
		this.#server.on('connection', (socket) => {
			this.connections++;
			this.#sockets.add(socket);
			socket.on('close', () => this.#sockets.delete(socket));
		});
	}

	static async start(options: IndexServerOptions, port = 0): Promise<IndexServer> {
		const server = new IndexServer(options);
		server.#server.listen(port, '127.0.0.1');
		await once(server.#server, 'listening');
		return server;
	}

	/** The simple root. */
	get url(): string {
		return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/simple`;
	}

	serve(served: ServedPackage): void {
		this.#packages.set(served.name, served);
	}

	/** For one package, or `*` for all; undefined ends it. */
	fail(name: string, fault: Fault | undefined): void {
		if (fault === undefined) this.#faults.delete(name);
		else this.#faults.set(name, fault);
		this.#events.emit('fault');
	}

	/** Resolves when so many requests have come in. */
	async received(count: number): Promise<void> {
		while (this.requests.length < count) await once(this.#events, 'request');
	}

	/** Resolves when so many requests were left by who asked, before an answer. */
	async left(count: number): Promise<void> {
		while (this.#left < count) await once(this.#events, 'left');
	}

	async [Symbol.asyncDispose](): Promise<void> {
		this.#server.close();
		for (const socket of this.#sockets) socket.destroy();
		await once(this.#server, 'close');
	}

	async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const path = new URL(request.url ?? '/', 'http://127.0.0.1').pathname;
		if (path === '/stats') {
			response.end(
				JSON.stringify({
					requests: this.requests.filter(({ path: asked }) => asked.startsWith('/simple/')).length,
					total: this.requests.length,
					connections: this.connections,
					peak: this.peak,
					underWay: this.#underWay,
				} satisfies IndexStats),
			);
			return;
		}
		const log: ServedRequest = { path, accept: request.headers.accept ?? '', status: undefined };
		this.requests.push(log);
		this.#events.emit('request');
		response.on('close', () => {
			if (response.writableFinished) return;
			this.#left++;
			this.#events.emit('left');
		});
		response.on('finish', () => {
			log.status = response.statusCode;
		});
		this.peak = Math.max(this.peak, ++this.#underWay);
		try {
			if (this.#options.latencyMs !== undefined) await sleep(this.#options.latencyMs);
			const name = path.split('/')[2] ?? '';
			const current = () => this.#faults.get(name) ?? this.#faults.get('*');
			while (current()?.kind === 'held') await once(this.#events, 'fault');
			const fault = current();
			if (fault === undefined) this.#serve(request, response, path);
			else misbehave(fault, response);
		} finally {
			this.#underWay--;
		}
	}

	#serve(request: IncomingMessage, response: ServerResponse, path: string): void {
		const [, root, name = '', version = '', last = ''] = path.split('/');
		const served = this.#packages.get(name);
		const isHtml = this.#options.flavour === 'html' || !(request.headers.accept ?? '').includes('json');
		if (root === 'simple' && served !== undefined) {
			const page = isHtml ? htmlPage(served) : JSON.stringify(simplePage(served));
			send(request, response, isHtml ? 'text/html' : simpleJson, page);
		} else if (root === 'files') {
			this.#serveMetadata(request, response, name);
		} else if (root === 'pypi' && this.#options.flavour !== 'html' && served?.versions[version] !== undefined && last === 'json') {
			send(request, response, 'application/json', JSON.stringify(releaseJson(served, version)));
		} else {
			response.writeHead(404, { 'content-type': 'text/plain' }).end('404 Not Found');
		}
	}

	#serveMetadata(request: IncomingMessage, response: ServerResponse, filename: string): void {
		const metadata = [...this.#packages.values()].flatMap((served) => coreMetadata(served, filename) ?? [])[0];
		if (metadata === undefined) response.writeHead(404).end();
		else send(request, response, 'application/octet-stream', metadata);
	}
}

/** Answers with an ETag, compressed where the client can, and 304 where it has the answer. */
function send(request: IncomingMessage, response: ServerResponse, contentType: string, body: string): void {
	const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`;
	const headers = { 'content-type': contentType, etag, 'cache-control': 'max-age=600, public' };
	if (request.headers['if-none-match'] === etag) response.writeHead(304, headers).end();
	else if (/\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))) {
		response.writeHead(200, { ...headers, 'content-encoding': 'gzip' }).end(gzipSync(body));
	} else response.writeHead(200, headers).end(body);
}

function misbehave(fault: Fault, response: ServerResponse): void {
	switch (fault.kind) {
		case 'status':
			response.writeHead(fault.status, fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter }).end(fault.body ?? '');
			return;
		case 'hang':
		case 'held':
			return;
		case 'reset':
			response.socket?.resetAndDestroy();
			return;
		case 'cut-off':
			response.writeHead(200, { 'content-type': simpleJson, 'content-length': '1000' }).write('{"files": [');
			setImmediate(() => response.socket?.destroy());
			return;
		case 'drip': {
			response.writeHead(200, { 'content-type': simpleJson }).write('{');
			const timer = setInterval(() => response.write(' '), fault.everyMs);
			response.once('close', () => clearInterval(timer));
			return;
		}
		case 'body':
			response.writeHead(200, { 'content-type': fault.contentType }).end(fault.body);
			return;
		case 'redirect':
			response.writeHead(302, { location: fault.to }).end();
	}
}
