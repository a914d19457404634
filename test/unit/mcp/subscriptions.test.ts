import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { realPlatform } from '../../../src/core/platform.ts';
import { HttpEndpoint } from '../../../src/mcp/http.ts';
import { ProjectNews } from '../../../src/mcp/project-news.ts';
import { TestApp } from '../../support/mcp.ts';

const uri = 'autodocs://project/dependencies';
const bin = join(import.meta.dirname, '..', '..', '..', 'src', 'bin.ts');

describe("subscribing to the project's dependencies", function () {
	this.timeout(20_000);
	let app: TestApp;
	let endpoint: HttpEndpoint;

	beforeEach(async () => {
		app = await TestApp.start({ packages: [{ name: 'flask', versions: { '3.0.3': {} } }] }, { 'pyproject.toml': '[project]\n' });
		endpoint = await HttpEndpoint.start(app.app, { host: '127.0.0.1', port: 0, token: undefined });
	});

	afterEach(async () => {
		await endpoint.close();
		await app[Symbol.asyncDispose]();
	});

	const http = () => new StreamableHTTPClientTransport(new URL(endpoint.url));
	const stdio = () =>
		new StdioClientTransport({
			command: process.execPath,
			args: [bin, 'mcp', '--offline', app.folder],
			env: { ...(process.env as Record<string, string>), AUTODOCS_CACHE_DIR: join(app.folder, '.cache-of-process') },
			stderr: 'pipe',
		});

	/** Resolves with the resource at the next news of it. */
	function news(client: Client): Promise<string> {
		return new Promise((resolve) => {
			client.setNotificationHandler('notifications/resources/updated', ({ params }) => resolve(params.uri));
		});
	}

	for (const [how, connect] of [
		['in the same process', () => app.connect()],
		['over HTTP with a session', () => app.connectOver(http())],
		['over stdio', () => app.connectOver(stdio())],
	] as const) {
		it(`tells of each change of the project ${how}, until it is ended`, async () => {
			const client = await connect();
			await client.subscribeResource({ uri });
			for (const file of ['pyproject.toml', 'uv.lock']) {
				const told = news(client);
				await app.write(file, '# changed\n');
				assert.equal(await told, uri);
			}
			await client.unsubscribeResource({ uri });
			await assert.rejects(client.subscribeResource({ uri: 'autodocs://health' }), /not found/i);
		});
	}

	for (const [how, transport] of [
		['HTTP', http],
		['stdio', stdio],
	] as const) {
		it(`tells who listens by a stream over ${how}`, async () => {
			const client = await app.connectOver(transport(), 'auto');
			await client.readResource({ uri });
			const told = news(client);
			const subscription = await client.listen({ resourceSubscriptions: [uri] });
			await app.write('pyproject.toml', '[project]\nname = "changed"\n');
			assert.equal(await told, uri);
			await subscription.close();
		});
	}

	it('watches while somebody listens, once the projects are known', () => {
		let watches = 0;
		const source = {
			...app.projects,
			watch() {
				watches++;
				return () => {
					watches--;
				};
			},
		};
		const feed = new ProjectNews(realPlatform(() => undefined));
		const first = feed.subscribe(() => undefined);
		assert.equal(watches, 0);
		feed.knows(source);
		const second = feed.subscribe(() => undefined);
		assert.equal(watches, 1);
		first();
		assert.equal(watches, 1);
		second();
		assert.equal(watches, 0);
	});
});
