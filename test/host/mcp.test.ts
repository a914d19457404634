import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { IndexServer } from '../support/index-server.ts';
import { hoverOver, show, writeAndShow } from './editor.ts';
import { overHttp, overStdio } from './other-clients.ts';
import { useShopIndex } from './shop-index.ts';
import { until } from './until.ts';

const tools = [
	'scan_dependencies',
	'get_package_docs',
	'get_package_docs_with_context',
	'refresh_cache',
	'get_cache_stats',
	'health_check',
	'ready_check',
	'get_metrics',
];

/** The fields that differ from one moment, and from one cache, to the next. */
const passing = new Set(['timestamp', 'fetched_at', 'from_cache', 'performance']);

/** An answer without what differs from call to call. */
function lasting(answer: unknown): unknown {
	return JSON.parse(JSON.stringify(answer, (key, value) => (passing.has(key) ? undefined : value)));
}

/** Calls of every kind, those that fail too. */
const sameEverywhere = [
	['scan_dependencies', {}],
	['get_package_docs', { package_name: 'flask' }],
	['get_package_docs', { package_name: 'requests', query: 'elegant' }],
	['get_package_docs', { package_name: 'no-such-package' }],
	['get_package_docs', { package_name: 'flask', nonsense: true }],
	['get_package_docs_with_context', { package_name: 'flask' }],
	['scan_dependencies', { project_path: '/outside' }],
	['ready_check', {}],
] as const;

describe("VS Code's own MCP client", () => {
	let index: IndexServer;

	before(async () => {
		index = await useShopIndex();
		await until('the server runs', started, { seen: () => vscode.lm.tools.map(({ name }) => name) });
	});

	after(async () => {
		await index[Symbol.asyncDispose]();
	});

	/** VS Code asks for the definition again after a change of settings, and may end a connection that began meanwhile: a person starts it again then. */
	async function started(): Promise<boolean> {
		await vscode.commands.executeCommand('workbench.mcp.startServer', 'autodocs.autodocs/AutoDocs', { waitForLiveTools: true });
		return listed('scan_dependencies') !== undefined;
	}

	/** As VS Code lists it: its own prefix before the name. */
	function listed(name: string): vscode.LanguageModelToolInformation | undefined {
		return vscode.lm.tools.find((tool) => tool.name.startsWith('mcp_') && tool.name.endsWith(name));
	}

	async function call(name: string, input: object = {}): Promise<string> {
		const tool = listed(name);
		assert.ok(tool, `${name} is not among ${JSON.stringify(vscode.lm.tools.map((one) => one.name))}`);
		const { content } = await vscode.lm.invokeTool(tool.name, { input, toolInvocationToken: undefined });
		return content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('\n');
	}

	it('lists every tool, with nothing to set up', async () => {
		await until('the tools are listed', () => tools.every((name) => listed(name) !== undefined), {
			seen: () => vscode.lm.tools.map(({ name }) => name),
		});
	});

	it('calls every tool', async () => {
		assert.match(await call('scan_dependencies'), /flask/);
		assert.match(await call('get_package_docs', { package_name: 'flask', query: 'example' }), /A Simple Example/);
		assert.match(await call('get_package_docs_with_context', { package_name: 'flask' }), /lightweight web application/);
		assert.match(await call('ready_check'), /ready/);
		assert.match(await call('health_check'), /cache_system/);
		assert.match(await call('get_metrics'), /look-ups|request_counts/);
		assert.match(await call('get_cache_stats'), /flask/);
		assert.match(await call('refresh_cache', { package_name: 'flask' }), /leared/);
	});

	for (const connect of [overStdio, overHttp]) {
		it(`answers as the server does by ${connect.name}`, async () => {
			const { client, end } = await connect(index.url);
			const { tools: others } = await client.listTools();
			assert.deepEqual(
				others.map(({ name, description }) => [name, description]),
				tools.map((name) => [name, listed(name)?.description]),
			);
			for (const [name, input] of sameEverywhere) {
				const { structuredContent } = await client.callTool({ name, arguments: input });
				assert.ok(structuredContent);
				assert.deepEqual(lasting(JSON.parse(await call(name, input))), lasting(structuredContent), name);
			}
			await end();
		});
	}

	it('asks the index once for what the editor and an agent want', async () => {
		const editor = await writeAndShow('pyproject.toml', '[project]\nname = "shop"\ndependencies = ["rich"]\n');
		await until('the hover knows the version', async () => (await hoverOver(editor.document, 'rich')).includes('13.9.4'));
		assert.match(await call('scan_dependencies'), /13\.9\.4/);
		assert.match(await call('get_package_docs', { package_name: 'rich' }), /13\.9\.4/);
		for (const path of ['/simple/rich/', '/pypi/rich/13.9.4/json']) {
			assert.equal(index.requests.filter((request) => request.path === path).length, 1, path);
		}
	});

	it('sees what the person sees: an open buffer before it is saved', async () => {
		const editor = await show('pyproject.toml');
		await editor.edit((edit) => edit.insert(new vscode.Position(2, 16), '"numpy", '));
		assert.match(await call('scan_dependencies'), /numpy.*2\.3\.0/);
		await vscode.commands.executeCommand('workbench.action.files.revert');
	});
});
