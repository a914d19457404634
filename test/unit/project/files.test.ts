import assert from 'node:assert/strict';
import { mkdir, mkdtemp, realpath, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProjectParseError } from '../../../src/core/errors.ts';
import { isGone, longestFile, nodeFiles } from '../../../src/core/project/files.ts';
import { findProjects } from '../../../src/core/project/find-projects.ts';
import { loadProject, longestLists } from '../../../src/core/project/load-project.ts';
import { skippedFolders } from '../../../src/core/project/skipped-folders.ts';

let folder = '';

beforeEach(async () => {
	folder = await realpath(await mkdtemp(join(tmpdir(), 'autodocs-files-')));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(path: string, content: string | Uint8Array): Promise<string> {
	const file = join(folder, path);
	await mkdir(join(file, '..'), { recursive: true });
	await writeFile(file, content);
	return file;
}

function isRefused(code: string, message: RegExp) {
	return (thrown: unknown) => {
		assert.ok(thrown instanceof ProjectParseError);
		assert.equal(thrown.code, code);
		assert.match(thrown.message, message);
		return true;
	};
}

describe('a file on disk', () => {
	it('is read as UTF-8, without its byte order mark', async () => {
		assert.equal(await nodeFiles.readText(await write('a', '\ufeffé🐍\r\n')), 'é🐍\r\n');
		assert.equal(await nodeFiles.readText(await write('b', '')), '');
	});

	it('that is none is refused with the reason', async () => {
		await mkdir(join(folder, 'sub'));
		await symlink('loop', join(folder, 'loop'));
		const plain = await write('plain', '');
		await assert.rejects(nodeFiles.readText(join(folder, 'gone')), isRefused('project_not_found', /it does not exist/));
		await assert.rejects(nodeFiles.readText(join(folder, 'sub')), isRefused('project_not_found', /it is a folder/));
		await assert.rejects(nodeFiles.readText(join(folder, 'loop')), isRefused('project_not_found', /link that leads to itself/));
		await assert.rejects(nodeFiles.readText(join(plain, 'x')), isRefused('project_not_found', /no folder/));
		await assert.rejects(nodeFiles.readText(join(folder, 'x'.repeat(300))), isRefused('project_not_found', /too long/));
	});

	it('is gone when it, or a folder above it, is: not when it only cannot be read', async () => {
		const plain = await write('plain', '');
		await mkdir(join(folder, 'sub'));
		await symlink('loop', join(folder, 'loop'));
		const rows: readonly (readonly [path: string, gone: boolean])[] = [
			[join(folder, 'gone'), true],
			[join(plain, 'x'), true],
			[join(folder, 'sub'), false],
			[join(folder, 'loop'), false],
		];
		for (const [path, gone] of rows) {
			await assert.rejects(nodeFiles.readText(path), (thrown) => thrown instanceof ProjectParseError && isGone(thrown) === gone, path);
		}
	});

	it('that is not UTF-8 is refused with the way out', async () => {
		const file = await write('latin1', Uint8Array.of(0x61, 0xe9, 0x0a));
		await assert.rejects(nodeFiles.readText(file), (thrown: unknown) => {
			assert.ok(thrown instanceof ProjectParseError);
			assert.equal(thrown.code, 'invalid_toml');
			assert.deepEqual(thrown.suggestions, ['Save the file with the encoding UTF-8.']);
			return true;
		});
	});

	it('that may never end is not read', async () => {
		// The devices of Windows have no path to begin with.
		const devices = process.platform === 'win32' ? [] : ['/dev/zero'];
		for (const device of devices) await assert.rejects(nodeFiles.readText(device), isRefused('project_not_found', /no ordinary file/));
	});

	it('that is too large is not read', async () => {
		const file = await write('large', '');
		await truncate(file, longestFile + 1);
		await assert.rejects(nodeFiles.readText(file), isRefused('invalid_toml', /too large to be read \(8\.0 MB\)/));
	});
});

describe('the lists that a pyproject names in other files', () => {
	const naming = (...paths: readonly string[]) =>
		`[project]\ndynamic = ["dependencies"]\n[tool.setuptools.dynamic]\ndependencies = { file = ${JSON.stringify(paths)} }\n`;
	const named = async (path: string) => loadProject(await write('project/pyproject.toml', naming(path)), nodeFiles);

	it('are read, each requirement with its own file', async () => {
		const list = await write('project/reqs/base.txt', 'requests>=2 # why\n');
		const { parsed, texts } = await named('reqs/base.txt');
		assert.deepEqual(
			parsed.project?.requirements.map(({ name, file, source }) => [name, file, source]),
			[['requests', list, 'project']],
		);
		assert.equal(texts.get(list), 'requests>=2 # why\n');
		assert.deepEqual(parsed.project?.problems, []);
	});

	it('are read through a link that stays inside', async () => {
		await write('project/real.txt', 'a\n');
		await symlink('real.txt', join(folder, 'project/link.txt'));
		assert.equal((await named('link.txt')).parsed.project?.requirements.length, 1);
	});

	const outside = ['../secret.txt', 'sub/../../secret.txt', 'link.txt', 'linked/secret.txt'];
	for (const path of outside) {
		it(`are never read outside the project: ${path}`, async () => {
			await write('secret.txt', 'secret\n');
			await mkdir(join(folder, 'project'), { recursive: true });
			await symlink('../secret.txt', join(folder, 'project/link.txt'));
			await symlink('..', join(folder, 'project/linked'));
			await isOutside(await named(path), path);
		});
	}

	it('are never read by an absolute path', async () => {
		const path = await write('project/inside.txt', 'a\n');
		await isOutside(await named(path), path);
	});

	async function isOutside({ parsed, texts }: Awaited<ReturnType<typeof named>>, path: string): Promise<void> {
		assert.deepEqual(parsed.project?.requirements, []);
		assert.deepEqual([...texts.keys()], [parsed.file]);
		assert.deepEqual(
			parsed.project?.problems.map(({ message, span }) => [message, naming(path).slice(span.start, span.end)]),
			[[`“${path}” is outside the project and is not read.`, JSON.stringify(path)]],
		);
	}

	it('are inside when only their name looks as if they were not', async () => {
		await write('project/..list.txt', 'a\n');
		const { parsed } = await named('..list.txt');
		assert.deepEqual(
			parsed.project?.requirements.map(({ name }) => name),
			['a'],
		);
	});

	it('are bounded in size and number, not in how many requirements they hold', async () => {
		await write('project/long.txt', 'a\n'.repeat(120_000));
		await write('project/large.txt', `${'#'.repeat(longestLists)}\na\n`);
		const files = [...Array<string>(99).fill('none.txt'), 'long.txt', 'large.txt'];
		const { parsed } = await loadProject(await write('project/pyproject.toml', naming('large.txt', ...files)), nodeFiles);
		const messages = parsed.project?.problems.map(({ message }) => message) ?? [];
		assert.equal(messages[0], '“large.txt” is too large and is not read.');
		assert.deepEqual(messages.slice(-2), [
			'“long.txt” is one list too many (at most 100) and is not read.',
			'“large.txt” is one list too many (at most 100) and is not read.',
		]);
		const { parsed: long } = await named('long.txt');
		assert.equal(long.project?.requirements.length, 120_000);
	});

	it('tell an option of pip once, in their own file, and what it names is not read', async () => {
		const list = await write('project/base.txt', '-r other.txt\na\n');
		await write('project/other.txt', 'b\n');
		const text = naming('base.txt', 'base.txt');
		const { parsed, texts } = await loadProject(await write('project/pyproject.toml', text), nodeFiles);
		assert.deepEqual(
			parsed.project?.problems.map(({ file, span }) => [file, span]),
			[[list, { start: 0, end: '-r other.txt'.length }]],
		);
		assert.deepEqual([...texts.keys()], [parsed.file, list]);
	});

	it('that are missing are a problem where they are named, and hide nothing', async () => {
		const file = await write('pyproject.toml', `${naming('gone.txt')}[build-system]\nrequires = ["a"]\n`);
		const { parsed } = await loadProject(file, nodeFiles);
		assert.deepEqual(
			parsed.project?.requirements.map(({ name }) => name),
			['a'],
		);
		assert.match(parsed.project?.problems[0]?.message ?? '', /gone\.txt cannot be read: it does not exist/);
	});
});

describe('finding projects', () => {
	it('names each pyproject.toml below a folder, but not those of others', async () => {
		const own = await Promise.all(['pyproject.toml', 'a/b/pyproject.toml', 'z/pyproject.toml'].map((path) => write(path, '')));
		await Promise.all(
			[...skippedFolders, '.venv/x', 'node_modules/x', 'venv/lib/site-packages/x', '.git'].map((path) =>
				write(`${path}/pyproject.toml`, ''),
			),
		);
		assert.deepEqual(await findProjects(folder), own.sort());
	});

	it('does not follow links in circles', async () => {
		const file = await write('a/pyproject.toml', '');
		await symlink('..', join(folder, 'a/up'));
		assert.deepEqual(await findProjects(folder), [file]);
	});

	it('takes a file as it is, and finds none where there is nothing', async () => {
		assert.deepEqual(await findProjects('/gone/pyproject.toml'), ['/gone/pyproject.toml']);
		assert.deepEqual(await findProjects(join(folder, 'gone')), []);
	});
});
