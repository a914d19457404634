import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { BadResponseError, RateLimitedError, toAutoDocsError } from '../../../src/core/errors.ts';
import type { Json } from '../../../src/core/json.ts';
import { type Client, createClient } from '../../../src/core/network/client.ts';
import type { Answer } from '../../../src/core/network/request.ts';
import { realPlatform } from '../../../src/core/platform.ts';
import { clientSettings, jsonRequest } from '../../support/client-requests.ts';
import { rawServer, respond, type TestServer, webServer } from '../../support/servers.ts';
import { removeFolder, temporaryFolder } from '../../support/temporary-folder.ts';

const ok = 'HTTP/1.1 200 OK';
const json = 'content-type: application/json';
const length = (bytes: number) => `content-length: ${bytes}`;
const gzip = 'content-encoding: gzip';

interface Fault {
	readonly name: string;
	readonly answer: (socket: Socket, head: string, before: number) => void;
	readonly code: string;
	readonly says: RegExp;
	/** How many exchanges it costs. */
	readonly exchanges: number;
}

const status =
	(line: string, ...headers: readonly string[]) =>
	(socket: Socket) =>
		respond(socket, [`HTTP/1.1 ${line}`, ...headers, length(0)]);

/** Far more than a request allows, a megabyte at a time, as long as somebody reads. */
function endless(socket: Socket): void {
	const chunk = `100000\r\n${'x'.repeat(0x100000)}\r\n`;
	socket.write(`${[ok, json, 'transfer-encoding: chunked'].join('\r\n')}\r\n\r\n`);
	const more = () => {
		while (!socket.destroyed && socket.write(chunk));
	};
	socket.on('drain', more);
	more();
}

const faults: readonly Fault[] = [
	{ name: 'accepts and says nothing', answer: () => undefined, code: 'timeout', says: /1 s were not enough/, exchanges: 1 },
	{ name: 'closes without an answer', answer: (socket) => socket.end(), code: 'unreachable', says: /lost/, exchanges: 4 },
	{ name: 'resets without an answer', answer: (socket) => socket.resetAndDestroy(), code: 'unreachable', says: /lost/, exchanges: 4 },
	{
		name: 'does not speak HTTP',
		answer: (socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'),
		code: 'bad_response',
		says: /not valid HTTP/,
		exchanges: 2,
	},
	{
		name: 'closes in the middle of the body',
		answer: (socket) => respond(socket, [ok, json, length(1000)], '{"a":'),
		code: 'bad_response',
		says: /in the middle|cut off/,
		exchanges: 4,
	},
	{
		name: 'resets in the middle of the body',
		answer: (socket) => {
			socket.write(`${[ok, json, length(1000)].join('\r\n')}\r\n\r\n{"a":`, () => setImmediate(() => socket.resetAndDestroy()));
		},
		code: 'bad_response',
		says: /in the middle|cut off/,
		exchanges: 4,
	},
	{
		name: 'closes in the middle of a chunk',
		answer: (socket) => respond(socket, [ok, json, 'transfer-encoding: chunked'], 'ff\r\n{"a":'),
		code: 'bad_response',
		says: /in the middle|cut off/,
		exchanges: 4,
	},
	{
		name: 'cuts off what it compressed, which Node takes for its end',
		answer: (socket) => respond(socket, [ok, json, gzip], gzipSync('{"a":1}').subarray(0, 15)),
		code: 'bad_response',
		says: /JSON/,
		exchanges: 2,
	},
	{
		name: 'says gzip and sends something else',
		answer: (socket) => respond(socket, [ok, json, gzip], '{"a":1}'),
		code: 'bad_response',
		says: /decompressed/,
		exchanges: 2,
	},
	{
		name: 'announces less than it sends',
		answer: (socket) => respond(socket, [ok, json, length(4)], '{"a":1}'),
		code: 'bad_response',
		says: /not JSON/,
		exchanges: 2,
	},
	{
		name: 'announces 100 MB',
		answer: (socket) => socket.write(`${[ok, json, length(100_000_000)].join('\r\n')}\r\n\r\n{`),
		code: 'response_too_large',
		says: /larger than 10 MB/,
		exchanges: 1,
	},
	{ name: 'sends without end', answer: endless, code: 'response_too_large', says: /larger than 10 MB/, exchanges: 1 },
	{
		name: 'sends a gzip bomb',
		answer: (socket) => respond(socket, [ok, json, gzip], gzipSync(Buffer.alloc(50_000_000))),
		code: 'response_too_large',
		says: /larger than 10 MB/,
		exchanges: 1,
	},
	{
		name: 'sends a brotli bomb',
		answer: (socket) =>
			respond(
				socket,
				[ok, json, 'content-encoding: br'],
				brotliCompressSync(Buffer.alloc(50_000_000), { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }),
			),
		code: 'response_too_large',
		says: /larger than 10 MB/,
		exchanges: 1,
	},
	{
		name: 'is a captive portal',
		answer: (socket) => respond(socket, [ok, 'content-type: text/html; charset=utf-8'], '<html>Sign in'),
		code: 'bad_response',
		says: /web page/,
		exchanges: 2,
	},
	{ name: 'sends nothing with its 200', answer: status('200 OK', json), code: 'bad_response', says: /empty/, exchanges: 2 },
	{
		name: 'sends another charset',
		answer: (socket) => respond(socket, [ok, json], Buffer.from('"é"', 'latin1')),
		code: 'bad_response',
		says: /JSON/,
		exchanges: 2,
	},
	{ name: 'sends no JSON', answer: (socket) => respond(socket, [ok, json], 'hello'), code: 'bad_response', says: /JSON/, exchanges: 2 },
	{ name: 'says 204', answer: status('204 No Content'), code: 'bad_response', says: /HTTP 204/, exchanges: 2 },
	{ name: 'says 206', answer: status('206 Partial Content'), code: 'bad_response', says: /HTTP 206/, exchanges: 2 },
	{ name: 'says 304 unasked', answer: status('304 Not Modified'), code: 'bad_response', says: /HTTP 304/, exchanges: 2 },
	{ name: 'says 400', answer: status('400 Bad Request'), code: 'http_error', says: /HTTP 400/, exchanges: 1 },
	{ name: 'says 401', answer: status('401 Unauthorized'), code: 'auth_required', says: /credentials/, exchanges: 1 },
	{ name: 'says 403', answer: status('403 Forbidden'), code: 'auth_required', says: /credentials/, exchanges: 1 },
	{ name: 'says 404', answer: status('404 Not Found'), code: 'package_not_found', says: /does not exist/, exchanges: 1 },
	{ name: 'says 410', answer: status('410 Gone'), code: 'package_not_found', says: /does not exist/, exchanges: 1 },
	{ name: 'says 408', answer: status('408 Request Timeout', 'connection: close'), code: 'http_error', says: /HTTP 408/, exchanges: 2 },
	{ name: 'says 425', answer: status('425 Too Early'), code: 'http_error', says: /HTTP 425/, exchanges: 2 },
	{ name: 'says 429', answer: status('429 Too Many Requests'), code: 'rate_limited', says: /too many/, exchanges: 6 },
	{
		name: 'says 429 and to wait an hour',
		answer: status('429 Too Many', 'retry-after: 3600'),
		code: 'rate_limited',
		says: /3600 s/,
		exchanges: 1,
	},
	{
		name: 'says 503 and to wait an hour',
		answer: status('503 Busy', 'retry-after: 3600'),
		code: 'rate_limited',
		says: /3600 s/,
		exchanges: 1,
	},
	{ name: 'says 500', answer: status('500 Oops'), code: 'server_error', says: /HTTP 500/, exchanges: 4 },
	{ name: 'says 503', answer: status('503 Busy'), code: 'server_error', says: /HTTP 503/, exchanges: 4 },
	{
		name: 'redirects in a circle',
		answer: status('302 Found', 'location: /simple/numpy/'),
		code: 'http_error',
		says: /more than 5/,
		exchanges: 6,
	},
	{ name: 'redirects to nowhere', answer: status('302 Found'), code: 'http_error', says: /not a URL/, exchanges: 1 },
	{
		name: 'redirects to plain http',
		answer: status('301 Moved', 'location: http://index.test/'),
		code: 'http_error',
		says: /not https/,
		exchanges: 1,
	},
	{
		name: 'redirects to a file',
		answer: status('301 Moved', 'location: file:///etc/passwd'),
		code: 'http_error',
		says: /not https/,
		exchanges: 1,
	},
];

describe('the client, against a server that', () => {
	let folder = '';
	let server: TestServer | undefined;
	let client: Client | undefined;

	beforeEach(async () => {
		folder = await temporaryFolder();
	});
	afterEach(async () => {
		await client?.close();
		await server?.close();
		await removeFolder(folder);
	});

	/** Without waiting between attempts: no jitter. */
	async function ask(running: TestServer, deadlineMs = 5000): Promise<Answer<Json>> {
		server = running;
		const platform = { ...realPlatform(() => undefined), random: () => 0 };
		client = createClient(clientSettings(server.origin, { deadlineMs }), folder, platform);
		return await client.get(jsonRequest(`${server.origin}/simple/numpy/`));
	}

	for (const { name, answer, code, says, exchanges } of faults) {
		it(`${name}: ${code}, after ${exchanges} ${exchanges === 1 ? 'exchange' : 'exchanges'}`, async () => {
			let count = 0;
			const counting = await rawServer((socket, head, before) => {
				count++;
				answer(socket, head, before);
			});
			const error = await ask(counting, code === 'timeout' ? 1000 : 5000).then(() => assert.fail('an answer'), toAutoDocsError);
			assert.equal(error.code, code, error.message);
			assert.match(error.message, says);
			assert.equal(count, exchanges);
			assert.deepEqual(
				client?.origins().map(({ inFlight, waiting }) => [inFlight, waiting]),
				[[0, 0]],
			);
			assert.equal(client?.metrics().attempts, name === 'redirects in a circle' ? 1 : exchanges);
			assert.equal((await client?.cacheStats())?.entries, 0);
			if (error instanceof RateLimitedError && exchanges === 1) assert.equal(error.retryAfterMs, 3_600_000);
			if (error instanceof BadResponseError) assert.equal(error.truncated, exchanges === 4);
		});
	}

	const good: readonly { readonly name: string; readonly answer: Fault['answer'] }[] = [
		{ name: 'speaks HTTP/1.0', answer: (socket) => respond(socket, ['HTTP/1.0 200 OK', json], '{"a":1}') },
		{ name: 'sends early hints first', answer: (socket) => respond(socket, ['HTTP/1.1 103 Early Hints', '', ok, json], '{"a":1}') },
		{ name: 'compresses', answer: (socket) => respond(socket, [ok, json, gzip], gzipSync('{"a":1}')) },
		{ name: 'says 203', answer: (socket) => respond(socket, ['HTTP/1.1 203 Changed', json], '{"a":1}') },
		{ name: 'gives no content type', answer: (socket) => respond(socket, [ok], '{"a":1}') },
		{
			name: 'sends byte by byte',
			answer: (socket) => {
				socket.write(`${ok}\r\n${json}\r\n${length(7)}\r\n\r\n`);
				const bytes = [...'{"a":1}'].values();
				const next = () => {
					const { value } = bytes.next();
					if (value !== undefined) socket.write(value, () => setImmediate(next));
				};
				next();
			},
		},
		{
			name: 'fails three times before it answers',
			answer: (socket, _head, before) => (before < 3 ? socket.resetAndDestroy() : respond(socket, [ok, json], '{"a":1}')),
		},
		{
			name: 'refuses with a body that never ends, then answers',
			answer: (socket, _head, before) => {
				if (before > 0) respond(socket, [ok, json], '{"a":1}');
				else socket.write(`HTTP/1.1 500 Oops\r\n${length(1000)}\r\n\r\nhalf`);
			},
		},
		{
			name: 'refuses at great length, then answers',
			answer: (socket, _head, before) => {
				if (before > 0) respond(socket, [ok, json], '{"a":1}');
				else respond(socket, ['HTTP/1.1 500 Oops', length(1_000_000)], 'x'.repeat(1_000_000));
			},
		},
	];
	for (const { name, answer } of good) {
		it(`${name}: the answer`, async () => {
			assert.deepEqual((await ask(await rawServer(answer))).value, { a: 1 });
		});
	}

	it('closes idle connections between requests: the answer', async () => {
		await ask(await rawServer((socket) => respond(socket, [ok, json, length(7), 'connection: keep-alive'], '{"a":1}')));
		for (const name of ['flask', 'django']) {
			assert.deepEqual((await client?.get(jsonRequest(`${server?.origin}/simple/${name}/`)))?.value, { a: 1 });
		}
	});

	it('redirects to another origin: the answer, and no credentials go there', async () => {
		const elsewhere = await webServer((_request, response) => response.setHeader('content-type', 'application/json').end('{"a":1}'));
		const index = await webServer((_request, response) => {
			response.writeHead(301, { location: `${elsewhere.origin}/numpy` }).end();
		});
		server = index;
		client = createClient(
			clientSettings(index.origin),
			folder,
			realPlatform(() => undefined),
		);
		const request = jsonRequest(index.origin.replace('http://', 'http://me%40home:pass%3Aword@'));
		assert.deepEqual((await client.get(request)).value, { a: 1 });
		const [first, second] = [index.requests[0], elsewhere.requests[0]];
		assert.equal(first?.headers.authorization, `Basic ${Buffer.from('me@home:pass:word').toString('base64')}`);
		assert.equal(second?.headers.authorization, undefined);
		assert.equal(second?.headers['user-agent'], 'AutoDocs/test');
		await elsewhere.close();
	});
});
