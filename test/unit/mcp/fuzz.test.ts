import assert from 'node:assert/strict';
import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { HttpEndpoint } from '../../../src/mcp/http.ts';
import { LogMessages } from '../../../src/mcp/log-messages.ts';
import { serveOverStdio } from '../../../src/mcp/stdio.ts';
import { TestApp } from '../../support/mcp.ts';

type Message = Readonly<Record<string, unknown>>;

const methods = [
	'initialize',
	'ping',
	'tools/list',
	'tools/call',
	'resources/read',
	'resources/subscribe',
	'resources/templates/list',
	'prompts/get',
	'completion/complete',
	'logging/setLevel',
	'notifications/cancelled',
	'notifications/initialized',
	'subscriptions/listen',
	'server/discover',
	'no/such/method',
	'__proto__',
];
const known = {
	name: 'ready_check',
	uri: 'autodocs://nothing',
	arguments: {},
	ref: { type: 'ref/prompt', name: 'x' },
	requestId: 1,
	level: 'x',
};
const id = fc.oneof(
	fc.integer(),
	fc.constantFrom(Number.MAX_SAFE_INTEGER, 1e308, -0.5, null, '', 'x'.repeat(10_000)),
	fc.string(),
	fc.jsonValue(),
);
const params = fc.oneof(fc.jsonValue(), fc.subarray(Object.entries(known)).map(Object.fromEntries), fc.constant(known));
const message = fc.record(
	{
		jsonrpc: fc.oneof({ weight: 6, arbitrary: fc.constant('2.0') }, { weight: 1, arbitrary: fc.jsonValue() }),
		id,
		method: fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...methods) }, { weight: 1, arbitrary: fc.jsonValue() }),
		params,
	},
	{ requiredKeys: [] },
);
const text = fc.oneof(
	{ weight: 6, arbitrary: message.map((one) => JSON.stringify(one)) },
	{ weight: 1, arbitrary: fc.array(message, { maxLength: 3 }).map((batch) => JSON.stringify(batch)) },
	{ weight: 1, arbitrary: fc.json() },
	{ weight: 1, arbitrary: fc.tuple(message, fc.nat()).map(([one, at]) => JSON.stringify(one).slice(0, at % 60)) },
	{ weight: 1, arbitrary: fc.constant('['.repeat(20_000)) },
);
/** Bytes of a line, which need not be UTF-8. */
const line = fc.oneof(
	{ weight: 5, arbitrary: text.map((one) => Buffer.from(one.replaceAll('\n', ' '))) },
	{ weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes.filter((byte) => byte !== 10))) },
);

const initialize = {
	jsonrpc: '2.0',
	id: 'first',
	method: 'initialize',
	params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
};
const ping = { jsonrpc: '2.0', id: 'last', method: 'ping' };

/** Whatever comes must be an answer or a notification as JSON-RPC 2.0 has them. */
function assertJsonRpc(answer: Message): void {
	assert.equal(answer['jsonrpc'], '2.0');
	assert.equal('method' in answer, typeof answer['method'] === 'string');
	if ('method' in answer) return;
	assert.notEqual('result' in answer, 'error' in answer, JSON.stringify(answer).slice(0, 200));
	if (!('error' in answer)) return;
	const { code, message: said } = answer['error'] as { code: unknown; message: unknown };
	assert.ok(Number.isInteger(code) && typeof said === 'string', JSON.stringify(answer).slice(0, 200));
	// What went wrong here is never blamed on AutoDocs itself.
	assert.doesNotMatch(said, /unexpectedly|TypeError|Cannot read prop/);
}

describe('whatever callers send', function () {
	this.timeout(120_000);
	let app: TestApp;

	before(async () => {
		app = await TestApp.start({ packages: [] }, { 'pyproject.toml': '[project]\n' });
	});

	after(async () => {
		await app[Symbol.asyncDispose]();
	});

	it('over stdio is answered by the protocol or not at all, and the next call as ever', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(line, { maxLength: 8 }), fc.integer({ min: 1, max: 5000 }), async (lines, step) => {
				const [stdin, stdout, stop] = [new PassThrough(), new PassThrough(), new AbortController()];
				const logs = new LogMessages(() => undefined, 'error');
				const served = serveOverStdio(app.app, { stdin, stdout, logs, onBegun: () => undefined, stop: stop.signal });
				const sent = [Buffer.from(JSON.stringify(initialize)), ...lines, Buffer.from(JSON.stringify(ping))];
				const bytes = Buffer.concat(sent.map((one) => Buffer.concat([one, Buffer.from('\n')])));
				// In pieces that end anywhere.
				for (let at = 0; at < bytes.length; at += step) stdin.write(bytes.subarray(at, at + step));
				for await (const said of createInterface({ input: stdout })) {
					const answer: Message = JSON.parse(said);
					assertJsonRpc(answer);
					if (answer['id'] === 'last') break;
				}
				stop.abort();
				await served;
			}),
			{ numRuns: 150 },
		);
	});

	it('over HTTP is answered by the protocol, and the next call as ever', async () => {
		const endpoint = await HttpEndpoint.start(app.app, { host: '127.0.0.1', port: 0, token: undefined });
		const post = (body: string | Uint8Array<ArrayBuffer>, headers: Readonly<Record<string, string>> = {}) =>
			fetch(endpoint.url, {
				method: 'POST',
				body,
				headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
				signal: AbortSignal.timeout(10_000),
			});
		const session = (await post(JSON.stringify(initialize))).headers.get('mcp-session-id') ?? '';
		const headers = fc.constantFrom<Readonly<Record<string, string>>>(
			{ 'mcp-session-id': session },
			{ 'mcp-session-id': 'x'.repeat(5000) },
			{ 'mcp-protocol-version': '2026-07-28', 'mcp-session-id': session },
			{ 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/call' },
			{ 'mcp-protocol-version': 'nonsense', 'mcp-session-id': session },
			{ 'content-type': 'text/plain' },
			{ accept: 'image/png' },
			{},
		);
		await fc.assert(
			fc.asyncProperty(line, headers, async (body, more) => {
				const answer = await post(new Uint8Array(body), more);
				assert.ok(answer.status < 500, `${answer.status}`);
				// A stream may stay open: who sent it goes on.
				if (answer.headers.get('content-type')?.startsWith('application/json') === true) {
					const told = await answer.json();
					for (const one of Array.isArray(told) ? told : [told]) assertJsonRpc(one);
				} else await answer.body?.cancel();
				const last = await post(JSON.stringify(ping), { 'mcp-session-id': session });
				assert.match(await last.text(), /"result":\{\}/);
			}),
			{ numRuns: 150 },
		);
		await endpoint.close();
	});
});
