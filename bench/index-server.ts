// A package index on 127.0.0.1, in a thread of its own, so that its work is not counted as ours. Started by `startIndex`.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';
import { type PageSize, packageName, projectPage, releaseMetadata } from './index-pages.ts';

export interface IndexOptions {
	/** Its projects are `packageName(0)` to `packageName(packages - 1)`. */
	readonly packages: number;
	readonly size: PageSize;
	/** Between the end of a request and its answer, ms. */
	readonly latencyMs: number;
}

/** Since the start, or since the last reset. */
export interface Traffic {
	readonly requests: number;
	readonly connections: number;
}

const { packages, size, latencyMs } = workerData as IndexOptions;
const pages = new Map(Array.from({ length: packages }, (_, number) => [packageName(number), gzipSync(projectPage(number, size))]));
const seen = { requests: 0, connections: 0 };

const server = createServer((request, response) => {
	seen.requests++;
	setTimeout(() => answer(request.url ?? '', request.headers['if-none-match'], response), latencyMs);
});
server.on('connection', () => seen.connections++);
server.listen(0, '127.0.0.1', () => parentPort?.postMessage((server.address() as AddressInfo).port));

parentPort?.on('message', (wanted: 'traffic' | 'reset') => {
	if (wanted === 'reset') {
		server.closeIdleConnections();
		Object.assign(seen, { requests: 0, connections: 0 });
	}
	parentPort?.postMessage({ ...seen } satisfies Traffic);
});

function answer(path: string, validator: string | undefined, response: ServerResponse): void {
	const [, api, name = '', version = ''] = path.split('/');
	const page = pages.get(name);
	const etag = `"${name}-1"`;
	if (page === undefined) response.writeHead(404).end();
	else if (api === 'pypi') response.writeHead(200, { 'content-type': 'application/json' }).end(releaseMetadata(name, version));
	else if (validator === etag) response.writeHead(304, { etag }).end();
	else {
		const headers = { 'content-type': 'application/vnd.pypi.simple.v1+json', 'cache-control': 'max-age=600, public' };
		response.writeHead(200, { ...headers, 'content-encoding': 'gzip', etag }).end(page);
	}
}
