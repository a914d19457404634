import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { Engine } from '../../src/core/engine.ts';
import { realPlatform } from '../../src/core/platform.ts';
import { AgentServer } from '../../src/editor/mcp.ts';
import { Projects } from '../../src/editor/projects.ts';
import { Session } from '../../src/editor/session.ts';
import { readSettings } from '../../src/editor/settings.ts';
import { setSetting } from './shop-index.ts';
import { until } from './until.ts';

/** As VS Code names it: the extension that registers it is that of the tests. */
const serverId = 'autodocs.autodocs-tests/AutoDocs';

/** The provider as it is, with a note of what VS Code is told. */
class Watched extends AgentServer {
	/** Each list of definitions that VS Code asked for, as addresses. */
	readonly listed: string[] = [];
	readonly resolved: vscode.McpHttpServerDefinition[] = [];

	override provideMcpServerDefinitions(): vscode.McpHttpServerDefinition[] {
		const definitions = super.provideMcpServerDefinitions();
		this.listed.push(definitions.map(({ uri }) => uri.toString()).join());
		return definitions;
	}

	override async resolveMcpServerDefinition(definition: vscode.McpHttpServerDefinition): Promise<vscode.McpHttpServerDefinition> {
		const resolved = await super.resolveMcpServerDefinition(definition);
		this.resolved.push(resolved);
		return resolved;
	}
}

/** What an extension that is activated makes, until it is deactivated. */
function activated(cacheDirectory: string) {
	const configuration = readSettings();
	const engine = new Engine(
		{ settings: configuration.settings, cacheDirectory, version: '1.2.3' },
		realPlatform(() => undefined),
	);
	const projects = new Projects(() => undefined);
	const session = new Session(engine, projects, configuration);
	const server = new Watched(session);
	let changes = 0;
	const listening = server.onDidChangeMcpServerDefinitions(() => {
		changes++;
	});
	return {
		server,
		changes: () => changes,
		async deactivate() {
			listening.dispose();
			await Promise.all([server.dispose(), engine.close()]);
			session.dispose();
			projects.dispose();
		},
	};
}

/** A ping with the token of a definition, at an address. Its status. */
async function ping(url: string, headers: Readonly<Record<string, string>>): Promise<number> {
	const { status } = await fetch(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
		body: JSON.stringify({
			jsonrpc: '2.0',
			id: 1,
			method: 'initialize',
			params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
		}),
	});
	return status;
}

/** What a tool says to VS Code; undefined while VS Code still has those of a server that is gone. */
async function answerOf(name: string): Promise<string | undefined> {
	const tool = vscode.lm.tools.find((one) => one.name.endsWith(name));
	if (tool === undefined) return undefined;
	try {
		const { content } = await vscode.lm.invokeTool(tool.name, { input: {}, toolInvocationToken: undefined });
		return content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
	} catch {
		return undefined;
	}
}

describe('the definition of the MCP server', () => {
	let folder = '';
	let extension: ReturnType<typeof activated>;

	beforeEach(async () => {
		folder = await mkdtemp(join(tmpdir(), 'autodocs-host-'));
		extension = activated(folder);
		await until('VS Code has asked for it', () => extension.server.listed.length === 1);
	});
	afterEach(async () => {
		await vscode.commands.executeCommand('workbench.mcp.stopServer', serverId);
		await extension.deactivate();
		await rm(folder, { recursive: true });
	});

	/** Lets VS Code's client start it. It may not have heard of it yet. */
	async function start(): Promise<vscode.McpHttpServerDefinition> {
		return await until('VS Code has started it', async () => {
			await vscode.commands.executeCommand('workbench.mcp.startServer', serverId, { waitForLiveTools: true });
			return extension.server.resolved[0];
		});
	}

	/** Sets it, and resolves once that is so: the events of the extension came with it. */
	async function set(key: string, value: unknown): Promise<void> {
		const changed = new Promise<void>((resolve) => {
			const listening = vscode.workspace.onDidChangeConfiguration((event) => {
				if (!event.affectsConfiguration(`autodocs.${key}`)) return;
				listening.dispose();
				resolve();
			});
		});
		await setSetting(key, value);
		await changed;
	}

	const cases: readonly (readonly [key: string, value: unknown, changes: number])[] = [
		['index.url', 'https://index.example/simple', 1],
		['offline', false, 1],
		['trace', 'warn', 0],
		['context.maxTokens', 2000, 0],
		['findings.yanked-version', 'error', 0],
	];
	for (const [key, value, changes] of cases) {
		it(`${changes === 1 ? 'changes' : 'does not change'} with ${key}, and VS Code asks for it ${changes === 1 ? 'again' : 'once'}`, async () => {
			await set(key, value);
			assert.equal(extension.changes(), changes);
			// A change that always counts: what VS Code would have asked for before, it has asked for by then.
			await set('index.url', 'https://another.example/simple');
			await until('VS Code has asked again', () => extension.server.listed.length === 2 + changes, { seen: () => extension.server.listed });
			await setSetting(key, undefined);
			await setSetting('index.url', undefined);
		});
	}

	it('has a port when VS Code starts it, and stays as it is then: VS Code ends the connection to one that changes', async () => {
		const resolved = await start();
		assert.match(resolved.uri.toString(), /^http:\/\/127\.0\.0\.1:\d+\/mcp$/);
		assert.match(await until('VS Code calls its tools', () => answerOf('ready_check')), /ready/);
		assert.deepEqual([extension.changes(), extension.server.listed.length, extension.server.resolved.length], [0, 1, 1]);
	});

	it('is another one after the next start, on which VS Code calls tools, and the token before it is refused', async () => {
		const before = await start();
		assert.equal(await ping(before.uri.toString(), before.headers), 200);
		await extension.deactivate();
		await assert.rejects(ping(before.uri.toString(), before.headers), 'the port is closed with the extension');

		// As the end of the extension host does.
		await vscode.commands.executeCommand('workbench.mcp.stopServer', serverId);

		// So that the next server has another port.
		const taken = createServer().listen(Number(before.uri.authority.split(':')[1]), '127.0.0.1');
		await once(taken, 'listening');
		extension = activated(folder);
		await until('VS Code has asked for it', () => extension.server.listed.length === 1);
		const after = await start();
		assert.notEqual(after.uri.toString(), before.uri.toString());
		assert.equal(await ping(after.uri.toString(), after.headers), 200);
		assert.equal(await ping(after.uri.toString(), before.headers), 401);
		taken.close();
		assert.match(await until('VS Code calls its tools', () => answerOf('ready_check')), /ready/);
	});
});
