import assert from 'node:assert/strict';
import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { callTool, TestApp } from '../../support/mcp.ts';

const bin = join(import.meta.dirname, '..', '..', '..', 'src', 'bin.ts');

describe('the server over stdio', function () {
	this.timeout(20_000);
	let app: TestApp;
	const children: ChildProcess[] = [];

	beforeEach(async () => {
		app = await TestApp.start(
			{ packages: [{ name: 'flask', versions: { '3.0.3': {} } }] },
			{ 'pyproject.toml': '[project]\nname = "shop"\ndependencies = ["flask"]\n' },
		);
	});

	afterEach(async () => {
		for (const child of children.splice(0)) child.kill('SIGKILL');
		await app[Symbol.asyncDispose]();
	});

	const environment = () => ({
		...(process.env as Record<string, string>),
		AUTODOCS_INDEX_URL: app.index.url,
		AUTODOCS_CACHE_DIR: join(app.folder, '.cache-of-process'),
	});

	/** The process itself, with the handshake done. `line`: the next answer that it sends. */
	async function start(variables: Readonly<Record<string, string>> = {}) {
		const child = spawn(process.execPath, [bin, 'mcp', app.folder], { env: { ...environment(), ...variables } });
		const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
		const line = async () => {
			for (;;) {
				const message = JSON.parse(String((await lines.next()).value));
				if ('id' in message) return message;
			}
		};
		children.push(child);
		const exited = once(child, 'exit');
		send(child, {
			id: 0,
			method: 'initialize',
			params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 't', version: '1' } },
		});
		assert.equal((await line()).result.serverInfo.name, 'autodocs');
		send(child, { method: 'notifications/initialized' });
		return { child, line, exited };
	}

	function send({ stdin }: ChildProcessWithoutNullStreams, message: Readonly<Record<string, unknown>>): void {
		stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
	}

	it('names settings by their variables in what it suggests', async () => {
		const { child, line } = await start({ AUTODOCS_OFFLINE: 'true' });
		send(child, { id: 1, method: 'tools/call', params: { name: 'get_package_docs', arguments: { package_name: 'flask' } } });
		const { suggestions } = (await line()).result.structuredContent;
		assert.deepEqual(suggestions, ['Turn the setting `AUTODOCS_OFFLINE` off to ask the index.']);
	});

	const scan = { method: 'tools/call', params: { name: 'scan_dependencies', arguments: {} } };

	it('answers the SDK as in the same process', async () => {
		const transport = new StdioClientTransport({
			command: process.execPath,
			args: [bin, 'mcp', app.folder],
			env: environment(),
			stderr: 'pipe',
		});
		const client = await app.connectOver(transport);
		const ours = await app.connect();
		assert.equal(JSON.stringify(await client.listTools()), JSON.stringify(await ours.listTools()));
		assert.deepEqual(await callTool(client, 'scan_dependencies'), await callTool(ours, 'scan_dependencies'));
	});

	for (const how of ['the end of its input', 'SIGTERM'] as const) {
		it(`gives the answers under way at ${how}, then ends`, async () => {
			app.index.fail('flask', { kind: 'held' });
			const { child, line, exited } = await start();
			send(child, { id: 1, ...scan });
			await app.index.received(1);
			if (how === 'SIGTERM') child.kill('SIGTERM');
			else child.stdin.end();
			app.index.fail('flask', undefined);
			const answer = await line();
			assert.deepEqual([answer.id, answer.result.structuredContent.dependencies[0].resolved_version], [1, '3.0.3']);
			assert.deepEqual(await exited, [0, null]);
		});
	}

	it('does not wait for an index that says nothing: not for the 30 s after which it would give up anyway', async () => {
		app.index.fail('flask', { kind: 'hang' });
		const { child, exited } = await start();
		send(child, { id: 1, ...scan });
		await app.index.received(1);
		child.stdin.end();
		assert.deepEqual(await exited, [0, null]);
	}).timeout(25_000);

	it('answers what is no message of the protocol, and goes on', async () => {
		const { child, line, exited } = await start();
		child.stdin.write('nonsense\n{"jsonrpc":"2.0"}\n[]\n');
		send(child, { id: 2, method: 'tools/call', params: { name: 'no_such_tool' } });
		assert.equal((await line()).error.code, -32602);
		send(child, { id: 3, method: 'no/such/method' });
		assert.equal((await line()).error.code, -32601);
		child.stdin.end();
		assert.deepEqual(await exited, [0, null]);
	});
});
