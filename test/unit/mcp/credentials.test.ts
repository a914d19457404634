import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { settingsWith } from '../../support/checked.ts';
import { callTool, TestApp } from '../../support/mcp.ts';

const user = 'ann-otherwise';
const password = 'p@ss:w%rd-9';
/** Each form that they might show in: as given, as the URL has them, as the header has them. */
const secrets = [
	user,
	password,
	encodeURIComponent(password),
	'p%40ss',
	Buffer.from(`${user}:${password}`).toString('base64').slice(0, 30),
];

const pyproject = `[project]
name = "shop"
version = "1"
dependencies = ["flask==1.0", "gone", "broken", "lost"]
`;

describe('the credentials in the URL of the index', () => {
	it('show in no answer of a tool, whatever comes of it, in no log, and in no name or text of the cache', async () => {
		const packages = [{ name: 'flask', description: 'It does.', versions: { '1.0': {} } }];
		await using app = await TestApp.start({ packages }, { 'pyproject.toml': pyproject });
		const withCredentials = app.index.url.replace('//', `//${user}:${encodeURIComponent(password)}@`);
		app.engine.configure(settingsWith({ 'index.url': withCredentials, 'network.deadlineSeconds': 5 }));
		app.index.fail('broken', { kind: 'body', contentType: 'text/html', body: '<p>Sign in</p>' });
		app.index.fail('lost', { kind: 'redirect', to: `http://${user}:${encodeURIComponent(password)}@127.0.0.1:9/lost/` });
		const client = await app.connect();
		const answers: string[] = [];
		const call = async (tool: string, input: Readonly<Record<string, unknown>> = {}) => {
			answers.push(JSON.stringify([tool, await callTool(client, tool, input)]));
		};
		for (const name of ['flask', 'gone', 'lost']) await call('get_package_docs', { package_name: name });
		await call('get_package_docs_with_context', { package_name: 'flask' });
		await call('scan_dependencies', { project_path: app.folder });
		await call('refresh_cache', { package_name: 'flask' });
		await app.index[Symbol.asyncDispose]();
		await call('get_package_docs', { package_name: 'flask' });
		for (const tool of ['get_cache_stats', 'get_metrics', 'health_check', 'ready_check']) await call(tool);
		const cache = join(app.folder, '.cache');
		const names = await readdir(cache, { recursive: true, withFileTypes: true });
		const texts = names.filter((entry) => entry.isFile()).map((entry) => readFile(join(entry.parentPath, entry.name), 'utf8'));
		const state = JSON.stringify([app.engine.client.origins(), app.engine.client.activity(), app.engine.client.metrics()]);
		const all = [...answers, ...app.logged, ...names.map(({ name }) => name), ...(await Promise.all(texts)), state];
		assert.ok(answers.some((answer) => answer.includes('It does.')));
		for (const text of all) for (const secret of secrets) assert.ok(!text.includes(secret), `${secret} in ${text.slice(0, 2000)}`);
	}).timeout(60_000);
});
