import assert from 'node:assert/strict';
import { once } from 'node:events';
import * as fs from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import {
	CancelledError,
	NetworkError,
	PackageNotFoundError,
	toAutoDocsError,
	ValidationError,
	VersionNotFoundError,
} from '../../../src/core/errors.ts';
import type { Json } from '../../../src/core/json.ts';
import { type Client, type ClientSettings, createClient } from '../../../src/core/network/client.ts';
import type { CacheFiles } from '../../../src/core/network/disk-space.ts';
import type { ClientRequest } from '../../../src/core/network/request.ts';
import { type Platform, realPlatform } from '../../../src/core/platform.ts';
import { clientSettings, jsonRequest } from '../../support/client-requests.ts';
import { type WebServer, webServer } from '../../support/servers.ts';
import { removeFolder, temporaryFolder } from '../../support/temporary-folder.ts';

describe('the client', () => {
	let folder = '';
	let server: WebServer;
	let clients: Client[] = [];
	let ahead = 0;
	let serve: (response: ServerResponse, path: string) => void;

	/** Real, but for no jitter and a clock that a test may put ahead. */
	const real = realPlatform(() => undefined);
	const platform = (change: Partial<Platform> = {}): Platform => ({
		...real,
		random: () => 0,
		now: () => Date.now() + ahead,
		monotonic: () => performance.now() + ahead,
		...change,
	});

	const answering =
		(headers: Readonly<Record<string, string>>, body = '{"a":1}') =>
		(response: ServerResponse) =>
			response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(body);
	const fresh = answering({ 'cache-control': 'max-age=600', etag: '"one"' });

	function open(change: Partial<ClientSettings> = {}, world = platform(), files: CacheFiles = fs): Client {
		const client = createClient(clientSettings(server.origin, change), join(folder, 'cache'), world, files);
		clients.push(client);
		return client;
	}

	const request = (name = 'numpy', change: Partial<ClientRequest<Json>> = {}) => jsonRequest(`${server.origin}/simple/${name}/`, change);

	beforeEach(async () => {
		folder = await temporaryFolder();
		ahead = 0;
		clients = [];
		serve = fresh;
		server = await webServer(({ url = '', headers }, response) => {
			if (headers['if-none-match'] === '"one"') response.writeHead(304, { 'cache-control': 'max-age=600' }).end();
			else serve(response, url);
		});
	});
	afterEach(async () => {
		await Promise.all(clients.map((client) => client.close()));
		await server.close();
		await removeFolder(folder);
	});

	describe('and its caches', () => {
		it('asks once while the answer is fresh: then memory has it', async () => {
			const client = open();
			assert.equal((await client.get(request())).from, 'network');
			const { value, from, staleBecause } = await client.get(request());
			assert.deepEqual([value, from, staleBecause], [{ a: 1 }, 'memory', undefined]);
			assert.equal(server.requests.length, 1);
			assert.equal(client.metrics().bytesSaved, 7);
		});

		it('finds on disk what another session fetched', async () => {
			const first = await open().get(request());
			await clients[0]?.close();
			const client = open();
			const second = await client.get(request());
			assert.deepEqual([second.value, second.from, second.fetchedAt], [first.value, 'disk', first.fetchedAt]);
			assert.equal((await client.get(request())).from, 'memory');
			assert.equal(server.requests.length, 1);
		});

		it('counts the connections that it opened, and none to whom it did not ask', async () => {
			const other = await webServer((_request, response) => response.end());
			const client = open();
			await Promise.all(['a', 'b', 'c'].map((name) => client.get(request(name))));
			await (await fetch(other.origin)).text();
			assert.equal(client.metrics().connections, 3);
			assert.equal(server.connections(), 3);
			await client.close();
			await Promise.all(Array.from({ length: 6 }, async () => (await fetch(server.origin)).text()));
			assert.equal(client.metrics().connections, 3, 'nothing is counted once it is closed');
			await other.close();
		});

		it('asks conditionally once it is no longer fresh; a 304 costs no body and is good for as long again', async () => {
			const client = open();
			const first = await client.get(request());
			ahead = 601_000;
			const second = await client.get(request());
			assert.deepEqual(second.value, { a: 1 });
			assert.ok(second.fetchedAt - first.fetchedAt >= 601_000);
			assert.equal(server.requests[1]?.headers['if-none-match'], '"one"');
			assert.equal(client.metrics().bytesReceived, 7);
			assert.equal(client.metrics().answers.notModified, 1);
			assert.equal((await client.get(request())).from, 'memory');
			await client.close();
			assert.equal((await open().get(request())).from, 'disk');
			assert.equal(server.requests.length, 2);
		});

		it('takes what another process fetched meanwhile instead of asking', async () => {
			const [one, two] = [open(), open()];
			await one.get(request());
			assert.equal((await one.cacheStats()).entries, 1);
			ahead = 601_000;
			await two.get(request());
			await two.close();
			assert.equal((await one.get(request())).from, 'disk');
			assert.equal(server.requests.length, 2);
		});

		it('takes the new answer when the old one was changed', async () => {
			const client = open();
			await client.get(request());
			ahead = 601_000;
			serve = answering({ etag: '"two"' }, '{"a":2}');
			await server.close();
			server = await webServer((_request, response) => serve(response, ''));
			client.configure(clientSettings(server.origin));
			const moved = { ...request(), key: jsonRequest(`${server.origin}/simple/numpy/`).key };
			assert.deepEqual((await client.get(moved)).value, { a: 2 });
		});

		it('never asks again for what cannot change', async () => {
			serve = answering({ 'cache-control': 'max-age=0' });
			const client = open();
			await client.get(request('numpy', { immutable: true }));
			ahead = 86_400_000;
			assert.equal((await client.get(request('numpy', { immutable: true }))).from, 'memory');
			await client.close();
			assert.equal((await open().get(request('numpy', { immutable: true }))).from, 'disk');
			assert.equal(server.requests.length, 1);
		});

		it('asks all the same when it is told to refresh', async () => {
			const client = open();
			for (const immutable of [false, true]) await client.get(request('numpy', { immutable }), { refresh: true });
			assert.equal(server.requests.length, 2);
		});

		it('keeps off the disk what the server forbids to store', async () => {
			serve = answering({ 'cache-control': 'no-store' });
			const client = open();
			await client.get(request());
			assert.deepEqual(client.peek(request())?.value, { a: 1 });
			await client.get(request());
			assert.equal(server.requests.length, 2);
			assert.equal((await client.cacheStats()).entries, 0);
		});

		it('peeks into memory without asking', async () => {
			const client = open();
			assert.equal(client.peek(request()), undefined);
			await client.get(request());
			ahead = 86_400_000;
			assert.deepEqual(client.peek(request())?.value, { a: 1 });
			assert.equal(server.requests.length, 1);
		});

		it('believes a 404 for ten minutes, or until it is told to refresh', async () => {
			serve = (response) => response.writeHead(404).end('no');
			const client = open();
			for (let i = 0; i < 3; i++) await assert.rejects(client.get(request()), PackageNotFoundError);
			assert.equal(server.requests.length, 1);
			assert.equal(client.metrics().answers.absent, 2);
			await assert.rejects(client.get(request(), { refresh: true }), PackageNotFoundError);
			assert.equal(server.requests.length, 2);
			ahead = 601_000;
			serve = fresh;
			assert.deepEqual((await client.get(request())).value, { a: 1 });
		});

		it('believes a 404 no longer when it was told to refresh, even if that fails', async () => {
			serve = (response) => response.writeHead(404).end('no');
			const client = open();
			await assert.rejects(client.get(request()), PackageNotFoundError);
			serve = (response) => response.writeHead(401).end();
			const error = await client.get(request(), { refresh: true }).then(() => assert.fail('an answer'), toAutoDocsError);
			assert.equal(error.code, 'auth_required');
			serve = fresh;
			assert.equal((await client.get(request())).from, 'network');
		});

		it('writes nothing while somebody waits for an answer', async () => {
			const happened: string[] = [];
			const writeFile: CacheFiles['writeFile'] = async (...given) => {
				happened.push('written');
				await fs.writeFile(...given);
			};
			let awaited: ServerResponse | undefined;
			serve = (response, path) => {
				if (path.includes('slow')) awaited = response;
				else fresh(response);
			};
			const client = open({}, platform(), { ...fs, writeFile });
			const slow = client.get(request('slow')).then(() => happened.push('answered'));
			while (awaited === undefined) await new Promise(setImmediate);
			// Time enough to write the first of them.
			for (let i = 0; i < 20; i++) await client.get(request(`quick-${i}`));
			fresh(awaited);
			await slow;
			assert.equal((await client.cacheStats()).entries, 21);
			assert.equal(happened[0], 'answered');
		});

		it('keeps its folder within the size that is set, also when that changes', async () => {
			serve = answering({ 'cache-control': 'max-age=600' }, JSON.stringify('x'.repeat(10_000)));
			const client = open({ cacheMaxBytes: 100_000 });
			const fill = async (kind: string) => {
				for (let i = 0; i < 20; i++) await client.get(request(`${kind}-${i}`));
				return (await client.cacheStats()).bytes;
			};
			const full = await fill('a');
			assert.ok(full > 50_000 && full <= 100_000, `${full} bytes`);
			client.configure(clientSettings(server.origin, { cacheMaxBytes: 50_000 }));
			const fuller = await fill('b');
			assert.ok(fuller <= 50_000, `${fuller} bytes`);
		});

		it('takes what memory has where that is newer than what could be written', async () => {
			let isFull = false;
			const writeFile: CacheFiles['writeFile'] = async (...given) => {
				if (isFull) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
				await fs.writeFile(...given);
			};
			const client = open({}, platform(), { ...fs, writeFile });
			await client.get(request());
			assert.equal((await client.cacheStats()).entries, 1);
			isFull = true;
			ahead = 601_000;
			const second = await client.get(request());
			await client.cacheStats();
			ahead = 1_202_000;
			await server.close();
			const { from, fetchedAt, staleBecause } = await client.get(request());
			assert.deepEqual([from, fetchedAt, staleBecause?.code], ['memory', second.fetchedAt, 'unreachable']);
		});

		it('writes what it got once nobody waits any more, without being told to', async () => {
			const calmAfterMs = 5000;
			const patient: Platform['after'] = (ms, action) => real.after(ms === calmAfterMs ? 3_600_000 : ms, action);
			await open({}, platform({ after: patient })).get(request());
			const files = async () => (await fs.readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
			while ((await files()).length === 0) await new Promise(setImmediate);
		});

		for (const gone of [new PackageNotFoundError('gone'), new VersionNotFoundError('gone')]) {
			it(`drops what it had once the index says that it is gone (${gone.code})`, async () => {
				serve = answering({});
				const client = open();
				const asked = request('numpy', { notFound: () => gone });
				await client.get(asked);
				serve = (response) => response.writeHead(404).end();
				await assert.rejects(client.get(asked), gone);
				assert.equal(client.peek(asked), undefined);
				assert.equal((await client.cacheStats()).entries, 0);
			});
		}

		it('forgets a package, or everything, and counts', async () => {
			const client = open();
			for (const name of ['numpy', 'flask']) await client.get(request(name));
			const { clearedEntries, freedBytes, finalEntries } = await client.forget('numpy');
			assert.ok(freedBytes > 0);
			assert.deepEqual([clearedEntries, finalEntries], [1, 1]);
			assert.equal((await client.get(request('flask'))).from, 'memory');
			assert.equal((await client.get(request('numpy'))).from, 'network');
			assert.equal((await client.clear()).clearedEntries, 2);
			assert.equal((await client.get(request('flask'))).from, 'network');
		});

		it('tells what it holds', async () => {
			const client = open();
			await client.get(request());
			await client.get(request());
			const { directory, disk, entries, packages, memory, hitRate } = await client.cacheStats();
			assert.equal(directory, join(folder, 'cache'));
			assert.deepEqual(disk, { state: 'ok' });
			assert.equal(entries, 1);
			assert.equal(packages[0]?.name, 'numpy');
			assert.equal(memory.entries, 1);
			assert.equal(hitRate, 0.5);
		});

		it('works from memory when the folder cannot be used', async () => {
			await fs.writeFile(join(folder, 'cache'), 'a file');
			const client = open();
			assert.equal((await client.get(request())).from, 'network');
			assert.equal((await client.get(request())).from, 'memory');
			assert.equal((await client.cacheStats()).disk.state, 'degraded');
		});

		it('puts no name and no credential into a path of the folder', async () => {
			await open().get(request('secret-package'));
			await clients[0]?.close();
			const paths = await fs.readdir(join(folder, 'cache'), { recursive: true });
			assert.doesNotMatch(paths.join(), /secret/);
		});
	});

	describe('when the index fails', () => {
		beforeEach(() => {
			serve = answering({});
		});

		it('serves what it has, with its age and the reason', async () => {
			const client = open();
			const { fetchedAt } = await client.get(request());
			await client.cacheStats(); // By then it is on disk too.
			await server.close();
			const answer = await client.get(request());
			assert.deepEqual([answer.value, answer.from, answer.fetchedAt], [{ a: 1 }, 'memory', fetchedAt]);
			assert.equal(answer.staleBecause?.code, 'unreachable');
			assert.equal(client.peek(request())?.staleBecause, answer.staleBecause);
			assert.equal(client.metrics().stale, 1);
			await client.close();
			const next = await open().get(request());
			assert.deepEqual([next.value, next.from, next.staleBecause?.code], [{ a: 1 }, 'disk', 'unreachable']);
		});

		for (const [status, code] of [
			[500, 'server_error'],
			[401, 'auth_required'],
			[418, 'http_error'],
		] as const) {
			it(`serves what it has after a ${status}`, async () => {
				const client = open();
				await client.get(request());
				serve = (response) => response.writeHead(status).end();
				assert.equal((await client.get(request())).staleBecause?.code, code);
			});
		}

		it('is vouched for again once the index is back', async () => {
			const client = open();
			await client.get(request());
			serve = (response) => response.writeHead(500).end();
			await client.get(request());
			serve = answering({});
			assert.equal((await client.get(request())).staleBecause, undefined);
			assert.equal(client.peek(request())?.staleBecause, undefined);
		});

		it('answers at once while the breaker is open, and probes when a person says so', async () => {
			const client = open({ breakerThreshold: 3 });
			await client.get(request('cached'));
			serve = (response) => response.writeHead(500).end();
			for (const name of ['a', 'b', 'c']) await client.get(request(name)).catch(() => undefined);
			const asked = server.requests.length;
			const error = await client.get(request('d')).then(() => assert.fail('an answer'), toAutoDocsError);
			assert.equal(error.code, 'circuit_open');
			assert.equal((await client.get(request('cached'))).staleBecause?.code, 'circuit_open');
			assert.equal(server.requests.length, asked);
			assert.equal(client.origins()[0]?.breaker.state, 'open');
			assert.equal(client.metrics().breakerTransitions, 1);
			serve = fresh;
			client.retryNow();
			assert.equal((await client.get(request('d'))).from, 'network');
			assert.equal(client.origins()[0]?.breaker.state, 'closed');
		});
	});

	describe('offline', () => {
		it('asks nobody: fresh answers as ever, older ones with the reason, else a clear error', async () => {
			const client = open();
			await client.get(request());
			client.configure(clientSettings(server.origin, { offline: true }));
			assert.equal((await client.get(request())).staleBecause, undefined);
			ahead = 601_000;
			const stale = await client.get(request());
			assert.match(stale.staleBecause?.message ?? '', /offline mode is on/);
			await assert.rejects(
				client.get(request('flask')),
				(error) => error instanceof NetworkError && /offline mode is on/.test(error.message),
			);
			assert.equal(server.requests.length, 1);
			client.configure(clientSettings(server.origin));
			assert.equal((await client.get(request('flask'))).from, 'network');
		});
	});

	describe('and who asks', () => {
		it('asks once for all who need the same at once', async () => {
			const client = open();
			const answers = await Promise.all(Array.from({ length: 100 }, () => client.get(request())));
			assert.equal(answers.length, 100);
			assert.equal(server.requests.length, 1);
		});

		it('lets a caller join a refresh, but a refresh no older operation', async () => {
			const waiting: ServerResponse[] = [];
			serve = (response) => waiting.push(response);
			const client = open();
			const plain = client.get(request());
			while (waiting.length < 1) await new Promise(setImmediate);
			const refresh = client.get(request(), { refresh: true });
			while (waiting.length < 2) await new Promise(setImmediate);
			const joined = client.get(request());
			for (const response of waiting) fresh(response);
			await Promise.all([plain, refresh, joined]);
			assert.equal(server.requests.length, 2);
			assert.equal(client.metrics().retries, 0);
		});

		it('ends the request at the server when the last one who waits leaves', async () => {
			let closed: Promise<unknown> | undefined;
			serve = (response) => {
				closed = once(response, 'close');
			};
			const client = open();
			const [one, two] = [new AbortController(), new AbortController()];
			const asked = [client.get(request(), { signal: one.signal }), client.get(request(), { signal: two.signal })];
			while (closed === undefined) await new Promise(setImmediate);
			one.abort();
			await assert.rejects(asked[0] ?? assert.fail(), CancelledError);
			assert.equal(client.metrics().inFlight, 1);
			two.abort();
			await assert.rejects(asked[1] ?? assert.fail(), CancelledError);
			await closed;
			assert.equal(client.metrics().inFlight, 0);
		});

		it('does not hold it against what is cached that nobody waited for a newer answer', async () => {
			serve = answering({});
			const client = open();
			await client.get(request());
			let isAsked = false;
			serve = () => {
				isAsked = true;
			};
			const leaving = new AbortController();
			const left = client.get(request(), { signal: leaving.signal });
			while (!isAsked) await new Promise(setImmediate);
			leaving.abort();
			await assert.rejects(left, CancelledError);
			await client.close();
			assert.deepEqual(client.peek(request())?.value, { a: 1 });
			assert.equal(client.peek(request())?.staleBecause, undefined);
		});

		it('does not even begin for who has left, whatever is cached', async () => {
			const client = open();
			const left = { signal: AbortSignal.abort('left') };
			const isSaid = (error: unknown) => error instanceof CancelledError && error.cause === 'left';
			await assert.rejects(client.get(request(), left), isSaid);
			assert.equal(server.requests.length, 0);
			await client.get(request());
			await assert.rejects(client.get(request(), left), isSaid);
		});

		it('asks nobody who is not configured, whatever is cached', async () => {
			const client = open();
			await client.get(request());
			client.configure(clientSettings('https://elsewhere.test'));
			await assert.rejects(client.get(request()), ValidationError);
		});

		it('never has more requests under way than is set, also when that changes', async () => {
			const waiting: ServerResponse[] = [];
			serve = (response) => waiting.push(response);
			const client = open({ maxConcurrentRequests: 10 });
			const asked = Array.from({ length: 40 }, (_, i) => client.get(request(`package-${i}`), { priority: 'background' }));
			// Each looks on the disk first, in its own time.
			while (waiting.length < 10 || client.origins()[0]?.waiting !== 30) await new Promise(setImmediate);
			assert.deepEqual([client.origins()[0]?.inFlight, client.origins()[0]?.waiting], [10, 30]);
			client.configure(clientSettings(server.origin, { maxConcurrentRequests: 20 }));
			while (waiting.length < 20) await new Promise(setImmediate);
			assert.equal(server.requests.length, 20);
			assert.equal(client.metrics().retries, 0);
			serve = fresh;
			for (const response of waiting) fresh(response);
			await Promise.all(asked);
			assert.equal(client.origins()[0]?.inFlight, 0);
		});

		it('makes of a bug in its caller an internal error', async () => {
			const broken = request('numpy', { parse: () => assert.fail('a bug') });
			const error = await open()
				.get(broken)
				.then(() => assert.fail('an answer'), toAutoDocsError);
			assert.equal(error.code, 'internal_error');
			assert.equal(server.requests.length, 1);
		});

		it('tells that the index answered after it had failed', async () => {
			const client = open();
			const recovered = new Promise<void>((resolve) => void client.onDidRecover(resolve));
			serve = (response) => response.writeHead(500).end();
			await assert.rejects(client.get(request('flask')));
			serve = fresh;
			await client.get(request());
			await recovered;
		});

		it('tells of other settings, and who is told no more', async () => {
			const client = open();
			const changed = new Promise<void>((resolve) => void client.onDidChangeState(resolve));
			client.onDidChangeState(assert.fail)();
			client.configure(clientSettings(server.origin, { offline: true }));
			await changed;
		});

		it('tells that something is asked, that the index asks to wait, and that all is answered', async () => {
			const waiting: ServerResponse[] = [];
			serve = (response) => waiting.push(response);
			const client = open();
			const isTold = (isSo: () => boolean) =>
				new Promise<void>((resolve) => {
					const remove = client.onDidChangeState(() => {
						if (!isSo()) return;
						remove();
						resolve();
					});
				});
			const begun = isTold(() => client.metrics().inFlight === 1);
			const asked = client.get(request());
			await begun;
			while (waiting.length < 1) await new Promise(setImmediate);
			const paused = isTold(() => client.origins()[0]?.pausedUntil !== undefined);
			waiting[0]?.writeHead(429, { 'retry-after': '20' }).end();
			await paused;
			assert.equal(client.metrics().inFlight, 1);
			client.retryNow();
			while (waiting.length < 2) await new Promise(setImmediate);
			const over = isTold(() => client.metrics().inFlight === 0);
			const [, second] = waiting;
			assert.ok(second);
			fresh(second);
			await Promise.all([asked, over]);
		});

		it('tells of what it did', async () => {
			const client = open();
			await client.get(request());
			const { operations } = client.activity();
			assert.deepEqual(
				operations.map(({ packageName, attemptCount, error }) => [packageName, attemptCount, error]),
				[['numpy', 1, undefined]],
			);
		});
	});

	describe('when it closes', () => {
		it('lets running operations finish', async () => {
			let response: ServerResponse | undefined;
			serve = (given) => {
				response = given;
			};
			const client = open();
			const asked = client.get(request());
			while (response === undefined) await new Promise(setImmediate);
			const closing = client.close();
			fresh(response);
			assert.equal((await asked).from, 'network');
			await closing;
			assert.equal((await open().get(request())).from, 'disk', 'what came in last is on disk');
		});

		it('aborts after two seconds what does not finish', async () => {
			let closed: Promise<unknown> | undefined;
			serve = (response) => {
				closed = once(response, 'close');
			};
			// Two seconds pass at once.
			const after: Platform['after'] = (ms, action) => real.after(ms === 2000 ? 0 : ms, action);
			const client = open({}, platform({ after }));
			const asked = client.get(request());
			while (closed === undefined) await new Promise(setImmediate);
			await client.close();
			await assert.rejects(asked, /closing/);
			await closed;
		});

		it('lets none begin that was waiting for its turn to begin', async () => {
			const client = open();
			const asked = Array.from({ length: 120 }, (_, i) => client.get(request(`package-${i}`)).catch(toAutoDocsError));
			await client.close();
			for (const outcome of await Promise.all(asked)) assert.ok(outcome instanceof CancelledError);
			assert.deepEqual([server.requests.length, client.metrics().inFlight], [0, 0]);
		});

		it('takes nothing new, and may be closed again', async () => {
			const client = open();
			await client.get(request());
			await client.close();
			await client.close();
			for (const name of ['numpy', 'flask']) await assert.rejects(client.get(request(name)), CancelledError);
		});

		it('leaves no timer', async () => {
			const pending = new Set<object>();
			const counting: Platform['after'] = (ms, action) => {
				const timer = {};
				pending.add(timer);
				const stop = real.after(ms, () => {
					pending.delete(timer);
					action();
				});
				return () => {
					pending.delete(timer);
					stop();
				};
			};
			const client = open({}, platform({ after: counting }));
			client.onDidChangeState(() => undefined);
			client.onDidRecover(() => undefined);
			await client.get(request());
			serve = (response) => response.writeHead(500).end();
			await client.get(request('flask')).catch(() => undefined);
			serve = fresh;
			await client.get(request('scipy'));
			serve = (response) => response.writeHead(429, { 'retry-after': '3600' }).end();
			await client.get(request('django')).catch(() => undefined);
			assert.ok(pending.size > 0, 'of the pause, and of news to tell');
			await client.close();
			await new Promise(setImmediate);
			assert.equal(pending.size, 0);
		});
	});

	it('begins eight look-ups in a turn of the event loop, so that the first are on their way while the others begin', async () => {
		const client = open();
		const asked = Array.from({ length: 50 }, (_, i) => client.get(request(`package-${i}`)));
		const begun: number[] = [];
		for (let turn = 0; turn < 3; turn++) {
			await new Promise(process.nextTick);
			begun.push(client.metrics().inFlight);
			await new Promise(setImmediate);
		}
		assert.deepEqual(begun, [8, 16, 24]);
		await Promise.all(asked);
	});

	it('uses its connections again: 300 requests over at most 10', async () => {
		const client = open({ maxConcurrentRequests: 10 });
		await Promise.all(Array.from({ length: 300 }, (_, i) => client.get(request(`package-${i}`))));
		assert.ok(server.connections() <= 10, `${server.connections()} connections`);
	});

	it('survives a cache folder that is wiped while it runs', async () => {
		const client = open();
		await client.get(request());
		assert.equal((await client.cacheStats()).entries, 1);
		await removeFolder(join(folder, 'cache'));
		await client.get(request('flask'));
		assert.equal((await client.cacheStats()).entries, 1);
	});
});
