import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { parse } from 'smol-toml';
import { callTool, TestApp } from '../support/mcp.ts';

const root = join(import.meta.dirname, '..', '..');

interface Snippet {
	readonly language: string;
	readonly text: string;
}

/** The code blocks of the section for agents, in their order. */
async function snippets(): Promise<readonly Snippet[]> {
	const readme = await readFile(join(root, 'README.md'), 'utf8');
	const section = /\n## Coding agents\n([\s\S]*?)\n## /.exec(readme)?.[1] ?? '';
	return [...section.matchAll(/```(\w+)\n([\s\S]*?)```/g)].map(([, language = '', text = '']) => ({ language, text: text.trim() }));
}

/** The one server in a client's file. */
function serverIn({ language, text }: Snippet): { readonly command?: string; readonly args?: readonly string[]; readonly url?: string } {
	if (language === 'sh') {
		const [command = '', ...args] = text.replace(/^claude mcp add autodocs -- /, '').split(' ');
		return { command, args };
	}
	const file = (language === 'toml' ? parse(text) : JSON.parse(text)) as Record<string, Record<string, object>>;
	const { autodocs } = file['mcpServers'] ?? file['servers'] ?? file['mcp_servers'] ?? {};
	assert.ok(autodocs, text);
	return autodocs;
}

describe('what the README says to clients', function () {
	this.timeout(30_000);
	let app: TestApp;
	const children: ChildProcess[] = [];

	before(async () => {
		app = await TestApp.start(
			{ packages: [{ name: 'flask', versions: { '3.0.3': {} } }] },
			{ 'pyproject.toml': '[project]\ndependencies = ["flask"]\n' },
		);
	});

	after(async () => {
		for (const child of children) child.kill('SIGKILL');
		await app[Symbol.asyncDispose]();
	});

	const environment = () => ({
		...(process.env as Record<string, string>),
		AUTODOCS_INDEX_URL: app.index.url,
		AUTODOCS_CACHE_DIR: join(app.folder, '.cache-of-process'),
	});

	/** A path of the README as it is here. */
	const here = (argument: string) =>
		argument.replace('/path/to/dist/autodocs.js', join(root, 'src', 'bin.ts')).replace('/path/to/project', app.folder);

	const overStdio = ['"mcpServers"', 'claude mcp add', '"servers"', '[mcp_servers.autodocs]'];

	for (const [at, mark] of overStdio.entries()) {
		it(`starts the server by the snippet with ${mark}`, async () => {
			const snippet = (await snippets())[at];
			assert.ok(snippet);
			assert.ok(snippet.text.includes(mark));
			const { command, args } = serverIn(snippet);
			assert.equal(command, 'node');
			const transport = new StdioClientTransport({
				command: process.execPath,
				args: (args ?? []).map(here),
				env: environment(),
				stderr: 'pipe',
			});
			const client = await app.connectOver(transport);
			assert.equal((await client.listTools()).tools.length, 8);
			assert.equal((await callTool(client, 'scan_dependencies')).data['dependency_count'], 1);
			await client.close();
		});
	}

	it('reaches over HTTP what it starts', async () => {
		const [start, client, ...others] = (await snippets()).slice(overStdio.length);
		assert.ok(start !== undefined && client !== undefined && others.length === 0);
		const [, ...args] = start.text.split(' ').map(here);
		// The port may be in use here.
		const port = args.indexOf('--port') + 1;
		const named = args.splice(port, 1, '0')[0];
		const child = spawn(process.execPath, args, { env: environment(), stdio: ['ignore', 'ignore', 'pipe'] });
		children.push(child);
		const [line] = await once(createInterface({ input: child.stderr }), 'line');
		const served = new URL(/http:\S+/.exec(String(line))?.[0] ?? '');
		const { url } = serverIn(client);
		assert.equal(url, served.href.replace(served.port, String(named)));
		const connected = await app.connectOver(new StreamableHTTPClientTransport(served));
		assert.equal((await connected.listTools()).tools.length, 8);
	});
});
