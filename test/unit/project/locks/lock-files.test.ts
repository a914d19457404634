import assert from 'node:assert/strict';
import { mkdir, realpath, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { nodeFiles } from '../../../../src/core/project/files.ts';
import { locksOf } from '../../../../src/core/project/fixed-version.ts';
import { loadProject, SharedFiles } from '../../../../src/core/project/load-project.ts';
import type { Project } from '../../../../src/core/project/model.ts';
import { uvLock } from '../../../support/locks.ts';
import { removeFolder, temporaryFolder } from '../../../support/temporary-folder.ts';

const shop = '[project]\nname = "shop"\ndependencies = ["requests"]\n';
const workspace = `${shop}[tool.uv.workspace]\nmembers = ["packages/*"]\n`;
const uv = uvLock('requests 2.31.0');
const poetry = '[[package]]\nname = "requests"\nversion = "2.30.0"\n\n[metadata]\nlock-version = "2.1"\n';
const pdm = '[metadata]\nlock_version = "4.5.0"\n\n[[package]]\nname = "requests"\nversion = "2.29.0"\n';
const pylock = 'lock-version = "1.0"\n\n[[packages]]\nname = "requests"\nversion = "2.28.0"\n';

describe('the lock of a project', () => {
	let folder: string;

	before(async () => {
		folder = await realpath(await temporaryFolder());
	});

	after(() => removeFolder(folder));

	async function write(files: Readonly<Record<string, string>>): Promise<void> {
		for (const [name, text] of Object.entries(files)) {
			const path = join(folder, name);
			await mkdir(dirname(path), { recursive: true });
			await writeFile(path, text);
		}
	}

	async function load(pyproject: string) {
		const { parsed, followed } = await loadProject(join(folder, pyproject), nodeFiles);
		assert.ok(parsed.project !== undefined);
		return { project: parsed.project, followed };
	}

	const names = (project: Project) => locksOf(project).map(({ file }) => basename(file));

	async function lockOf(pyproject: string, shared?: SharedFiles): Promise<string | undefined> {
		const { parsed } = await loadProject(join(folder, pyproject), nodeFiles, shared);
		const lock = parsed.project?.lock;
		return lock && `${lock.kind} ${lock.byName.get('requests')?.[0]?.version}`;
	}

	it('is the one beside it, uv’s first, then that of the tool that it uses', async () => {
		await write({ 'a/pyproject.toml': shop });
		assert.equal(await lockOf('a/pyproject.toml'), undefined);
		await write({ 'a/pylock.toml': pylock });
		assert.equal(await lockOf('a/pyproject.toml'), 'pylock 2.28.0');
		await write({ 'a/pdm.lock': pdm });
		assert.equal(await lockOf('a/pyproject.toml'), 'pdm 2.29.0');
		await write({ 'a/poetry.lock': poetry });
		assert.equal(await lockOf('a/pyproject.toml'), 'poetry 2.30.0');
		await write({ 'a/pyproject.toml': `${shop}[tool.pdm]\n` });
		assert.equal(await lockOf('a/pyproject.toml'), 'pdm 2.29.0');
		await write({ 'a/uv.lock': uv });
		assert.equal(await lockOf('a/pyproject.toml'), 'uv 2.31.0');
	});

	it('is that of the root for members of a workspace, and for them alone', async () => {
		await write({
			'b/pyproject.toml': workspace,
			'b/uv.lock': uv,
			'b/packages/one/pyproject.toml': shop,
			'b/packages/one/uv.lock': uvLock('requests 1.0'),
			'b/other/pyproject.toml': shop,
		});
		assert.equal(await lockOf('b/packages/one/pyproject.toml'), 'uv 2.31.0');
		assert.equal(await lockOf('b/other/pyproject.toml'), undefined);
	});

	it('is read once for all members, and anew when it changes', async () => {
		await write({ 'c/pyproject.toml': workspace, 'c/uv.lock': uv, 'c/packages/one/pyproject.toml': shop });
		const shared = new SharedFiles();
		const load = async (path: string) => (await loadProject(join(folder, path), nodeFiles, shared)).parsed.project?.lock;
		const first = await load('c/pyproject.toml');
		assert.ok(first !== undefined);
		assert.equal(await load('c/packages/one/pyproject.toml'), first);
		await write({ 'c/uv.lock': uvLock('requests 2.32.0') });
		assert.equal(await lockOf('c/packages/one/pyproject.toml', shared), 'uv 2.32.0');
	});

	it('is followed where it is, and where one could come', async () => {
		await write({ 'd/pyproject.toml': shop, 'd/poetry.lock': poetry });
		const { followed } = await loadProject(join(folder, 'd/pyproject.toml'), nodeFiles);
		assert.deepEqual(
			followed.filter((path) => path.endsWith('.lock')),
			['d/uv.lock', 'd/poetry.lock'].map((path) => join(folder, path)),
		);
	});

	it('is none that a link takes from elsewhere', async () => {
		await write({ 'e/pyproject.toml': shop, 'elsewhere/uv.lock': uv });
		await symlink(join(folder, 'elsewhere/uv.lock'), join(folder, 'e/uv.lock'));
		assert.equal(await lockOf('e/pyproject.toml'), undefined);
	});

	it('is a pylock.toml with a name where there is no other', async () => {
		await write({ 'g/pyproject.toml': shop, 'g/pylock.prod.toml': pylock, 'g/pylock.toml.orig': pylock, 'g/pylock.a.b.toml': pylock });
		const { project } = await load('g/pyproject.toml');
		assert.deepEqual(names(project), ['pylock.prod.toml']);
		await write({ 'g/pylock.toml': pylock });
		assert.deepEqual(names((await load('g/pyproject.toml')).project), ['pylock.toml']);
	});

	it('is the one of several with names that holds most of what is required, then the first by name, the others beside it', async () => {
		const two = `${pylock}\n[[packages]]\nname = "rich"\nversion = "13.0"\n`;
		const text = '[project]\nname = "shop"\ndependencies = ["requests", "rich"]\n';
		await write({ 'h/pyproject.toml': text, 'h/pylock.b.toml': two, 'h/pylock.c.toml': two, 'h/pylock.a.toml': pylock });
		const { project, followed } = await load('h/pyproject.toml');
		assert.deepEqual(names(project), ['pylock.b.toml', 'pylock.c.toml', 'pylock.a.toml']);
		const wanted = ['pylock.toml', 'pylock.a.toml', 'pylock.b.toml', 'pylock.c.toml'].map((name) => join(folder, 'h', name));
		assert.deepEqual(
			wanted.filter((path) => !followed.includes(path)),
			[],
		);
	});

	it('shows the text of each that is broken', async () => {
		await write({ 'i/pyproject.toml': shop, 'i/pylock.a.toml': pylock, 'i/pylock.b.toml': '[[packages]]\nname = \n' });
		const { texts } = await loadProject(join(folder, 'i/pyproject.toml'), nodeFiles);
		assert.deepEqual(
			[...texts.keys()].map((path) => basename(path)),
			['pyproject.toml', 'pylock.b.toml'],
		);
	});

	it('says what is wrong when it cannot be read', async () => {
		await write({ 'f/pyproject.toml': shop });
		await mkdir(join(folder, 'f/uv.lock'));
		const { parsed, texts } = await loadProject(join(folder, 'f/pyproject.toml'), nodeFiles);
		assert.deepEqual(
			parsed.project?.lock?.problems.map(({ message }) => message.replace(folder, '')),
			['/f/uv.lock cannot be read: it is a folder.'],
		);
		assert.equal(texts.get(join(folder, 'f/uv.lock')), '');
	});
});
