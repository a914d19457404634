import assert from 'node:assert/strict';
import type { Client } from '@modelcontextprotocol/client';
import { uvLock } from '../../support/locks.ts';
import { callTool, TestApp } from '../../support/mcp.ts';

const shop = '[project]\nname = "shop"\nrequires-python = ">=3.9"\ndependencies = ["flask>=3", "requests==2.31.0"]\n';
const packages = [
	{ name: 'flask', versions: { '3.0.3': {}, '3.1.0': {} } },
	{ name: 'requests', versions: { '2.30.0': {}, '2.31.0': {} } },
	{ name: 'idna', versions: { '3.7': {}, '3.10': {} } },
];

describe('the tools, for a project that is locked', () => {
	let app: TestApp;
	let client: Client;

	beforeEach(async () => {
		app = await TestApp.start({ packages }, { 'pyproject.toml': shop, 'uv.lock': uvLock('flask 3.0.3', 'requests 2.30.0', 'idna 3.7') });
		client = await app.connect();
	});

	afterEach(async () => {
		await app[Symbol.asyncDispose]();
	});

	it('scan_dependencies: the versions of the lock, and where it differs', async () => {
		const { data } = await callTool(client, 'scan_dependencies');
		const { dependencies, findings } = data as { dependencies: Record<string, unknown>[]; findings: Record<string, unknown>[] };
		assert.deepEqual(
			dependencies.map(({ name, resolved_version, resolved_from }) => [name, resolved_version, resolved_from]),
			[
				['flask', '3.0.3', 'lock:uv.lock'],
				['requests', '2.30.0', 'lock:uv.lock'],
			],
		);
		assert.deepEqual(
			findings.map(({ code, package: name }) => [code, name]),
			[['lock-drift', 'requests']],
		);
	});

	it('get_package_docs: of the version in the lock, also of what the project requires through others', async () => {
		for (const [name, version] of [
			['flask', '3.0.3'],
			['idna', '3.7'],
		]) {
			const { data } = await callTool(client, 'get_package_docs', { package_name: name });
			assert.deepEqual([data['version'], data['resolved_from']], [version, 'lock:uv.lock']);
		}
	});
});
