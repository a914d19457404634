import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client, StreamableHTTPClientTransport, type Transport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import * as vscode from 'vscode';

/** A client of a server that runs outside of VS Code, over the same workspace. */
export interface OtherClient {
	readonly how: string;
	readonly client: Client;
	readonly end: () => Promise<void>;
}

/** The server of the extension as any client starts it, over `indexUrl` and a cache of its own. */
async function command(indexUrl: string, ...flags: readonly string[]) {
	const extension = vscode.extensions.getExtension('autodocs.autodocs')?.extensionPath ?? '';
	const [folder] = vscode.workspace.workspaceFolders ?? [];
	const cache = await mkdtemp(join(tmpdir(), 'autodocs-host-'));
	return {
		args: [join(extension, 'dist', 'autodocs.js'), 'mcp', ...flags, folder?.uri.fsPath ?? ''],
		// In a desktop VS Code the process is Electron's.
		env: { ...(process.env as Record<string, string>), ELECTRON_RUN_AS_NODE: '1', AUTODOCS_INDEX_URL: indexUrl, AUTODOCS_CACHE_DIR: cache },
	};
}

async function connected(transport: Transport): Promise<Client> {
	const client = new Client({ name: 'other', version: '1' });
	await client.connect(transport);
	return client;
}

export async function overStdio(indexUrl: string): Promise<OtherClient> {
	const { args, env } = await command(indexUrl);
	const client = await connected(new StdioClientTransport({ command: process.execPath, args, env, stderr: 'ignore' }));
	return { how: 'stdio', client, end: () => client.close() };
}

export async function overHttp(indexUrl: string): Promise<OtherClient> {
	const { args, env } = await command(indexUrl, '--http');
	const server = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
	const [line] = await once(createInterface({ input: server.stderr }), 'line');
	const client = await connected(new StreamableHTTPClientTransport(new URL(/http:\S+/.exec(String(line))?.[0] ?? '')));
	const end = async () => {
		await client.close();
		const ended = once(server, 'exit');
		server.kill('SIGTERM');
		await ended;
	};
	return { how: 'HTTP', client, end };
}
