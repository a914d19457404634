import assert from 'node:assert/strict';
import { NetworkError } from '../../../src/core/errors.ts';
import { Checker } from '../../../src/core/findings/checker.ts';
import { Lookups } from '../../../src/core/index/lookups.ts';
import type { ProjectReleases } from '../../../src/core/index/package-index.ts';
import type { Answer } from '../../../src/core/network/request.ts';
import { parsePyproject } from '../../../src/core/project/pyproject.ts';
import { checked, commands, lockBeside, projectWith, pyproject, seen, settingsWith } from '../../support/checked.ts';
import { answer, KnownIndex, projectReleases, release } from '../../support/known-index.ts';
import { uvLock } from '../../support/locks.ts';
import { SimulatedPlatform, settle } from '../../support/simulated-platform.ts';

describe('which packages are asked about', () => {
	const rows: readonly (readonly [what: string, text: string, names: readonly string[]])[] = [
		['each once, normalised', '[project]\ndependencies = ["A.b", "a-b>1", "c"]', ['a-b', 'c']],
		['not the project itself', '[project]\nname = "My.Shop"\ndependencies = ["my-shop[extra]", "a"]', ['a']],
		['not Python', '[tool.poetry.dependencies]\npython = "^3.9"\na = "1"', ['a']],
		['not what does not parse', '[project]\ndependencies = ["a >=", "???", "b"]', ['b']],
		['not what comes from elsewhere', '[project]\ndependencies = ["a @ https://x.test/a.zip", "b @ git+https://x.test/b", "c"]', ['c']],
		[
			'not what uv takes from elsewhere',
			'[project]\ndependencies = ["a", "b", "c", "d"]\n[tool.uv.sources]\na = { workspace = true }\nb = { path = "b" }\nc = { index = "x" }',
			['d'],
		],
		[
			'not what Poetry takes from elsewhere',
			'[tool.poetry.dependencies]\na = { git = "g" }\nb = { version = "1", source = "x" }\nc = "1"',
			['c'],
		],
	];
	for (const [what, text, names] of rows) {
		it(what, () => {
			const checker = new Checker(settingsWith(), new Lookups(new KnownIndex({}), new SimulatedPlatform()));
			const { project } = parsePyproject(text, pyproject);
			assert.ok(project);
			assert.deepEqual([...checker.names(project)], names);
		});
	}
});

describe('the version in use of what takes pre-releases', () => {
	const rows: readonly (readonly [what: string, text: string, versions: readonly (string | undefined)[]])[] = [
		['Poetry', '[tool.poetry.dependencies]\ndemo = { version = ">=1", allow-prereleases = true }', ['2.0rc1']],
		[
			'Poetry, in one group alone',
			'[tool.poetry.group.a.dependencies]\ndemo = ">=1"\n[tool.poetry.group.b.dependencies]\ndemo = { version = ">=1", allow-prereleases = true }',
			['1.5', '2.0rc1'],
		],
		[
			'Poetry, of what the project requires',
			'[project]\ndependencies = ["demo>=1"]\n[tool.poetry.dependencies]\ndemo = { allow-prereleases = true }',
			['2.0rc1', '2.0rc1'],
		],
		['Poetry, which is told not to', '[tool.poetry.dependencies]\ndemo = { version = ">=2.0rc1", allow-prereleases = false }', [undefined]],
	];
	for (const [what, text, versions] of rows) {
		it(`is told: ${what}`, async () => {
			const lookups = new Lookups(new KnownIndex({ demo: answer(projectReleases('demo', ['2.0rc1', '1.5'])) }), new SimulatedPlatform());
			await lookups.track(pyproject, new Set(['demo']), 'interactive');
			const checker = new Checker(settingsWith(), lookups);
			const { project } = parsePyproject(text, pyproject);
			assert.ok(project);
			assert.deepEqual(
				project.requirements.map((requirement) => checker.versionInUse(project, requirement)?.release.version),
				versions,
			);
		});
	}
});

describe('what is known of a requirement', () => {
	const rows: readonly (readonly [what: string, list: string, version: string | undefined])[] = [
		['a plain one', '"flask"', '3.0'],
		['one from a Git repository', '"flask @ git+https://x.test/flask"', undefined],
		['one from a URL', '"flask @ https://x.test/flask.zip"', undefined],
		['one that does not parse', '"flask >="', undefined],
	];
	for (const [what, entry, version] of rows) {
		it(`is ${version ?? 'nothing'} for ${what}, though another list made the package known`, async () => {
			const lookups = new Lookups(new KnownIndex({ flask: answer(projectReleases('flask', ['3.0'])) }), new SimulatedPlatform());
			await lookups.track(pyproject, new Set(['flask']), 'interactive');
			const checker = new Checker(settingsWith(), lookups);
			const { project } = parsePyproject(`[project]\ndependencies = [${entry}]\n[dependency-groups]\ndev = ["flask"]`, pyproject);
			const [requirement, other] = project?.requirements ?? [];
			assert.ok(project !== undefined && requirement !== undefined && other !== undefined);
			assert.equal(checker.versionInUse(project, other)?.release.version, '3.0');
			assert.equal(checker.versionInUse(project, requirement)?.release.version, version);
			assert.equal(checker.known(project, requirement)?.state, version && 'answered');
		});
	}
});

describe('the version of a requirement whose project leaves out what is too new', () => {
	const platform = new SimulatedPlatform();
	const releases = [release('2.0', { uploadedAt: platform.now() - 1000 }), release('1.0', { uploadedAt: 0 })];

	async function inUse(entry: string, settings: Parameters<typeof settingsWith>[0] = {}) {
		const lookups = new Lookups(new KnownIndex({ flask: answer(projectReleases('flask', releases)) }), platform);
		await lookups.track(pyproject, new Set(['flask']), 'interactive');
		const checker = new Checker(settingsWith(settings), lookups, { now: platform.now });
		const { project } = parsePyproject(`[project]\ndependencies = ["${entry}"]\n[tool.uv]\nexclude-newer = "1 day"`, pyproject);
		const [requirement] = project?.requirements ?? [];
		assert.ok(project !== undefined && requirement !== undefined);
		return checker.versionInUse(project, requirement)?.release.version;
	}

	it('is the newest that is old enough, else what else there is', async () => {
		assert.deepEqual([await inUse('flask'), await inUse('flask>=2')], ['1.0', '2.0']);
	});
});

describe('the version of a requirement that is locked', () => {
	const lockText = uvLock('flask 2.0', ['kept 0.1', 'source = { git = "https://x.test/kept#1" }']);

	async function inUse(entry: string, reply?: Parameters<KnownIndex['set']>[1], list = 'project]\ndependencies') {
		const lookups = new Lookups(new KnownIndex(reply === undefined ? {} : { flask: reply, kept: reply }), new SimulatedPlatform());
		const checker = new Checker(settingsWith(), lookups);
		const { project } = parsePyproject(`[${list} = [${entry}]`, pyproject);
		const [requirement] = project?.requirements ?? [];
		assert.ok(project !== undefined && requirement !== undefined);
		if (reply !== undefined) await lookups.track(pyproject, checker.names(project), 'interactive');
		return checker.versionInUse({ ...project, lock: await lockBeside('uv.lock', lockText) }, requirement);
	}

	const answered = answer(projectReleases('flask', ['3.0', release('2.0', { yanked: true })]));

	it('is that of the lock, with what the index says of it', async () => {
		assert.deepEqual(await inUse('"flask>=2"', answered), { release: release('2.0', { yanked: true }), resolvedFrom: 'lock:uv.lock' });
	});

	it('is that of the lock before the index has answered, and when it cannot be asked', async () => {
		for (const reply of [undefined, new NetworkError('timeout', 'Too late.')]) {
			assert.deepEqual(await inUse('"flask"', reply), { release: release('2.0'), resolvedFrom: 'lock:uv.lock' });
		}
	});

	it('is not what the index has under that name where the lock takes it from elsewhere', async () => {
		const found = await inUse('"kept"', answer(projectReleases('kept', [release('0.1', { yanked: true })])));
		assert.deepEqual(found, { release: release('0.1'), resolvedFrom: 'lock:uv.lock' });
	});

	it('is not what was found before the lock was read', async () => {
		const lookups = new Lookups(new KnownIndex({ flask: answer(projectReleases('flask', ['3.0', '2.0'])) }), new SimulatedPlatform());
		await lookups.track(pyproject, new Set(['flask']), 'interactive');
		const checker = new Checker(settingsWith(), lookups);
		const { project } = parsePyproject('[project]\ndependencies = ["flask"]', pyproject);
		const [requirement] = project?.requirements ?? [];
		assert.ok(project !== undefined && requirement !== undefined);
		assert.equal(checker.versionInUse(project, requirement)?.release.version, '3.0');
		const locked = { ...project, lock: await lockBeside('uv.lock', lockText) };
		assert.equal(checker.versionInUse(locked, requirement)?.release.version, '2.0');
	});

	it('is not that of the lock for what builds the project', async () => {
		assert.equal((await inUse('"flask"', answered, 'build-system]\nrequires'))?.resolvedFrom, 'latest');
	});
});

describe('the findings of a file', () => {
	const packages = { a: ['1.0'], b: new NetworkError('timeout', 'Too late.') };
	const text = projectWith('"gone"', '"a==9"', '"b"', '"c >="');

	it('stand in the order of the file', async () => {
		assert.deepEqual(
			(await checked(text, packages)).map(({ code }) => code),
			['unknown-package', 'no-matching-version', 'docs-unavailable', 'invalid-requirement'],
		);
	});

	it('take their severity from the settings, and are left out where it is off', async () => {
		const findings = await checked(text, packages, {
			'findings.unknown-package': 'hint',
			'findings.no-matching-version': 'off',
			'findings.invalid-requirement': 'off',
		});
		assert.deepEqual(
			findings.map(({ code, severity }) => [code, severity]),
			[
				['unknown-package', 'hint'],
				['docs-unavailable', 'information'],
			],
		);
	});

	it('leave out ignored packages, in any spelling', async () => {
		const findings = await checked(text, packages, { 'findings.ignoredPackages': ['Gone', 'A', 'b'] });
		assert.deepEqual(
			seen(text, findings).map((line) => line.split(':')[0]),
			['invalid-requirement'],
		);
	});
});

describe('every finding', () => {
	it('about a package can be told to ignore it, last of all', async () => {
		const text = `${projectWith('"gone"', '"a==9"', '"b"', '"c >="', '"Old==1"', '"new==1"', '"a==9"')}x = 1`;
		const findings = await checked(text, {
			a: ['1.0'],
			b: new NetworkError('timeout', 'Too late.'),
			old: [release('1', { yanked: true })],
			new: [release('1', { requiresPython: '>=3.14' })],
		});
		assert.deepEqual(
			findings.map(({ code, package: name, fixes }) => [code, name, fixes.at(-1)]),
			findings.map(({ code, package: name }) => [
				code,
				name,
				{ kind: 'command', title: `Ignore ${name} (writes a setting)`, run: { command: 'ignorePackage', package: name } },
			]),
		);
		assert.equal(new Set(findings.map(({ code }) => code)).size, 7);
	});

	it('about no package offers to ignore none', async () => {
		for (const text of ['[project]\ndependencies = ["???", 42]', '[project', `[project]\ndependencies = ["${'a'.repeat(300)} >"]`]) {
			const [finding] = await checked(text);
			assert.ok(finding);
			assert.deepEqual(commands(finding), []);
		}
	});

	it('holds nothing that a terminal obeys or a person does not see', async () => {
		const hostile = '\u001b[2J\u202e\u200b\u0007';
		const text = `[project]\ndependencies = ["b${escaped(hostile)}", "a", "c=${escaped(hostile)}1"]\nrequires-python = ">=3.9"`;
		const findings = await checked(text, { a: new NetworkError('timeout', `Too${hostile} late.`) });
		assert.equal(findings.length, 3);
		for (const { message, fixes } of findings) {
			for (const shown of [message, ...fixes.map(({ title }) => title)]) assert.doesNotMatch(shown, /[\p{Cc}\p{Cf}]/u);
		}
		assert.equal(findings[1]?.message, 'Too late.');
	});

	it('is told once where several requirements stand under one key', async () => {
		const text =
			'[tool.poetry.dependencies]\nfoo = [{ version = "1", python = "<3" }, { version = "2", python = ">=3" }]\nbar = ["1", "2"]\n';
		assert.deepEqual(seen(text, await checked(text, { bar: new NetworkError('timeout', 'Too late.') })), [
			'unknown-package: foo',
			'docs-unavailable: bar',
		]);
		assert.deepEqual(seen(text, await checked(text, { foo: ['1'], bar: ['3'] })), [
			'no-matching-version: 2',
			'no-matching-version: 1',
			'no-matching-version: 2',
		]);
	});
});

function escaped(text: string): string {
	return [...text].map((character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
}

describe('a file whose packages are being looked up', () => {
	const text = projectWith('"a==9"');

	function open() {
		const answers: ((reply: Answer<ProjectReleases>) => void)[] = [];
		const index = new KnownIndex({ a: new Promise((resolve) => answers.push(resolve)) });
		const lookups = new Lookups(index, new SimulatedPlatform());
		const parsed = parsePyproject(text, pyproject);
		const answerWith = (...versions: readonly string[]) => answers[0]?.(answer(projectReleases('a', versions)));
		return { lookups, checker: new Checker(settingsWith(), lookups), parsed, answerWith };
	}

	it('has no finding for what is pending, nor for what was never asked', async () => {
		const { lookups, checker, parsed, answerWith } = open();
		assert.deepEqual(checker.check(parsed, text), []);
		const tracked = lookups.track(pyproject, new Set(['a']), 'interactive');
		assert.deepEqual(checker.check(parsed, text), []);
		answerWith('1.0');
		await tracked;
		assert.equal(checker.check(parsed, text)[0]?.code, 'no-matching-version');
	});

	it('is judged once for each answer, however often it is checked', async () => {
		const { lookups, checker, parsed, answerWith } = open();
		answerWith('1.0');
		await lookups.track(pyproject, new Set(['a']), 'interactive');
		const [first] = checker.check(parsed, text);
		assert.ok(first);
		assert.equal(checker.check(parsed, text)[0], first);
	});

	it('is judged as the answer comes in where that is asked for: the check has nothing left to do', async () => {
		const { lookups, checker, parsed, answerWith } = open();
		answerWith('1.0');
		await lookups.track(pyproject, new Set(['a']), 'interactive');
		const [requirement] = parsed.project?.requirements ?? [];
		assert.ok(parsed.project !== undefined && requirement !== undefined);
		const [judged] = checker.judge(parsed.project, requirement);
		assert.ok(judged);
		assert.equal(checker.check(parsed, text)[0], judged);
	});

	it('is judged anew when the answer changes', async () => {
		const index = new KnownIndex({ a: answer(projectReleases('a', ['1.0'])) });
		const lookups = new Lookups(index, new SimulatedPlatform());
		const checker = new Checker(settingsWith(), lookups);
		const parsed = parsePyproject(text, pyproject);
		await lookups.track(pyproject, new Set(['a']), 'interactive');
		assert.equal(checker.check(parsed, text).length, 1);
		index.set('a', answer(projectReleases('a', ['9', '1.0'])));
		await lookups.refresh();
		assert.deepEqual(checker.check(parsed, text), []);
		const [requirement] = parsed.project?.requirements ?? [];
		assert.ok(parsed.project !== undefined && requirement !== undefined);
		assert.deepEqual(checker.versionInUse(parsed.project, requirement)?.release.version, '9');
		await settle();
	});
});
