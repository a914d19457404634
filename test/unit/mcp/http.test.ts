import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request as httpRequest, type OutgoingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import parsePrometheus from 'parse-prometheus-text-format';
import { HttpEndpoint } from '../../../src/mcp/http.ts';
import { callTool, TestApp } from '../../support/mcp.ts';

const token = 'a token of this test';

describe('the server over HTTP', () => {
	let app: TestApp;
	let endpoint: HttpEndpoint;

	beforeEach(async () => {
		app = await TestApp.start(
			{ packages: [{ name: 'flask', versions: { '3.0.3': {} } }] },
			{ 'pyproject.toml': '[project]\nname = "shop"\ndependencies = ["flask"]\n' },
		);
		endpoint = await HttpEndpoint.start(app.app, { host: '127.0.0.1', port: 0, token });
	});

	afterEach(async () => {
		await endpoint.close();
		await app[Symbol.asyncDispose]();
	});

	const transport = () =>
		new StreamableHTTPClientTransport(new URL(endpoint.url), { requestInit: { headers: { authorization: `Bearer ${token}` } } });

	/** One exchange as it is, by default an `initialize` with the token. */
	async function exchange(options: { path?: string; method?: string; headers?: OutgoingHttpHeaders; body?: string } = {}) {
		const url = new URL(options.path ?? '/mcp', endpoint.url);
		const headers = {
			'content-type': 'application/json',
			accept: 'application/json, text/event-stream',
			authorization: `Bearer ${token}`,
			...options.headers,
		};
		const sent = httpRequest(url, {
			method: options.method ?? 'POST',
			headers: Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== '')),
		});
		sent.on('error', () => undefined); // A server that has read enough may close at once.
		sent.end(options.body ?? initialize);
		const [response] = await once(sent, 'response');
		return { status: response.statusCode as number, headers: response.headers, body: await text(response) };
	}

	const initialize = JSON.stringify({
		jsonrpc: '2.0',
		id: 1,
		method: 'initialize',
		params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
	});

	for (const mode of ['legacy', 'auto'] as const) {
		it(`answers the SDK as in the same process (${mode})`, async () => {
			const ours = await app.connect();
			const client = await app.connectOver(transport(), mode);
			const [theirs, here] = [await client.listTools(), await ours.listTools()];
			assert.equal(JSON.stringify(theirs.tools), JSON.stringify(here.tools));
			assert.deepEqual(await callTool(client, 'scan_dependencies'), await callTool(ours, 'scan_dependencies'));
			assert.equal((await callTool(client, 'scan_dependencies', { nonsense: 1 })).data['code'], 'invalid_input');
		});

		it(`lets who leaves reach the socket (${mode})`, async () => {
			app.index.fail('flask', { kind: 'hang' });
			const client = await app.connectOver(transport(), mode);
			const asked = new AbortController();
			const call = client.callTool({ name: 'scan_dependencies', arguments: {} }, { signal: asked.signal });
			await app.index.received(1);
			asked.abort('enough');
			await assert.rejects(call);
			await app.index.left(1);
		});
	}

	it('lets who is gone in the middle of a call leave alone: others have their answers', async () => {
		app.index.fail('flask', { kind: 'held' });
		app.index.serve({ name: 'slow', versions: { '1.0': {} } });
		app.index.fail('slow', { kind: 'hang' });
		const [gone, waiting] = [await app.connectOver(transport(), 'auto'), await app.connectOver(transport(), 'auto')];
		const kept = callTool(waiting, 'get_package_docs', { package_name: 'flask' });
		await app.index.received(1);
		const lost = [
			callTool(gone, 'get_package_docs', { package_name: 'flask' }),
			callTool(gone, 'get_package_docs', { package_name: 'slow' }),
		];
		await app.index.received(2);
		// With its connections, and without a word.
		await gone.close();
		await Promise.all(lost.map((call) => assert.rejects(call)));
		// Nobody waits for it any more: its request is aborted down to the socket.
		await app.index.left(1);
		app.index.fail('flask', undefined);
		assert.equal((await kept).data['version'], '3.0.3');
		assert.equal(app.index.requests.filter(({ path }) => path === '/simple/flask/').length, 1);
	});

	for (const [what, options, status] of [
		['no token', { headers: { authorization: '' } }, 401],
		['a wrong token', { headers: { authorization: 'Bearer another' } }, 401],
		['the token by another scheme', { headers: { authorization: `Basic ${token}` } }, 401],
		['a foreign Host', { headers: { host: 'evil.example' } }, 403],
		['a foreign Origin', { headers: { origin: 'https://evil.example' } }, 403],
		['a page in a file as its Origin', { headers: { origin: 'null' } }, 403],
		['a body that is too large', { body: `{"x":"${'y'.repeat(1_100_000)}"}` }, 413],
		['no JSON', { body: '{' }, 400],
		['an unknown session', { headers: { 'mcp-session-id': 'unknown' } }, 404],
		['another path', { path: '/other' }, 404],
		['metrics without a token', { path: '/metrics', method: 'GET', headers: { authorization: '' }, body: '' }, 401],
		['no fault', {}, 200],
		['an Origin on this machine', { headers: { origin: 'http://localhost:3000' } }, 200],
		['health without a token', { path: '/healthz', method: 'GET', headers: { authorization: '' }, body: '' }, 200],
		['readiness without a token', { path: '/readyz', method: 'GET', headers: { authorization: '' }, body: '' }, 200],
	] as const) {
		it(`answers a request with ${what} with ${status}`, async () => {
			assert.equal((await exchange(options)).status, status);
		});
	}

	it('tells its metrics to Prometheus', async () => {
		await callTool(await app.connectOver(transport()), 'scan_dependencies');
		const { headers, body } = await exchange({ path: '/metrics', method: 'GET', body: '' });
		assert.equal(headers['content-type'], 'text/plain; version=0.0.4; charset=utf-8');
		assert.match(body, /^autodocs_operations_total\{kind="releases"\} 1$/m);
		const families = parsePrometheus(body);
		assert.ok(families.length > 10);
		for (const { name, help, type, metrics } of families) {
			assert.ok(name.startsWith('autodocs_') && help !== '' && ['COUNTER', 'GAUGE'].includes(type) && metrics.length > 0, name);
			for (const { value } of metrics) assert.ok(Number.isFinite(Number(value)), `${name} ${value}`);
		}
		const origins = families.find(({ name }) => name === 'autodocs_breaker_open')?.metrics.map(({ labels }) => labels?.['origin']);
		assert.deepEqual(origins, [new URL(app.index.url).origin]);
	});

	it('serves fifty clients at once over one engine, and forgets the one idle longest when there are too many', async () => {
		const clients = await Promise.all(Array.from({ length: 50 }, () => app.connectOver(transport())));
		const answers = await Promise.all(clients.map((client) => callTool(client, 'scan_dependencies')));
		assert.ok(answers.every(({ data }) => data['success'] === true));
		assert.equal(app.index.requests.filter(({ path }) => path === '/simple/flask/').length, 1);
		const { headers } = await exchange();
		const first = String(headers['mcp-session-id']);
		for (let i = 0; i < 100; i++) await exchange();
		const ping = JSON.stringify({ jsonrpc: '2.0', id: 2, method: 'ping' });
		assert.equal((await exchange({ headers: { 'mcp-session-id': first }, body: ping })).status, 404);
	});

	it('gives the answers under way when it closes, and takes no more', async () => {
		app.index.fail('flask', { kind: 'held' });
		const client = await app.connectOver(transport());
		const call = callTool(client, 'scan_dependencies');
		await app.index.received(1);
		const { url } = endpoint;
		const closed = endpoint.close();
		app.index.fail('flask', undefined);
		assert.equal((await call).data['dependency_count'], 1);
		await closed;
		await assert.rejects(fetch(new URL('/healthz', url)));
	});
});
