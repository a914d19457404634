import assert from 'node:assert/strict';
import { parseSpecifierSet } from '../../../src/core/packaging/specifier.ts';
import { fixedVersion, isLockedList } from '../../../src/core/project/fixed-version.ts';
import { lockKindOf } from '../../../src/core/project/locks/lock-file.ts';
import { readLock } from '../../../src/core/project/locks/read-lock.ts';
import { parsePyproject } from '../../../src/core/project/pyproject.ts';
import { likelyEnvironment } from '../../../src/core/project/pythons.ts';
import { environmentWith } from '../../support/environments.ts';
import { uvLock } from '../../support/locks.ts';

async function fixed(lockPath: string, lockText: string, { name = 'a', wanted = '', python = '>=3.9', os = 'linux' } = {}) {
	const { project } = parsePyproject(`[project]\nname = "shop"\nrequires-python = "${python}"`, '/ws/one/pyproject.toml');
	assert.ok(project);
	const lock = await readLock(lockText, lockPath, lockKindOf(lockPath) ?? 'uv');
	const locked = { ...project, lock };
	const environment = () => likelyEnvironment(locked, os);
	return fixedVersion({ project: locked, name, wanted: parseSpecifierSet(wanted), environment });
}

const forks = uvLock(
	['a 1.0', `resolution-markers = ["python_full_version < '3.11'"]`],
	['a 2.0', `resolution-markers = ["python_full_version >= '3.11' and sys_platform != 'win32'"]`],
	['a 3.0', `resolution-markers = ["python_full_version >= '3.11' and sys_platform == 'win32'"]`],
);

describe('the version that a project has settled on', () => {
	it('is that of its lock, which is named from its folder', async () => {
		assert.deepEqual(await fixed('/ws/one/uv.lock', uvLock('a 1.0', 'b 2.0')), {
			version: '1.0',
			from: 'lock:uv.lock',
			where: 'uv.lock',
			others: [],
			source: { kind: 'index', target: 'https://pypi.org/simple' },
		});
		assert.equal((await fixed('/ws/uv.lock', uvLock('a 1.0')))?.from, 'lock:../uv.lock');
	});

	it('is that of the first of several locks that has the package', async () => {
		const { project } = parsePyproject('[project]\nname = "shop"', '/p/pyproject.toml');
		assert.ok(project);
		const lock = await readLock('[[packages]]\nname = "a"\nversion = "1"\n', '/p/pylock.x.toml', 'pylock');
		const other = await readLock('[[packages]]\nname = "b"\nversion = "2"\n', '/p/pylock.y.toml', 'pylock');
		const there = { ...project, lock, otherLocks: [other] };
		const from = (name: string) =>
			fixedVersion({ project: there, name, wanted: undefined, environment: () => likelyEnvironment(there, 'linux') })?.from;
		assert.deepEqual(['a', 'b', 'c'].map(from), ['lock:pylock.x.toml', 'lock:pylock.y.toml', undefined]);
	});

	it('is what is installed where no lock has it', async () => {
		const { project } = parsePyproject('[project]\nname = "shop"', '/p/pyproject.toml');
		assert.ok(project);
		const source = { kind: 'editable', target: 'file:///src/c' } as const;
		const environment = environmentWith('a 1.0', 'b 2.0', { name: 'c', version: '3.0', source, record: '/p/.venv/c' });
		const lock = await readLock(uvLock('a 1.5'), '/p/uv.lock', 'uv');
		const found = (name: string, change: Partial<typeof project> = {}) => {
			const there = { ...project, environment, lock, ...change };
			return fixedVersion({ project: there, name, wanted: undefined, environment: () => likelyEnvironment(there, 'linux') });
		};
		assert.equal(found('a')?.from, 'lock:uv.lock');
		assert.deepEqual(found('b'), {
			version: '2.0',
			from: 'installed',
			where: '.venv',
			others: [],
			source: { kind: 'index', target: undefined },
		});
		assert.deepEqual([found('c')?.source, found('d')], [source, undefined]);
		assert.equal(found('b', { environment: { ...environment, folder: '/opt/env' } })?.where, '/opt/env');
	});

	it('is the one for its Python and platform, the others named', async () => {
		const found = async (options: Parameters<typeof fixed>[2]) => {
			const { version, others = [] } = (await fixed('/ws/one/uv.lock', forks, options)) ?? {};
			return [version, ...others].join(' ');
		};
		assert.equal(await found({}), '2.0 1.0 3.0');
		assert.equal(await found({ os: 'win32' }), '3.0 1.0 2.0');
		assert.equal(await found({ python: '==3.10.*' }), '1.0 2.0 3.0');
	});

	it('is the newest that the requirement allows where the lock does not tell them apart', async () => {
		const poetry = '[[package]]\nname = "a"\nversion = "2.0"\npython-versions = ">=3.8"\n[[package]]\nname = "a"\nversion = "1.0"\n';
		assert.equal((await fixed('/ws/one/poetry.lock', poetry))?.version, '2.0');
		assert.equal((await fixed('/ws/one/poetry.lock', poetry, { wanted: '<2' }))?.version, '1.0');
		assert.equal((await fixed('/ws/one/poetry.lock', poetry, { wanted: '>9' }))?.version, '2.0');
		assert.equal((await fixed('/ws/one/poetry.lock', poetry.replace('>=3.8', '<3.8')))?.version, '1.0');
	});

	it('is known whatever its marker says', async () => {
		const text =
			'[[packages]]\nname = "a"\nversion = "1"\nmarker = "\'x\' in extras"\n[[packages]]\nname = "a"\nversion = "2"\nmarker = "?"\n';
		assert.equal((await fixed('/ws/one/pylock.toml', text))?.version, '2');
	});

	it('is one with extras beside it just once', async () => {
		const pdm = '[[package]]\nname = "a"\nversion = "1.0"\n[[package]]\nname = "a"\nversion = "1.0"\nextras = ["x"]\n';
		assert.deepEqual((await fixed('/ws/one/pdm.lock', pdm))?.others, []);
	});

	it('is none without an entry that has a version', async () => {
		assert.equal(await fixed('/ws/one/uv.lock', uvLock('b 1.0', 'a')), undefined);
		assert.equal(await fixed('/ws/one/uv.lock', uvLock('a not-a-version')), undefined);
	});

	it('is none of what is not locked with the project', () => {
		const lists = ['project', 'group:dev', 'poetry', 'build-system', 'hatch:env:test', 'uv:build-constraint', 'poetry:requires-plugins'];
		assert.deepEqual(lists.filter(isLockedList), ['project', 'group:dev', 'poetry']);
	});
});
