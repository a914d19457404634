import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';

/** One release of a package as the server tells it. */
export interface ServedVersion {
	readonly requiresPython?: string;
	/** The reason; '' for none given. */
	readonly yanked?: string;
	/** ISO 8601. */
	readonly uploadedAt?: string;
}

export interface ServedPackage {
	readonly name: string;
	readonly versions: Readonly<Record<string, ServedVersion>>;
	readonly summary?: string;
	readonly description?: string;
	readonly descriptionContentType?: string;
	readonly licence?: string;
	readonly extras?: readonly string[];
	readonly urls?: Readonly<Record<string, string>>;
}

/** What goes wrong instead of an answer. */
export type Fault =
	| { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string; readonly body?: string }
	/** Accepts, and says nothing. */
	| { readonly kind: 'hang' }
	| { readonly kind: 'reset' }
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
	#underWay = 0;

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
	}

	async [Symbol.asyncDispose](): Promise<void> {
		this.#server.close();
		for (const socket of this.#sockets) socket.destroy();
		await once(this.#server, 'close');
	}

	async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const path = new URL(request.url ?? '/', 'http://127.0.0.1').pathname;
		const log: ServedRequest = { path, accept: request.headers.accept ?? '', status: undefined };
		this.requests.push(log);
		response.on('finish', () => {
			log.status = response.statusCode;
		});
		this.peak = Math.max(this.peak, ++this.#underWay);
		try {
			if (this.#options.latencyMs !== undefined) await sleep(this.#options.latencyMs);
			const name = path.split('/')[2] ?? '';
			const fault = this.#faults.get(name) ?? this.#faults.get('*');
			if (fault === undefined) this.#serve(request, response, path);
			else misbehave(fault, response);
		} finally {
			this.#underWay--;
		}
	}

	#serve(request: IncomingMessage, response: ServerResponse, path: string): void {
		const [, root, name = '', version = '', last = ''] = path.split('/');
		const served = this.#packages.get(name);
		const isHtml = this.#options.flavour === 'html';
		if (root === 'simple' && served !== undefined) {
			const page = isHtml ? html(served) : JSON.stringify(simple(served));
			send(request, response, isHtml ? 'text/html' : simpleJson, page);
		} else if (root === 'pypi' && !isHtml && served?.versions[version] !== undefined && last === 'json') {
			send(request, response, 'application/json', JSON.stringify(releaseJson(served, version)));
		} else {
			response.writeHead(404, { 'content-type': 'text/plain' }).end('404 Not Found');
		}
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
			return;
		case 'reset':
			response.socket?.resetAndDestroy();
			return;
		case 'cut-off':
			response.writeHead(200, { 'content-type': simpleJson, 'content-length': '1000' }).write('{"files": [');
			setImmediate(() => response.socket?.destroy());
			return;
		case 'body':
			response.writeHead(200, { 'content-type': fault.contentType }).end(fault.body);
			return;
		case 'redirect':
			response.writeHead(302, { location: fault.to }).end();
	}
}

function wheel(name: string, version: string): string {
	return `${name.replaceAll('-', '_')}-${version}-py3-none-any.whl`;
}

/** PEP 691, 700. */
function simple({ name, versions }: ServedPackage): unknown {
	return {
		meta: { 'api-version': '1.3' },
		name,
		versions: Object.keys(versions),
		files: Object.entries(versions).map(([version, { requiresPython, yanked, uploadedAt }]) => ({
			filename: wheel(name, version),
			url: `/files/${wheel(name, version)}`,
			hashes: {},
			size: 1000,
			'upload-time': uploadedAt ?? '2024-01-01T00:00:00Z',
			...(requiresPython === undefined ? {} : { 'requires-python': requiresPython }),
			yanked: yanked ?? false,
		})),
	};
}

/** PEP 503. */
function html({ name, versions }: ServedPackage): string {
	const links = Object.entries(versions).map(([version, { requiresPython, yanked }]) => {
		const python =
			requiresPython === undefined ? '' : ` data-requires-python="${requiresPython.replace(/>/g, '&gt;').replace(/</g, '&lt;')}"`;
		return `<a href="/files/${wheel(name, version)}"${python}${yanked === undefined ? '' : ` data-yanked="${yanked}"`}>${wheel(name, version)}</a><br/>`;
	});
	return `<!DOCTYPE html><html><head><title>Links for ${name}</title></head><body>${links.join('\n')}</body></html>`;
}

/** `/pypi/NAME/VERSION/json` as PyPI gives it. */
function releaseJson(served: ServedPackage, version: string): unknown {
	const release = served.versions[version];
	return {
		info: {
			name: served.name,
			version,
			summary: served.summary ?? '',
			description: served.description ?? '',
			description_content_type: served.descriptionContentType ?? 'text/markdown',
			requires_python: release?.requiresPython ?? null,
			requires_dist: null,
			provides_extra: served.extras ?? [],
			license_expression: served.licence ?? null,
			project_urls: served.urls ?? {},
			yanked: release?.yanked !== undefined,
			yanked_reason: release?.yanked ?? null,
		},
		urls: [],
		vulnerabilities: [],
	};
}
