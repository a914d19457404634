import assert from 'node:assert/strict';
import { join } from 'node:path';
import { checkFolders } from '../../src/core/check.ts';
import { Engine } from '../../src/core/engine.ts';
import { realPlatform } from '../../src/core/platform.ts';
import { type FileReader, unreadable } from '../../src/core/project/files.ts';
import { projectWith, settingsWith } from '../support/checked.ts';
import { IndexServer } from '../support/index-server.ts';
import { removeFolder, temporaryFolder } from '../support/temporary-folder.ts';

describe('checking folders', () => {
	let folder = '';
	let server: IndexServer;
	let engine: Engine;

	beforeEach(async () => {
		folder = await temporaryFolder();
		server = await IndexServer.start({ packages: [{ name: 'requests', versions: { '2.0': {} } }] });
		engine = new Engine(
			{ settings: settingsWith({ 'index.url': server.url }), cacheDirectory: join(folder, 'cache'), version: '0' },
			realPlatform(() => undefined),
		);
	});

	afterEach(async () => {
		await engine.close();
		await server[Symbol.asyncDispose]();
		await removeFolder(folder);
	});

	/** Reads these texts, and no other file. */
	const files = (texts: Readonly<Record<string, string>>): FileReader => ({
		readText: (path) => {
			const text = texts[path];
			return text === undefined ? Promise.reject(unreadable(path, 'ENOENT', undefined)) : Promise.resolve(text);
		},
		realPath: (path) => Promise.resolve(path),
		names: () => Promise.resolve([]),
	});

	it('tells what it could check and what not, each on its own', async () => {
		const [bad, clean, broken] = ['/bad/pyproject.toml', '/clean/pyproject.toml', '/broken/pyproject.toml'];
		const texts = { [bad]: projectWith('"requests==9"'), [clean]: projectWith('"requests"'), [broken]: '[project' };
		const { status, items, failures } = await checkFolders(engine, [bad, '/gone/pyproject.toml', clean, broken], files(texts));
		assert.equal(status, 'partial');
		assert.deepEqual(
			items.map(({ file, findings }) => [file, findings.map(({ code }) => code)]),
			[
				[bad, ['no-matching-version']],
				[clean, []],
				[broken, ['invalid-toml']],
			],
		);
		assert.deepEqual(
			failures.map(({ identifier, error }) => [identifier, error.code]),
			[['/gone/pyproject.toml', 'project_not_found']],
		);
		assert.equal(items[0]?.texts.get(bad), texts[bad]);
	});

	it('asks the index for nothing that the root of a uv workspace binds for its members', async () => {
		const root = '/ws/pyproject.toml';
		const member = '/ws/packages/a/pyproject.toml';
		const texts = { [root]: '[tool.uv.workspace]\nmembers = ["packages/*"]\n[tool.uv.sources]\nshared = { workspace = true }\n' };
		const check = async (dependencies: string) => {
			const { items } = await checkFolders(engine, [member], files({ ...texts, [member]: projectWith(dependencies) }));
			return items.flatMap(({ findings }) => findings.map(({ code, package: name }) => `${code} ${name}`));
		};
		assert.deepEqual(await check('"shared", "requests", "gone"'), ['unknown-package gone']);
		assert.ok(!server.requests.some(({ path }) => path.includes('shared')));
	});

	it('is complete when all was checked and failed when nothing was', async () => {
		const clean = files({ '/clean/pyproject.toml': projectWith() });
		assert.equal((await checkFolders(engine, ['/clean/pyproject.toml'], clean)).status, 'complete');
		const { status, failures } = await checkFolders(engine, [folder], clean);
		assert.equal(status, 'failed');
		assert.deepEqual(failures[0]?.error.suggestions, ['Name the folder that holds it: autodocs check DIR']);
	});

	describe('what the index knows of the releases in use', () => {
		const pyproject = '/a/pyproject.toml';
		const pinned = files({ [pyproject]: projectWith('"requests==2.0"') });
		const codes = async () => {
			const { status, items } = await checkFolders(engine, [pyproject], pinned);
			return [status, ...items.flatMap(({ findings }) => findings.map(({ code }) => code))];
		};

		beforeEach(() => {
			server.serve({
				name: 'requests',
				versions: { '2.0': { vulnerabilities: [{ id: 'X-1', fixed_in: ['2.1'], details: 'Bad.' }] }, '2.1': {} },
			});
		});

		it('is waited for, and costs one request for each', async () => {
			assert.deepEqual(await codes(), ['complete', 'vulnerable-version']);
			assert.deepEqual(
				server.requests.map(({ path }) => path),
				['/simple/requests/', '/pypi/requests/2.0/json'],
			);
			assert.equal(engine.facts.known('requests', '2.0'), undefined);
		});

		it('is not asked again while it is fresh, and is what it was while the index is down', async () => {
			await codes();
			server.fail('*', { kind: 'reset' });
			assert.deepEqual(await codes(), ['complete', 'vulnerable-version']);
			assert.equal(server.requests.length, 2);
		});

		it('fails nothing when it cannot be had', async () => {
			await engine.index.releases('requests');
			server.fail('*', { kind: 'status', status: 403 });
			assert.deepEqual(await codes(), ['complete']);
		});

		it('is left when the engine is closed', async () => {
			await engine.index.releases('requests');
			server.fail('*', { kind: 'hang' });
			const asked = new AbortController();
			const checking = checkFolders(engine, [pyproject], pinned, { signal: asked.signal });
			await server.received(2);
			asked.abort('enough');
			await Promise.all([engine.close(), assert.rejects(checking, { code: 'cancelled' })]);
			await server.left(1);
		});
	});

	it('lets go of what it looked up', async () => {
		await checkFolders(engine, ['/a/pyproject.toml'], files({ '/a/pyproject.toml': projectWith('"requests"') }));
		assert.equal(engine.lookups.summary().counts.total, 0);
	});
});
