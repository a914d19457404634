import assert from 'node:assert/strict';
import { resolvePackage } from '../../../src/core/docs/resolve-package.ts';
import {
	AutoDocsError,
	CancelledError,
	NetworkError,
	PackageNotFoundError,
	ValidationError,
	VersionNotFoundError,
} from '../../../src/core/errors.ts';
import { readLock } from '../../../src/core/project/locks/read-lock.ts';
import type { Project } from '../../../src/core/project/model.ts';
import { parsePyproject } from '../../../src/core/project/pyproject.ts';
import { answer, KnownIndex, projectReleases, release } from '../../support/known-index.ts';
import { uvLock } from '../../support/locks.ts';

const releases = [
	release('3.0rc1'),
	release('2.1', { requiresPython: '>=3.12' }),
	release('2.0'),
	release('1.5', { yanked: true }),
	release('1.4'),
	release('1.0'),
];

function indexWith(given = releases) {
	return new KnownIndex({ demo: answer(projectReleases('demo', given)) });
}

function projectOf(toml: string): Project {
	const { project } = parsePyproject(toml, '/p/pyproject.toml');
	assert.ok(project !== undefined);
	return project;
}

function projectRequiring(...requirements: readonly string[]): Project {
	return projectOf(`[project]\nname = "shop"\nversion = "1"\ndependencies = ${JSON.stringify(requirements)}`);
}

async function failure(wanted: Parameters<typeof resolvePackage>[1], index = indexWith()): Promise<AutoDocsError> {
	try {
		await resolvePackage(index, wanted);
	} catch (error) {
		assert.ok(error instanceof AutoDocsError);
		return error;
	}
	return assert.fail('it resolved');
}

describe('resolvePackage, without a project', () => {
	const rows: readonly (readonly [constraint: string | undefined, found: string])[] = [
		[undefined, '2.1 latest'],
		['', '2.1 latest'],
		['1.4', '1.4 pin'],
		[' v1.4 ', '1.4 pin'],
		['==1.4', '1.4 pin'],
		['===1.4', '1.4 pin'],
		['==1.4.*', '1.4 specifier'],
		['>=1,==1.4', '1.4 pin'],
		['<2', '1.4 specifier'],
		['==1.5', '1.5 pin'],
		['>=3.0rc1', '3.0rc1 specifier'],
		['~=2.0', '2.1 specifier'],
	];
	for (const [constraint, expected] of rows) {
		it(`${constraint === undefined ? 'no constraint' : `“${constraint}”`}: ${expected}`, async () => {
			const { name, version, resolvedFrom } = await resolvePackage(indexWith(), { name: 'Demo', constraint });
			assert.deepEqual([name, `${version} ${resolvedFrom}`], ['demo', expected]);
		});
	}

	it('hands on the releases, and how they are asked', async () => {
		const index = indexWith();
		const { signal } = new AbortController();
		const resolved = await resolvePackage(index, { name: 'demo' }, { signal, priority: 'background' });
		assert.deepEqual(index.asked, [{ name: 'demo', options: { signal, priority: 'background' } }]);
		assert.equal(resolved.releases.value.releases.length, releases.length);
		assert.equal(resolved.release.requiresPython, '>=3.12');
	});
});

describe('resolvePackage, for a project', () => {
	const rows: readonly (readonly [title: string, toml: string, found: string])[] = [
		['takes what it pins', `[project]\ndependencies = ["demo==1.4"]`, '1.4 pin'],
		['takes the best it allows', `[project]\ndependencies = ["Demo<2"]`, '1.4 specifier'],
		['takes the latest where it asks nothing of the version', `[project]\ndependencies = ["demo"]`, '2.1 latest'],
		['takes the latest of what it does not require', `[project]\ndependencies = ["other<2"]`, '2.1 latest'],
		['runs on its Pythons', `[project]\nrequires-python = ">=3.10"\ndependencies = ["demo"]`, '2.0 latest'],
		['runs on its Pythons, though it does not require it', `[project]\nrequires-python = ">=3.10"`, '2.0 latest'],
		[
			'heeds all requirements that go together',
			`[project]\ndependencies = ["demo>=1"]\n[dependency-groups]\ndev = ["demo<2"]`,
			'1.4 specifier',
		],
		[
			'lets the run-time requirements win where groups contradict them',
			`[dependency-groups]\ndev = ["demo<1.4"]\n[project]\ndependencies = ["demo>=2"]`,
			'2.1 specifier',
		],
		[
			'heeds the requirement whose marker holds',
			`[project]\nrequires-python = ">=3.8"\ndependencies = ["demo<1.4; python_version < '3.10'", "demo<2; python_version >= '3.10'"]`,
			'1.4 specifier',
		],
		[
			'heeds a requirement for another platform when it is the only one',
			`[project]\ndependencies = ["demo<2; sys_platform == 'win32'"]`,
			'1.4 specifier',
		],
		['lets an override win', `[project]\ndependencies = ["demo>=2"]\n[tool.uv]\noverride-dependencies = ["demo==1.0"]`, '1.0 pin'],
		['heeds a constraint', `[project]\ndependencies = ["demo"]\n[tool.uv]\nconstraint-dependencies = ["demo<2"]`, '1.4 specifier'],
		['reads what Poetry writes', `[tool.poetry.dependencies]\npython = "^3.12"\ndemo = "^1.0"`, '1.4 specifier'],
		[
			'takes pre-releases where Poetry may',
			`[tool.poetry.dependencies]\ndemo = { version = ">=1", allow-prereleases = true }`,
			'3.0rc1 specifier',
		],
		[
			'takes pre-releases where Poetry may, in what PEP 621 writes too',
			`[project]\ndependencies = ["demo>=1"]\n[tool.poetry.dependencies]\ndemo = { allow-prereleases = true }`,
			'3.0rc1 specifier',
		],
		[
			'joins what Poetry and PEP 621 write',
			`[project]\ndependencies = ["demo>=1"]\n[tool.poetry.group.dev.dependencies]\ndemo = "1.0 || 1.4"`,
			'1.4 specifier',
		],
		['passes over requirements that do not parse', `[project]\ndependencies = ["demo=>2", "demo<2"]`, '1.4 specifier'],
		['passes over requirements from elsewhere', `[project]\ndependencies = ["demo @ git+https://git.test/demo"]`, '2.1 latest'],
	];
	for (const [title, toml, expected] of rows) {
		it(title, async () => {
			const { version, resolvedFrom } = await resolvePackage(indexWith(), { name: 'demo', project: projectOf(toml) });
			assert.equal(`${version} ${resolvedFrom}`, expected);
		});
	}

	for (const constraint of ['latest', ' Newest ', '*']) {
		it(`takes ${JSON.stringify(constraint)} for the best release on its Pythons, whatever it asks for`, async () => {
			const project = projectOf(`[project]\nrequires-python = ">=3.10"\ndependencies = ["demo==1.0"]`);
			const { version, resolvedFrom } = await resolvePackage(indexWith(), { name: 'demo', constraint, project });
			assert.deepEqual([version, resolvedFrom], ['2.0', 'latest']);
		});
	}

	it('lets an explicit constraint win, on its Pythons', async () => {
		const project = projectOf(`[project]\nrequires-python = ">=3.10"\ndependencies = ["demo==1.0"]`);
		const { version } = await resolvePackage(indexWith(), { name: 'demo', constraint: '>=2', project });
		assert.equal(version, '2.0');
	});

	it('leaves out what the project says is too new, and says so, unless nothing else is left', async () => {
		const at = (version: string, day: number) => release(version, { uploadedAt: Date.UTC(2026, 0, day) });
		const index = new KnownIndex({ demo: answer(projectReleases('demo', [at('2.0', 20), at('1.0', 10)])) });
		const project = projectOf('[project]\ndependencies = ["demo"]\n[tool.uv]\nexclude-newer = "2026-01-15"\n');
		const now = Date.UTC(2026, 1, 1);
		const old = await resolvePackage(index, { name: 'demo', project, now });
		assert.deepEqual([old.version, old.leftOut], ['1.0', 'demo 2.0 is newer than exclude-newer allows (2026-01-15)']);
		const pinned = await resolvePackage(index, { name: 'demo', constraint: '==2.0', project, now });
		assert.deepEqual([pinned.version, pinned.leftOut], ['2.0', undefined]);
		assert.equal((await resolvePackage(index, { name: 'demo', project })).version, '2.0');
	});

	it('evaluates markers on the platform that is asked for', async () => {
		const project = projectRequiring("demo==1.0; sys_platform == 'win32'", "demo==1.4; sys_platform != 'win32'");
		for (const [platform, expected] of [
			['win32', '1.0'],
			['linux', '1.4'],
			['darwin', '1.4'],
			['freebsd', '1.4'],
		] as const) {
			assert.equal((await resolvePackage(indexWith(), { name: 'demo', project, platform })).version, expected);
		}
	});
});

describe('resolvePackage, when nothing matches', () => {
	it('tells the newest and the nearest', async () => {
		const error = await failure({ name: 'demo', constraint: '==1.3' });
		assert.ok(error instanceof VersionNotFoundError);
		assert.equal(error.message, 'No release of demo matches “==1.3”. The newest is 2.1.');
		assert.deepEqual(error.details, {
			package: 'demo',
			constraint: '==1.3',
			index: 'https://index.test/simple',
			newest: '2.1',
			nearest: ['1.4', '2.1'],
		});
		assert.deepEqual(error.suggestions, ['Use 1.4, which is near', 'Use 2.1, the newest version']);
	});

	it("says that a project's requirement is what nothing matches", async () => {
		const project = projectRequiring('demo>=9', 'demo<2');
		const error = await failure({ name: 'demo', project });
		assert.equal(error.message, 'No release of demo matches “>=9”. The newest is 2.1.');
		assert.equal(error.suggestions[0], 'The project itself asks for it: mend its requirement, or name another version');
		assert.doesNotMatch(String((await failure({ name: 'demo', project, constraint: '>=9' })).suggestions), /project/);
	});

	it('does not send anybody to a version that was yanked as if it were good', async () => {
		const error = await failure({ name: 'demo' }, indexWith([release('1.0', { yanked: true })]));
		assert.match(error.message, /^Every release of demo was yanked/);
		assert.deepEqual(error.suggestions, ['Take another package; what was yanked is found by its version alone: ==1.0']);
	});

	for (const [name, suggestion] of [
		['demo.part', 'Did you mean demo, the package of that module?'],
		['os.path', 'os is part of Python: it needs no package'],
	] as const) {
		it(`takes ${name}, which the index does not have, for a module`, async () => {
			const error = await failure({ name }, new KnownIndex({ [name.replace('.', '-')]: new PackageNotFoundError('there is none') }));
			assert.deepEqual([error.code, error.message, error.suggestions[0]], ['package_not_found', 'there is none', suggestion]);
		});
	}

	it('says that only yanked ones match', async () => {
		const error = await failure({ name: 'demo', constraint: '>1.4,<2' });
		assert.match(error.message, /^Only yanked releases of demo match “<2,>1\.4” \(1\.5\)/);
	});

	it('says that there are no releases at all', async () => {
		const error = await failure({ name: 'demo' }, indexWith([]));
		assert.ok(error instanceof VersionNotFoundError);
		assert.deepEqual([error.message, error.suggestions.length], ['demo has no releases at this index.', 1]);
	});

	it('hands on what the index says', async () => {
		for (const error of [new PackageNotFoundError('no demo'), new CancelledError()]) {
			assert.equal(await failure({ name: 'demo' }, new KnownIndex({ demo: error })), error);
		}
	});
});

describe('resolvePackage, asked for what is none', () => {
	const instead = 'Give a version (2.31.0), a PEP 440 specifier (>=2,<3) or latest, or leave it out for what the project uses';
	const constraints: readonly (readonly [constraint: string, suggestion: string])[] = [
		['^2.0', 'Write it as >=2.0,<3'],
		['=>2', 'Write it as >=2'],
		['1.x', 'Write it as ==1.*'],
		['^1.2.x', 'Write it as ==1.2.*'],
		['demo>=2', 'Write it as >=2'],
		['Demo ~= 1.4 ; python_version > "3"', 'Write it as ~=1.4'],
		['other>=2', instead],
		['main', instead],
		['>=1\n\u001b[31m\u202e', instead],
		['>=1,'.repeat(1000), instead],
	];
	for (const [constraint, suggestion] of constraints) {
		it(`names the constraint ${JSON.stringify(constraint.slice(0, 20))} and the package, and asks nobody`, async () => {
			const index = indexWith();
			const error = await failure({ name: 'demo', constraint }, index);
			assert.ok(error instanceof ValidationError && error.code === 'invalid_requirement');
			assert.ok(error.message.includes(constraint.slice(0, 3)) && error.message.includes('demo') && error.message.length < 300);
			assert.doesNotMatch(error.message, /\p{Control}|\p{Default_Ignorable_Code_Point}/u);
			assert.equal(error.suggestions[0], suggestion);
			assert.deepEqual(index.asked, []);
		});
	}

	const names: readonly (readonly [name: string, suggestion: RegExp])[] = [
		['demo==1.4', /^Give demo as the name, and ==1\.4 as its version constraint$/],
		['demo[extra]', /^Give demo as the name$/],
		['demo 1.4', /^Give demo as the name, and ==1\.4 as its version constraint$/],
		['demo@1.4', /^Give demo as the name$/],
		['https://pypi.org/project/demo/', /^Give demo as the name$/],
		['https://pypi.org/simple/demo', /^Give demo as the name$/],
		['pip install -U demo', /^Give demo as the name$/],
		['uv add "demo>=1"', /^Give demo as the name, and >=1 as its version constraint$/],
		['import demo.part', /^Give demo as the name$/],
		['from demo import part', /^Give demo as the name$/],
		['`demo`', /^Give demo as the name$/],
		['./demo/', /^Give demo as the name$/],
		['demo_', /^Give demo as the name$/],
		['demo, other', /^Call once for each of them: demo, other$/],
		['de mo', /^Give the name alone/],
		['../../etc/passwd', /^Give the name alone/],
		['', /^Give the name alone/],
		['de\u202emo', /^Give demo as the name$/],
		['a'.repeat(5000), /^Give the name alone/],
	];
	for (const [name, suggestion] of names) {
		it(`names the name ${JSON.stringify(name.slice(0, 20))}, and asks nobody`, async () => {
			const index = indexWith();
			const error = await failure({ name }, index);
			assert.ok(error instanceof ValidationError);
			assert.ok(error.message.length < 200);
			assert.match(error.suggestions[0] ?? '', suggestion);
			assert.deepEqual(index.asked, []);
		});
	}
});

describe('resolvePackage, with a project that is locked', () => {
	const lock = uvLock('demo 1.4', 'transitive 1.0', 'private 0.3');

	async function locked(...requirements: readonly string[]): Promise<Project> {
		return { ...projectRequiring(...requirements), lock: await readLock(lock, '/p/uv.lock', 'uv') };
	}

	it('takes what the lock has, whether the project or something else requires it', async () => {
		const index = new KnownIndex({
			demo: answer(projectReleases('demo', releases)),
			transitive: answer(projectReleases('transitive', ['2.0', '1.0'])),
		});
		for (const [name, expected] of [
			['demo', '1.4 lock:uv.lock'],
			['transitive', '1.0 lock:uv.lock'],
		] as const) {
			const { version, resolvedFrom } = await resolvePackage(index, { name, project: await locked('demo>=2') });
			assert.equal(`${version} ${resolvedFrom}`, expected);
		}
	});

	it('lets a constraint win', async () => {
		const { version, resolvedFrom } = await resolvePackage(indexWith(), {
			name: 'demo',
			constraint: '>=2,<3',
			project: await locked('demo'),
		});
		assert.equal(`${version} ${resolvedFrom}`, '2.1 specifier');
	});

	it('needs no index for that', async () => {
		const down = new NetworkError('timeout', 'Too late.');
		const {
			version,
			resolvedFrom,
			releases: known,
		} = await resolvePackage(new KnownIndex({ demo: down }), { name: 'demo', project: await locked('demo') });
		assert.deepEqual([version, resolvedFrom, known.staleBecause], ['1.4', 'lock:uv.lock', down]);
	});

	it('fails where the index knows no such package', async () => {
		assert.equal((await failure({ name: 'private', project: await locked() })).code, 'package_not_found');
	});
});
