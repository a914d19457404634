// A package index on 127.0.0.1, in a process of its own, so that neither its work nor its memory is counted as ours. Started by `startIndex`.
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { type PageSize, packageName, projectPage, releaseMetadata } from './index-pages.ts';

export interface IndexOptions {
	/** Its projects are `packageName(0)` to `packageName(packages - 1)`. */
	readonly packages: number;
	readonly size: PageSize;
	/** Between the end of a request and its answer, ms. */
	readonly latencyMs: number;
	/** For how long its answers are fresh, s. Ten minutes where nothing is said. */
	readonly maxAge?: number;
	readonly faults?: Faults;
}

type FaultKind = 'hang' | 'reset' | '500' | '502' | 'cut off' | '429';

/** The share of all exchanges, 0 to 1, that goes wrong in each way. */
export type Faults = Readonly<Partial<Record<FaultKind, number>>>;

/** Since the start, or since the last reset. */
export interface Traffic {
	readonly requests: number;
	readonly connections: number;
}

/** `reset` closes idle connections and counts from zero; between `down` and `up` every connection is refused. */
export type IndexCommand = 'traffic' | 'reset' | 'down' | 'up';

const { packages, size, latencyMs, maxAge = 600, faults = {} } = JSON.parse(process.argv[2] ?? '') as IndexOptions;
const pages = new Map(Array.from({ length: packages }, (_, number) => [packageName(number), gzipSync(projectPage(number, size))]));
const seen = { requests: 0, connections: 0 };
const json = 'application/vnd.pypi.simple.v1+json';

const server = createServer((request, response) => {
	seen.requests++;
	setTimeout(() => {
		const fault = drawFault();
		if (fault === undefined) answer(request.url ?? '', request.headers['if-none-match'], response);
		else misbehave(fault, response);
	}, latencyMs);
});
server.on('connection', () => seen.connections++);
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as AddressInfo;
process.send?.(port);
process.on('message', (command: IndexCommand) => void obey(command));
process.on('disconnect', () => process.exit());

async function obey(command: IndexCommand): Promise<void> {
	if (command === 'down') {
		const closed = once(server, 'close');
		server.close();
		server.closeAllConnections();
		await closed;
	} else if (command === 'up') {
		server.listen(port, '127.0.0.1');
		await once(server, 'listening');
	} else if (command === 'reset') {
		server.closeIdleConnections();
		Object.assign(seen, { requests: 0, connections: 0 });
	}
	process.send?.({ ...seen } satisfies Traffic);
}

function drawFault(): FaultKind | undefined {
	let left = Math.random();
	for (const [kind, share] of Object.entries(faults) as [FaultKind, number][]) {
		if (left < share) return kind;
		left -= share;
	}
	return undefined;
}

function misbehave(fault: FaultKind, response: ServerResponse): void {
	if (fault === 'reset') response.socket?.resetAndDestroy();
	else if (fault === 'cut off') {
		response.writeHead(200, { 'content-type': json, 'content-length': '1000' }).write('{"files": [');
		setImmediate(() => response.socket?.destroy());
	} else if (fault !== 'hang') response.writeHead(Number(fault)).end();
}

function answer(path: string, validator: string | undefined, response: ServerResponse): void {
	const [, api, name = '', version = ''] = path.split('/');
	const page = pages.get(name);
	const etag = `"${name}-1"`;
	const fresh = { 'cache-control': `max-age=${maxAge}, public`, etag };
	if (page === undefined) response.writeHead(404).end();
	else if (validator === etag) response.writeHead(304, fresh).end();
	else if (api === 'pypi') response.writeHead(200, { ...fresh, 'content-type': 'application/json' }).end(releaseMetadata(name, version));
	else {
		const headers = { ...fresh, 'content-type': json };
		response.writeHead(200, { ...headers, 'content-encoding': 'gzip' }).end(page);
	}
}
