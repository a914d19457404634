import assert from 'node:assert/strict';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { main } from '../../src/cli.ts';
import { callTool, TestApp } from '../support/mcp.ts';

describe('autodocs mcp --http', () => {
	let app: TestApp;

	beforeEach(async () => {
		app = await TestApp.start(
			{ packages: [{ name: 'flask', versions: { '3.0.3': {} } }] },
			{ 'pyproject.toml': '[project]\ndependencies = ["flask"]\n' },
		);
	});

	afterEach(async () => {
		await app[Symbol.asyncDispose]();
	});

	/** Runs it until `stop`; `said` resolves with the first line on standard error. */
	function start(argv: readonly string[], environment: Readonly<Record<string, string>> = {}) {
		const stop = new AbortController();
		let tell: (line: string) => void = () => undefined;
		const said = new Promise<string>((resolve) => {
			tell = resolve;
		});
		const code = main(['mcp', '--http', ...argv, app.folder], {
			environment: { AUTODOCS_INDEX_URL: app.index.url, AUTODOCS_CACHE_DIR: join(app.folder, '.cache'), ...environment },
			stdin: new PassThrough(),
			stdout: new PassThrough(),
			out: (text) => tell(`on standard output: ${text}`),
			err: tell,
			askedToEnd: () => stop.signal,
		});
		return { code, said, stop };
	}

	it('says where it serves, and ends when it is asked to', async () => {
		const { code, said, stop } = start([]);
		const url = /^AutoDocs serves MCP at (http:\/\/127\.0\.0\.1:\d+\/mcp)\n$/.exec(await said)?.[1];
		assert.ok(url);
		const client = await app.connectOver(new StreamableHTTPClientTransport(new URL(url)));
		assert.equal((await callTool(client, 'scan_dependencies')).data['dependency_count'], 1);
		stop.abort();
		assert.equal(await code, 0);
	});

	it('wants a token beyond this machine, and makes one where none is given', async () => {
		const { code, said, stop } = start(['--host', '0.0.0.0']);
		const [, url, token] = /^AutoDocs serves MCP at (\S+), for bearers of the token ([\w-]{43})\n$/.exec(await said) ?? [];
		assert.ok(url !== undefined && token !== undefined);
		const metrics = new URL('/metrics', url.replace('0.0.0.0', '127.0.0.1'));
		assert.equal((await fetch(metrics)).status, 401);
		assert.equal((await fetch(metrics, { headers: { authorization: `Bearer ${token}` } })).status, 200);
		stop.abort();
		assert.equal(await code, 0);
	});

	it('takes the token of the variable, unless it is too short', async () => {
		const { code, said, stop } = start([], { AUTODOCS_MCP_TOKEN: 'of sixteen characters' });
		assert.doesNotMatch(await said, /sixteen/);
		stop.abort();
		assert.equal(await code, 0);
		const short = start([], { AUTODOCS_MCP_TOKEN: 'short' });
		assert.match(await short.said, /too short/);
		assert.equal(await short.code, 2);
	});

	for (const [argv, message] of [
		[['--port', '99999'], /from 0 to 65535/],
		[['--prt', '1'], /Did you mean --port/],
		[['--host', '203.0.113.1'], /cannot be listened on/],
	] as const) {
		it(`refuses ${argv.join(' ')} and says why`, async () => {
			const { code, said } = start(argv);
			assert.match(await said, message);
			assert.equal(await code, 2);
		});
	}
});
