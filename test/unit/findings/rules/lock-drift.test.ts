import assert from 'node:assert/strict';
import type { Finding } from '../../../../src/core/findings/finding.ts';
import { lockDrift } from '../../../../src/core/findings/rules/lock-drift.ts';
import { type FileReader, unreadable } from '../../../../src/core/project/files.ts';
import type { Environment, Installed } from '../../../../src/core/project/installed/environment.ts';
import { completeProject } from '../../../../src/core/project/load-project.ts';
import { parsePyproject } from '../../../../src/core/project/pyproject.ts';
import { checked, lockBeside, projectWith, pyproject, seen } from '../../../support/checked.ts';
import { environmentWith } from '../../../support/environments.ts';
import { uvLock } from '../../../support/locks.ts';

const packages = { a: ['2.0', '1.0'], b: ['1.0'], c: ['1.0'], d: ['1.0'], e: ['1.0'] };

/** The entry of the project itself. */
function own(...noted: readonly string[]) {
	return ['shop 1.0', 'source = { editable = "." }', '', '[package.metadata]', `requires-dist = [${noted.join(', ')}]`] as const;
}

function poetryLock(...names: readonly string[]): string {
	const blocks = names.map((name) => `[[package]]\nname = "${name}"\nversion = "1.0"\n`);
	return `${blocks.join('\n')}\n[metadata]\nlock-version = "2.1"\n`;
}

async function drifts(text: string, lockText: string, name = 'uv.lock'): Promise<readonly Finding[]> {
	return (await checked(text, packages, {}, { lock: await lockBeside(name, lockText) })).filter(({ code }) => code === 'lock-drift');
}

async function messages(text: string, lockText: string, name?: string): Promise<readonly string[]> {
	return (await drifts(text, lockText, name)).map(({ message }) => message);
}

describe('lock-drift', () => {
	it('is not said where the lock holds what is required', async () => {
		const text = projectWith('"a>=1"', '"B==1.0"', '"c"');
		assert.deepEqual(await drifts(text, uvLock('a 1.5rc1', 'b 1', 'c 0.1')), []);
	});

	it('stands on the specifier that the locked version does not meet', async () => {
		const text = projectWith('"a>=2 ; os_name == \'posix\'"');
		const found = await drifts(text, uvLock('a 1.0'));
		assert.deepEqual(seen(text, found), ['lock-drift: >=2']);
		assert.equal(found[0]?.message, 'uv.lock has a 1.0, which >=2 does not allow.');
		assert.equal(found[0]?.severity, 'warning');
		assert.deepEqual(found[0]?.data, { lock: '/p/uv.lock', drift: 'refused', wanted: '>=2', locked: ['1.0'] });
	});

	it('stands on the name of what is missing', async () => {
		const text = projectWith('"a"', '"b>=1"');
		const found = await drifts(text, uvLock('a 1.0'));
		assert.deepEqual(seen(text, found), ['lock-drift: b']);
		assert.equal(found[0]?.message, 'b is not in uv.lock.');
	});

	it('is not said where one of several versions will do', async () => {
		assert.deepEqual(await messages(projectWith('"a>=2"'), uvLock('a 1.0', 'a 2.0')), []);
	});

	const tools = { 'uv.lock': 'uv lock', 'poetry.lock': 'poetry lock', 'pdm.lock': 'pdm lock' };
	for (const [name, command] of Object.entries(tools)) {
		it(`offers to type “${command}”`, async () => {
			const lock = name === 'uv.lock' ? uvLock('b 1.0') : poetryLock('b');
			const [finding] = await drifts(projectWith('"a"'), lock, name);
			assert.deepEqual(finding?.fixes[0], {
				kind: 'command',
				title: `Type “${command}” into a terminal`,
				run: { command: 'lock', tool: name.slice(0, -'.lock'.length), folder: '/p' },
			});
		});
	}

	it('offers nothing for a lock that may be of any tool', async () => {
		const [finding] = await drifts(projectWith('"a"'), 'lock-version = "1.0"\npackages = []\n', 'pylock.toml');
		assert.deepEqual(
			finding?.fixes.map(({ title }) => title),
			['Ignore a (writes a setting)'],
		);
	});

	describe('of locks with a name', () => {
		const pylock = (...packages: readonly string[]) =>
			['lock-version = "1.0"', ...packages.map((lines) => `[[packages]]\n${lines}\n`)].join('\n');
		const a = (version: string) => `name = "a"\nversion = "${version}"`;

		async function found(text: string, locks: Readonly<Record<string, string>>, installed?: Environment): Promise<readonly string[]> {
			const [lock, ...otherLocks] = await Promise.all(Object.entries(locks).map(([name, content]) => lockBeside(name, content)));
			const environment = installed === undefined ? {} : { environment: installed };
			const findings = await checked(text, { a: ['1.0', '2.0'], b: ['1.0'] }, {}, { lock, otherLocks, ...environment });
			return findings.filter(({ code }) => code === 'lock-drift').map(({ message }) => message);
		}

		it('is said of each', async () => {
			assert.deepEqual(await found(projectWith('"a>=2"'), { 'pylock.x.toml': pylock(a('1.0')), 'pylock.y.toml': pylock(a('1.5')) }), [
				'pylock.x.toml has a 1.0, which >=2 does not allow.',
				'pylock.y.toml has a 1.5, which >=2 does not allow.',
			]);
		});

		it('is not said of what one does not hold, which may be for a group, unless it holds the project', async () => {
			assert.deepEqual(await found(projectWith('"a"', '"b"'), { 'pylock.docs.toml': pylock(a('1.0')) }), []);
			const whole = pylock(a('1.0'), 'name = "shop"\ndirectory = { path = ".", editable = true }');
			assert.deepEqual(await found(projectWith('"a"', '"b"'), { 'pylock.docs.toml': whole }), ['b is not in pylock.docs.toml.']);
		});

		it('of what is installed is not said where one of them has it', async () => {
			const locks = { 'pylock.x.toml': pylock(a('1.0')), 'pylock.y.toml': pylock(a('2.0')) };
			assert.deepEqual(await found(projectWith('"a"'), locks, environmentWith('a 2.0')), []);
			assert.deepEqual(await found(projectWith('"a"'), locks, environmentWith('a 3.0')), [
				'a 3.0 is installed in .venv, but pylock.x.toml has 1.0.',
			]);
		});
	});

	describe('of what uv noted of the project', () => {
		it('is not said while the requirements are those that were locked, however they are written', async () => {
			const lock = uvLock('a 1.0', 'b 1.0', own('{ name = "a", specifier = ">=1.0,<2,!=1.5.*" }', '{ name = "b" }'));
			assert.deepEqual(await messages(projectWith('"A <2, != 1.5.*, >=1.0"', '"b"'), lock), []);
		});

		const likeNoted: readonly (readonly [noted: string, written: string])[] = [
			['>=1,<3', '>=1.0.0,<3.0'],
			['>=1.0rc1', '>=1.0.0c1'],
			['>=0,!=0.0.*', '>=0.0,!=0.*'],
			['~=1.0', '~=1.0.0'],
			['==1.*', '==1.0.*'],
			['>=1', '>=1,>=1.0'],
		];
		for (const [noted, written] of likeNoted) {
			it(`takes ${written} for ${noted}, as uv does`, async () => {
				const lock = uvLock('a 1.0', own(`{ name = "a", specifier = "${noted}" }`));
				assert.deepEqual(await messages(projectWith(`"a${written}"`), lock), []);
			});
		}

		it('reads what uv 0.4.27 noted of dependency groups', async () => {
			const lock = uvLock('a 1.0', 'b 1.0', [
				...own(),
				'[package.metadata.dependency-groups]',
				'x = [{ name = "a", specifier = ">=0.5" }]',
			]);
			const text = `${projectWith()}\n[dependency-groups]\nx = ["a>=0.5", "b"]\n`;
			assert.deepEqual(await messages(text, lock), ['uv.lock was locked without a specifier: b has been changed since then.']);
		});

		it('is not said where one package is required twice, each time as it was locked', async () => {
			const lock = uvLock('a 1.5', own('{ name = "a", specifier = ">=1" }', '{ name = "a", extra = ["x"], specifier = ">=1.2" }'));
			const text = `${projectWith('"a>=1"')}\n[project.optional-dependencies]\nx = ["a >= 1.2"]\n`;
			assert.deepEqual(await messages(text, lock), []);
		});

		it('is said of a requirement that was changed, though the version suits it', async () => {
			const lock = uvLock('a 1.0', 'b 1.0', own('{ name = "a", specifier = ">=0.5" }', '{ name = "b" }'));
			assert.deepEqual(await messages(projectWith('"a>=0.9"', '"b>=1"'), lock), [
				'uv.lock was locked for >=0.5, not for >=0.9: a has been changed since then.',
				'uv.lock was locked without a specifier, not for >=1: b has been changed since then.',
			]);
		});

		it('is said once of all that are not required any more', async () => {
			const text = projectWith('"a"');
			const found = await drifts(text, uvLock('a 1.0', 'b 1.0', own('{ name = "a" }', '{ name = "b" }', '{ name = "c" }')));
			assert.deepEqual(seen(text, found), ['lock-drift: [project]']);
			assert.equal(
				found[0]?.message,
				'uv.lock is older than this file: it was locked with b, c, which the project does not require any more.',
			);
		});
	});

	it('is one note when the whole lock is older', async () => {
		const text = projectWith('"a"', '"b"', '"c"', '"d"', '"e"');
		const found = await drifts(text, uvLock('a 1.0'));
		assert.deepEqual(seen(text, found), ['lock-drift: [project]']);
		assert.equal(found[0]?.message, 'uv.lock is older than this file: 4 requirements are not locked as they are written (b, c, d, e).');
	});

	const leftOut: readonly (readonly [what: string, text: string])[] = [
		['what builds the project', '[build-system]\nrequires = ["a"]'],
		['its environments of Hatch', '[tool.hatch.envs.x]\ndependencies = ["a"]'],
		['what uv constrains and overrides', '[tool.uv]\nconstraint-dependencies = ["a<1"]\noverride-dependencies = ["a"]'],
		[
			'what comes from elsewhere',
			'[project]\nname = "x"\ndependencies = ["a @ https://x.test/a.zip", "b"]\n[tool.uv.sources]\nb = { workspace = true }',
		],
		['its own extras', '[project]\nname = "x"\n[project.optional-dependencies]\nall = ["x[fast]"]'],
		['what does not parse', '[project]\nname = "x"\ndependencies = ["a >="]'],
		['markers that hold nowhere', '[project]\nname = "x"\nrequires-python = ">=3.10"\ndependencies = ["a ; python_version < \'3.9\'"]'],
		['markers that hold on no Python at all', '[project]\nname = "x"\ndependencies = ["a ; os_name == \'x\'"]'],
	];
	for (const [what, text] of leftOut) {
		it(`leaves out ${what}`, async () => assert.deepEqual(await messages(text, uvLock('z 1.0')), []));
	}

	it('expects of PDM the lists that were locked', async () => {
		const text = '[project]\nname = "x"\ndependencies = ["a"]\n[dependency-groups]\nTest = ["b"]\ndocs = ["c"]\n';
		const lock = '[metadata]\nlock_version = "4.5.0"\ngroups = ["default", "test"]\n';
		assert.deepEqual(await messages(text, lock, 'pdm.lock'), ['a is not in pdm.lock.', 'b is not in pdm.lock.']);
	});

	it('judges the constraints of Poetry', async () => {
		const text =
			'[tool.poetry]\nname = "x"\n[tool.poetry.dependencies]\npython = "^3.9"\na = "^2.0"\nb = { version = "^1.0", optional = true }\n';
		assert.deepEqual(await messages(text, poetryLock('a', 'b'), 'poetry.lock'), ['poetry.lock has a 1.0, which ^2.0 does not allow.']);
	});

	it('is not said of what uv overrides or leaves out', async () => {
		const manifest = '[manifest]\noverrides = [{ name = "A_x", specifier = ">=2" }]\nexcludes = ["b"]\n';
		const lock = uvLock('a-x 2.0', 'c 2.0').replace('\n\n[[package]]', `\n\n${manifest}\n[[package]]`);
		assert.deepEqual(await messages(projectWith('"a-x<2"', '"b"', '"c<2"'), lock), ['uv.lock has c 2.0, which <2 does not allow.']);
	});

	it('is not said of lists that the tool of the lock does not read', async () => {
		const text = `[tool.poetry.dependencies]\na = "*"\n[tool.poetry.group.x.dependencies]\nb = "*"\n[tool.pdm.dev-dependencies]\ny = ["c"]\n[tool.uv]\ndev-dependencies = ["d"]\n[tool.flit.metadata]\nrequires = ["e"]\n`;
		assert.deepEqual(await messages(text, uvLock('z 1.0')), ['d is not in uv.lock.']);
		assert.deepEqual(await messages(text, poetryLock('z'), 'poetry.lock'), ['a is not in poetry.lock.', 'b is not in poetry.lock.']);
		assert.deepEqual(await messages(text, '[metadata]\nlock_version = "4.5.0"\n', 'pdm.lock'), ['c is not in pdm.lock.']);
	});

	describe('where a marker says on which environments a package is needed', () => {
		const versions = { a: '1.0', b: '1.0' };
		const text = `${projectWith('"a>=2 ; python_version < \'3.9\'"', '"b>=2 ; sys_platform == \'linux\'"')}`;

		it('is not said of environments that the project is not for', async () => {
			const found = await messages(text, uvLock('a 1.0', 'b 1.0'));
			assert.deepEqual(found, ['uv.lock has b 1.0, which >=2 does not allow.']);
		});

		it('is not said of a lock that may be for other environments', async () => {
			const blocks = Object.entries(versions).map(([name, version]) => `name = "${name}"\nversion = "${version}"\n`);
			const pdm = `[metadata]\nlock_version = "4.5.0"\n${blocks.map((block) => `[[package]]\n${block}`).join('')}`;
			const pylock = `lock-version = "1.0"\n${blocks.map((block) => `[[packages]]\n${block}`).join('')}`;
			assert.deepEqual(await messages(text, pdm, 'pdm.lock'), []);
			assert.deepEqual(await messages(text, pylock, 'pylock.toml'), []);
		});
	});

	describe('of a lock of Poetry', () => {
		const poetry = '[tool.poetry.dependencies]\na = "^2"\nb = "^2"\n[tool.poetry.group.x-y.dependencies]\nc = "^2"\n';
		const lock = poetryLock('a', 'c').replaceAll('version = "1.0"', 'version = "1.0"\ngroups = ["main", "x-y"]');

		it('asks of Poetry’s own tables nothing that they only add to a standard list', async () => {
			const text = `${projectWith('"a"')}[dependency-groups]\nX_y = ["c"]\n${poetry}`;
			assert.deepEqual(await messages(text, lock, 'poetry.lock'), []);
		});

		it('asks it of a table whose list is empty, or filled in by Poetry', async () => {
			const wanted = ['poetry.lock has a 1.0, which ^2 does not allow.', 'b is not in poetry.lock.'];
			const group = '[dependency-groups]\nx-y = ["c"]\n';
			assert.deepEqual(await messages(`${projectWith()}${group}${poetry}`, lock, 'poetry.lock'), wanted);
			const dynamic = '[project]\nname = "shop"\ndynamic = ["dependencies"]\n[project.optional-dependencies]\nx = ["c"]\n';
			assert.deepEqual(await messages(`${dynamic}${group}${poetry}`, lock, 'poetry.lock'), wanted);
		});

		it('asks nothing of dependency groups that it does not know: Poetry before 2.2 locked none', async () => {
			const text = `${projectWith('"a"')}[dependency-groups]\nX_y = ["c>=2"]\nlint = ["a>=2", "d"]\n`;
			assert.deepEqual(await messages(text, lock, 'poetry.lock'), ['poetry.lock has c 1.0, which >=2 does not allow.']);
		});
	});

	it('expects of a Poetry before 1.2 nothing that installs packages', async () => {
		const names = ['setuptools', 'pip', 'wheel', 'distribute', 'b'];
		const text = `[tool.poetry]\nname = "x"\n[tool.poetry.dependencies]\n${names.map((name) => `${name} = "*"\n`).join('')}`;
		const old = poetryLock('a').replace('2.1', '1.1');
		assert.deepEqual(await messages(text, old, 'poetry.lock'), ['b is not in poetry.lock.']);
		assert.match(String(await messages(text, poetryLock('a'), 'poetry.lock')), /: 5 requirements /);
	});

	it('believes the content hash of Poetry where nothing else tells', async () => {
		const text = '[tool.poetry]\nname = "x"\n[tool.poetry.dependencies]\na = "*"\n';
		const files: FileReader = {
			readText: async (path) => {
				if (path === '/p/poetry.lock') return `${poetryLock('a')}content-hash = "0"\n`;
				throw unreadable(path, 'ENOENT', undefined);
			},
			realPath: async (path) => path,
			names: () => Promise.resolve([]),
		};
		const { parsed } = await completeProject(parsePyproject(text, pyproject), text, files);
		const findings = lockDrift.over === 'file' ? lockDrift.check({ parsed, text, os: 'linux', asked: [] }) : [];
		assert.deepEqual(
			findings.map(({ message }) => message),
			['poetry.lock is older than this file: its content-hash is that of other requirements.'],
		);
	});

	it('leaves out what the lock takes from elsewhere', async () => {
		assert.deepEqual(await messages(projectWith('"a>=2"'), uvLock(['a 1.0', 'source = { git = "https://x.test/a#1" }'])), []);
	});

	it('is not said of a lock that is broken', async () => {
		assert.deepEqual(await messages(projectWith('"a"'), '[[package]]\nname ='), []);
	});

	it('hides no requirement that nothing can meet', async () => {
		const findings = await checked(projectWith('"a>=9"'), packages, {}, { lock: await lockBeside('uv.lock', uvLock('a 1.0')) });
		assert.deepEqual(
			findings.map(({ code }) => code),
			['lock-drift', 'no-matching-version'],
		);
	});

	describe('of what is installed', () => {
		async function installed(text: string, environment: readonly (string | Installed)[], lockText?: string, lockName = 'uv.lock') {
			const lock = lockText === undefined ? undefined : await lockBeside(lockName, lockText);
			const findings = await checked(text, packages, {}, { lock, environment: environmentWith(...environment) });
			return findings.filter(({ code }) => code === 'lock-drift');
		}

		async function said(...given: Parameters<typeof installed>): Promise<readonly string[]> {
			return (await installed(...given)).map(({ message }) => message);
		}

		it('is not said where it is what is locked, or allowed', async () => {
			assert.deepEqual(await said(projectWith('"a>=1"', '"b"', '"c"'), ['a 1.0', 'b 1.0+local']), []);
			assert.deepEqual(await said(projectWith('"a"', '"b"'), ['a 1.0.0', 'b 1.0+cu121'], uvLock('a 1.0', 'b 1.0')), []);
		});

		it('stands on the specifier that does not allow it', async () => {
			const text = projectWith('"a>=2"');
			const found = await installed(text, ['a 1.0']);
			assert.deepEqual(seen(text, found), ['lock-drift: >=2']);
			assert.equal(found[0]?.message, 'a 1.0 is installed in .venv, but >=2 does not allow it.');
			assert.deepEqual(found[0]?.fixes[0], {
				kind: 'command',
				title: 'Type “pip install -e .” into a terminal',
				run: { command: 'sync', tool: 'pip', folder: '/p' },
			});
		});

		it('names what the lock has instead', async () => {
			const [finding] = await installed(projectWith('"a>=1"'), ['a 1.0'], uvLock('a 2.0'));
			assert.equal(finding?.message, 'a 1.0 is installed in .venv, but uv.lock has 2.0.');
			assert.equal(finding?.fixes[0]?.title, 'Type “uv sync” into a terminal');
			assert.equal(finding?.data['drift'], 'installed');
		});

		const tools = { 'poetry.lock': 'poetry install', 'pdm.lock': 'pdm install' };
		for (const [name, command] of Object.entries(tools)) {
			it(`offers to type “${command}”`, async () => {
				const [finding] = await installed(projectWith('"a"'), ['a 2.0'], poetryLock('a'), name);
				assert.equal(finding?.fixes[0]?.title, `Type “${command}” into a terminal`);
			});
		}

		it('is told in one note where much differs', async () => {
			const text = projectWith('"a"', '"b"', '"c"', '"d"');
			const environment = ['a 9', 'b 9', 'c 9', 'd 9'];
			const found = await installed(text, environment, uvLock('a 1.0', 'b 1.0', 'c 1.0', 'd 1.0'));
			assert.deepEqual(seen(text, found), ['lock-drift: [project]']);
			assert.equal(found[0]?.message, '.venv is not in step with uv.lock: of 4 packages it has other versions (a, b, c, d).');
			const pinned = projectWith('"a<9"', '"b<9"', '"c<9"', '"d<9"', '"e"');
			assert.deepEqual(await said(pinned, environment), [
				'.venv is older than this file: of 4 packages it has versions that are not allowed here (a, b, c, d).',
			]);
		});

		it('says nothing twice that the lock is told of', async () => {
			assert.deepEqual(await said(projectWith('"a>=2"'), ['a 0.5'], uvLock('a 1.0')), ['uv.lock has a 1.0, which >=2 does not allow.']);
		});

		const silent: readonly [what: string, entries: readonly string[], environment: readonly (string | Installed)[], lock?: string][] = [
			['a marker that does not hold here', ['"a>=2 ; sys_platform == \'win32\'"'], ['a 1.0']],
			['one of several requirements is met', ['"a>=2 ; python_version > \'3\'"', '"a<2"'], ['a 1.0']],
			['it is a folder', ['"a>=2"'], [{ name: 'a', version: '1.0', source: { kind: 'editable', target: 'file:///a' }, record: '/a' }]],
			['the lock takes it from elsewhere', ['"a"'], ['a 1.0'], uvLock(['a 2.0', 'source = { git = "https://x.test/a#1" }'])],
			['the lock has it for other environments', ['"a"'], ['a 1.0'], uvLock('a 1.0', 'a 2.0')],
			['the lock is broken', ['"a"'], ['a 1.0'], '[[package]]\nname = "a"\nversion = "2.0"\n\n[[package]]\nname ='],
			['it is the project itself', ['"shop[x]>=2"'], ['shop 1.0']],
		];
		for (const [what, entries, environment, lock] of silent) {
			it(`is not said: ${what}`, async () => assert.deepEqual(await said(projectWith(...entries), environment, lock), []));
		}
	});
});
