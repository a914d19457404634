import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, realpath, symlink, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type ChosenPython, Environments } from '../../../../src/core/project/installed/environments.ts';
import { type FolderReader, nodeFolders, within } from '../../../../src/core/project/installed/folder-reader.ts';
import { parsePyproject } from '../../../../src/core/project/pyproject.ts';
import { removeFolder, temporaryFolder } from '../../../support/temporary-folder.ts';

const cfg = 'home = /nowhere/bin\nversion = 3.12.4\n';
const site = 'lib/python3.12/site-packages';

describe('the environment of a project', () => {
	let top = '';
	beforeEach(async () => {
		top = await temporaryFolder();
	});
	afterEach(() => removeFolder(top));

	/** Files by their path; those that end with `/` are folders. */
	async function write(...paths: readonly (string | readonly [path: string, text: string])[]): Promise<void> {
		for (const given of paths) {
			const [path, text] = typeof given === 'string' ? [given, ''] : given;
			await mkdir(join(top, path.endsWith('/') ? path : dirname(path)), { recursive: true });
			if (!path.endsWith('/')) await writeFile(join(top, path), text);
		}
	}

	async function venv(folder: string, ...distributions: readonly string[]): Promise<void> {
		await write([`${folder}/pyvenv.cfg`, cfg], `${folder}/${site}/`);
		await write(...distributions.map((one) => `${folder}/${site}/${one}.dist-info/`));
	}

	interface Given {
		readonly chosen?: Omit<ChosenPython, 'version'> & { readonly version?: string };
		readonly variables?: Readonly<Record<string, string>>;
		readonly root?: string;
		readonly folders?: FolderReader;
	}

	function environments({ chosen, variables = {}, folders = nodeFolders }: Given = {}): Environments {
		const choice = chosen && { version: undefined, ...chosen, path: join(top, chosen.path), folder: join(top, chosen.folder) };
		return new Environments({ folders, chosen: () => Promise.resolve(choice), variables, os: 'linux' });
	}

	async function find(given: Given = {}, from = environments(given)) {
		const { project } = parsePyproject('[project]\nname = "x"', join(top, 'p/pyproject.toml'));
		assert.ok(project);
		return await from.find(project, given.root === undefined ? undefined : join(top, given.root));
	}

	/** Where it is, its Python, and what is in it. */
	async function seen(given?: Given): Promise<string> {
		const { environment, python } = await find(given);
		const packages = [...(environment?.byName.values() ?? [])].map(({ name, version }) => `${name} ${version}`).sort();
		return [environment?.folder.slice(top.length + 1), python?.version, ...packages].filter((part) => part !== undefined).join(', ');
	}

	it('is the .venv beside it, read without running Python', async () => {
		await venv('p/.venv', 'requests-2.32.3', 'typing_extensions-4.12.2', '~umpy-1.0');
		await write([`p/.venv/${site}/odd-x.dist-info/METADATA`, 'Name: Odd.One\nVersion: 3.1\n\ntext']);
		await write([`p/.venv/${site}/legacy-0.5.egg-info`, ''], [`p/.venv/${site}/bare.egg-info/PKG-INFO`, 'Name: bare\nVersion: 7\n']);
		await write(`p/.venv/${site}/nothing-x.dist-info/`);
		assert.equal(await seen(), 'p/.venv, 3.12.4, bare 7, legacy 0.5, odd-one 3.1, requests 2.32.3, typing-extensions 4.12.2');
	});

	it('is there on Windows too', async () => {
		await write(['p/venv/pyvenv.cfg', 'version = 3.13.1'], 'p/venv/Lib/site-packages/flask-3.0.dist-info/');
		assert.equal(await seen(), 'p/venv, 3.13.1, flask 3.0');
	});

	it('is that of its workspace where it has none', async () => {
		await venv('.venv', 'flask-3.0');
		assert.equal(await seen(), '');
		assert.equal(await seen({ root: 'pyproject.toml' }), '.venv, 3.12.4, flask 3.0');
	});

	it('is the one that was chosen for it', async () => {
		await venv('p/.venv', 'flask-3.0');
		await venv('other', 'flask-2.0');
		await write('other/bin/python3.12');
		const path = 'other/bin/python3.12';
		assert.equal(await seen({ chosen: { path, folder: 'p' } }), 'other, 3.12.4, flask 2.0');
		// What stands in the project's folder is nearer than what was chosen for all of a workspace.
		assert.equal(await seen({ chosen: { path, folder: '' } }), 'p/.venv, 3.12.4, flask 3.0');
		await removeFolder(join(top, 'p/.venv'));
		assert.equal(await seen({ chosen: { path, folder: '' } }), 'other, 3.12.4, flask 2.0');
		assert.equal(await seen({ chosen: { path: 'other', folder: '' } }), 'other, 3.12.4, flask 2.0');
	});

	it('is an installed Python only where that was chosen', async () => {
		await write('usr/bin/python3', 'usr/lib/python3.11/', 'usr/lib/python3.12/site-packages/a-1.0.dist-info/');
		await write('usr/lib/python3/dist-packages/b-1.0.dist-info/', 'usr/local/lib/python3.12/dist-packages/c-1.0.dist-info/');
		assert.equal(await seen({ variables: { VIRTUAL_ENV: join(top, 'usr') } }), '');
		assert.equal(await seen({ chosen: { path: 'usr/bin/python3', folder: 'p' } }), 'usr, 3.12, a 1.0, b 1.0, c 1.0');
		assert.equal(await seen({ chosen: { path: 'usr/bin/python3', folder: 'p', version: '3.12.9' } }), 'usr, 3.12.9, a 1.0, b 1.0, c 1.0');
	});

	it('is the active one at last, but never the base of conda', async () => {
		await venv('active', 'flask-3.0');
		await write('conda/conda-meta/history', 'conda/conda-meta/python-3.11.8-hab00c5b_0_cpython.json');
		await write('conda/lib/python3.11/site-packages/numpy-1.26.4.dist-info/');
		assert.equal(await seen({ variables: { VIRTUAL_ENV: join(top, 'active') } }), 'active, 3.12.4, flask 3.0');
		const variables = { CONDA_PREFIX: join(top, 'conda'), CONDA_DEFAULT_ENV: 'work' };
		assert.equal(await seen({ variables }), 'conda, 3.11.8, numpy 1.26.4');
		assert.equal(await seen({ variables: { ...variables, CONDA_DEFAULT_ENV: 'base' } }), '');
	});

	it('is what its tool keeps for it elsewhere, where there is none in its folder, before the active one', async () => {
		await venv('active', 'flask-3.0');
		await write('p/');
		const { project } = parsePyproject('[tool.poetry]\nname = "x"', join(top, 'p/pyproject.toml'));
		assert.ok(project);
		const variables = { POETRY_VIRTUALENVS_PATH: join(top, 'kept'), VIRTUAL_ENV: join(top, 'active') };
		const found = async () => (await environments({ variables }).find(project, undefined)).environment?.folder.slice(top.length + 1);
		assert.equal(await found(), 'active');
		const id = createHash('sha256')
			.update(await realpath(join(top, 'p')))
			.digest('base64url')
			.slice(0, 8);
		await venv(`kept/x-${id}-py3.12`, 'flask-2.0');
		assert.equal(await found(), `kept/x-${id}-py3.12`);
		await venv('p/.venv', 'flask-1.0');
		assert.equal(await found(), 'p/.venv');
	});

	it('has the packages of its base where it sees them, behind its own', async () => {
		await venv('p/.venv', 'a-2.0');
		await write(['p/.venv/pyvenv.cfg', `home = ${join(top, 'base/bin')}\nversion = 3.12.4\ninclude-system-site-packages = true\n`]);
		await write(`base/${site}/a-1.0.dist-info/`, `base/${site}/b-1.0.dist-info/`, 'base/lib/python3.9/site-packages/c-1.0.dist-info/');
		assert.equal(await seen(), 'p/.venv, 3.12.4, a 2.0, b 1.0');
	});

	it('has the newer of two versions that an update left', async () => {
		await venv('p/.venv', 'a-10.0', 'a-9.0');
		assert.equal(await seen(), 'p/.venv, 3.12.4, a 10.0');
	});

	it('looks at lib64 once where that is a link', async () => {
		await venv('p/.venv', 'a-1.0');
		await symlink('lib', join(top, 'p/.venv/lib64'));
		await symlink('.', join(top, 'p/.venv/lib/python3.12/site-packages/loop-1.0.dist-info'));
		const { environment } = await find();
		assert.deepEqual(environment?.sites, [join(top, 'p/.venv', site)]);
	});

	it('says where each came from', async () => {
		await venv('p/.venv', 'a-1.0', 'b-1.0');
		await write([`p/.venv/${site}/a-1.0.dist-info/direct_url.json`, '{"url":"file:///src/a","dir_info":{"editable":true}}']);
		const { environment } = await find();
		assert.deepEqual(environment?.byName.get('a')?.source, { kind: 'editable', target: 'file:///src/a' });
		assert.deepEqual(environment?.byName.get('b')?.source, { kind: 'index', target: undefined });
	});

	it('is read once, and anew when something was installed', async () => {
		await venv('p/.venv', 'a-1.0');
		const from = environments();
		const { environment } = await find({}, from);
		assert.equal((await find({}, from)).environment, environment);
		assert.deepEqual(await from.changed(), []);
		await write(`p/.venv/${site}/b-1.0.dist-info/`);
		await utimes(join(top, 'p/.venv', site), new Date(), new Date(Date.now() + 5000));
		assert.deepEqual(await from.changed(), [join(top, 'p/.venv', site)]);
		assert.deepEqual([...((await find({}, from)).environment?.byName.keys() ?? [])].sort(), ['a', 'b']);
	});

	it('tells what only imports could need with few files open at once', async () => {
		const names = Array.from({ length: 200 }, (_, i) => `package-${i}`);
		await venv('p/.venv', ...names.map((name) => `${name.replace('-', '_')}-1.0`));
		let open = 0;
		let most = 0;
		const folders: FolderReader = {
			...nodeFolders,
			async head(...asked) {
				most = Math.max(most, ++open);
				try {
					return await nodeFolders.head(...asked);
				} finally {
					open--;
				}
			},
		};
		const from = environments({ folders });
		const requiring = JSON.stringify(names);
		const { project } = parsePyproject(`[project]\nname = "x"\ndependencies = ${requiring}`, join(top, 'p/pyproject.toml'));
		assert.ok(project);
		const { environment } = await from.find(project, undefined);
		most = 0;
		assert.equal((await from.judgedForUse({ ...project, environment })).size, 200);
		assert.ok(most > 0 && most <= 32, `${most} files at once`);
	});

	it('follows what would be an environment, what decides its Python, and what comes and goes in it', async () => {
		const followed = async () => (await find()).followed.map((path) => path.slice(top.length + 1));
		assert.deepEqual(await followed(), ['p/.venv', 'p/venv', 'p/.python-version']);
		await venv('p/.venv');
		assert.ok((await followed()).includes(`p/.venv/${site}`));
	});

	describe('in a workspace that is not trusted', () => {
		const inside = () => ({ folders: within([join(top, 'p')], nodeFolders) });

		it('is read inside', async () => {
			await venv('p/.venv', 'a-1.0');
			assert.equal(await seen(inside()), 'p/.venv, 3.12.4, a 1.0');
		});

		it('is not what stands outside, be it active, chosen, or what a link leads to', async () => {
			await venv('outside', 'a-1.0');
			await symlink(join(top, 'outside'), join(top, 'p-venv'));
			await write('p/');
			await symlink(join(top, 'outside'), join(top, 'p/.venv'));
			const chosen = { path: 'outside', folder: 'p' };
			assert.equal(await seen({ ...inside(), chosen, variables: { VIRTUAL_ENV: join(top, 'outside') } }), '');
		});

		it('has nothing of what links in it lead to', async () => {
			await venv('p/.venv', 'a-1.0');
			await write(['secret', 'Name: secret\nVersion: 1\n'], `p/.venv/${site}/x-y.dist-info/`);
			await symlink(join(top, 'secret'), join(top, `p/.venv/${site}/x-y.dist-info/METADATA`));
			assert.equal(await seen(inside()), 'p/.venv, 3.12.4, a 1.0');
		});
	});

	describe('without one', () => {
		const table: readonly [text: string, version: string | undefined][] = [
			['3.12.1\n', '3.12.1'],
			['# ours\n\n  3.13\n3.12\n', '3.13'],
			['cpython-3.11', '3.11'],
			['python@3.10', '3.10'],
			['pypy3.10', undefined],
			['system', undefined],
		];
		for (const [text, version] of table) {
			it(`the .python-version says the Python: ${JSON.stringify(text)}`, async () => {
				await write(['p/.python-version', text]);
				assert.equal((await find()).python?.version, version);
			});
		}
	});
});
