import assert from 'node:assert/strict';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { toAutoDocsError } from '../../../src/core/errors.ts';
import { HttpEndpoint } from '../../../src/mcp/http.ts';
import { Turns } from '../../../src/mcp/turns.ts';
import { callTool, TestApp } from '../../support/mcp.ts';

/** A call that ends when it is told to. */
function heldCall() {
	let end: (value: string) => void = () => undefined;
	const ended = new Promise<string>((resolve) => {
		end = resolve;
	});
	return { call: () => ended, end: () => end('ended') };
}

describe('turns of callers', () => {
	it('let 50 of one caller run and 200 wait, and refuse more in the words of the contract', async () => {
		const inTurn = new Turns().forOneCaller();
		const { call, end } = heldCall();
		let begun = 0;
		const calls = Array.from({ length: 250 }, () =>
			inTurn(async () => {
				begun++;
				return await call();
			}),
		);
		const refused = await inTurn(call).catch(toAutoDocsError);
		assert.ok(typeof refused !== 'string');
		assert.deepEqual([refused.code, refused.retryable, refused.details], ['rate_limited', true, { under_way: 50, waiting: 200 }]);
		assert.equal(begun, 50);
		end();
		assert.deepEqual([...new Set(await Promise.all(calls))], ['ended']);
		assert.equal(await inTurn(async () => 'again'), 'again');
	});

	it('keep a caller who asks for a great deal from nobody else', async () => {
		const turns = new Turns();
		const { call, end } = heldCall();
		const greedy = turns.forOneCaller();
		const held = Array.from({ length: 250 }, () => greedy(call));
		assert.equal(await turns.forOneCaller()(async () => 'at once'), 'at once');
		end();
		await Promise.all(held);
	});

	it('are shared by those who bear one name, and by all beyond the first hundred names', async () => {
		const turns = new Turns();
		const { call, end } = heldCall();
		const held = Array.from({ length: 250 }, () => turns.forCallerNamed('greedy')(call));
		assert.equal(await turns.forCallerNamed('modest')(async () => 'at once'), 'at once');
		const refused = await turns.forCallerNamed('greedy')(call).catch(toAutoDocsError);
		assert.ok(typeof refused !== 'string' && refused.code === 'rate_limited');
		const few = Array.from({ length: 99 }, (_, i) => turns.forCallerNamed(`caller ${i}`)(call));
		const beyond = Array.from({ length: 251 }, (_, i) => turns.forCallerNamed(`one of many ${i}`)(call));
		const last = await beyond[250]?.catch(toAutoDocsError);
		assert.ok(typeof last === 'object' && last.code === 'rate_limited');
		end();
		await Promise.all([...held, ...few, ...beyond.slice(0, 250)]);
		// Who has no call under way is forgotten.
		assert.equal(await turns.forCallerNamed('greedy')(async () => 'again'), 'again');
	});

	for (const mode of ['legacy', 'auto'] as const) {
		it(`answer another client over HTTP while one has too many calls under way (${mode})`, async () => {
			await using app = await TestApp.start({ packages: [{ name: 'flask', versions: { '3.0.3': {} } }] });
			const endpoint = await HttpEndpoint.start(app.app, { host: '127.0.0.1', port: 0, token: undefined });
			const connect = (name: string) => app.connectOver(new StreamableHTTPClientTransport(new URL(endpoint.url)), mode, name);
			app.index.fail('slow', { kind: 'held' });
			const [greedy, modest] = [await connect('greedy'), await connect('modest')];
			const calls = Array.from({ length: 260 }, () => callTool(greedy, 'get_package_docs', { package_name: 'slow' }));
			const refused = await Promise.race(calls);
			assert.equal(refused.data['code'], 'rate_limited');
			assert.equal((await callTool(modest, 'get_package_docs', { package_name: 'flask' })).data['version'], '3.0.3');
			app.index.fail('slow', undefined);
			const codes = (await Promise.all(calls)).map(({ data }) => data['code']);
			assert.deepEqual([codes.filter((code) => code === 'rate_limited').length, new Set(codes).size], [10, 2]);
			await endpoint.close();
		});
	}

	it('answer another client while one has too many calls under way', async () => {
		await using app = await TestApp.start({ packages: [{ name: 'flask', versions: { '3.0.3': {} } }] });
		app.index.fail('slow', { kind: 'held' });
		const [greedy, modest] = [await app.connect(), await app.connect()];
		const calls = Array.from({ length: 260 }, () => callTool(greedy, 'get_package_docs', { package_name: 'slow' }));
		await app.index.received(1);
		assert.equal((await callTool(modest, 'get_package_docs', { package_name: 'flask' })).data['version'], '3.0.3');
		app.index.fail('slow', undefined);
		const codes = (await Promise.all(calls)).map(({ data }) => data['code']);
		assert.equal(codes.filter((code) => code === 'rate_limited').length, 10);
		assert.equal(codes.filter((code) => code === 'package_not_found').length, 250);
	});
});
