import assert from 'node:assert/strict';
import { channel } from 'node:diagnostics_channel';
import { onConnection } from '../../../src/core/network/connections.ts';
import { type WebServer, webServer } from '../../support/servers.ts';

describe('the connections of this process', () => {
	let server: WebServer;

	beforeEach(async () => {
		server = await webServer((_request, response) => response.end('here'));
	});
	afterEach(() => server.close());

	it('are told with their origin, once each, until one does not listen any more', async () => {
		const opened: string[] = [];
		const stop = onConnection((origin) => opened.push(origin));
		const ask = async () => (await fetch(server.origin)).text();
		await Promise.all([ask(), ask()]);
		const atFirst = server.connections();
		stop();
		await Promise.all(Array.from({ length: 5 }, ask));
		assert.ok(atFirst === 2 && server.connections() > atFirst);
		assert.deepEqual(opened, [server.origin, server.origin]);
	});

	it('are not told by a message of another shape', () => {
		const opened: string[] = [];
		const stop = onConnection((origin) => opened.push(origin));
		for (const message of [undefined, {}, { connectParams: { protocol: 'http:' } }]) channel('undici:client:connected').publish(message);
		stop();
		assert.deepEqual(opened, []);
	});
});
