import assert from 'node:assert/strict';
import { parseMarker } from '../../../src/core/packaging/marker.ts';
import { parseVersion } from '../../../src/core/packaging/version.ts';
import { parsePyproject } from '../../../src/core/project/pyproject.ts';
import { applies, likelyEnvironment, ProjectPythons, pythonsOf, supportOf, supports } from '../../../src/core/project/pythons.ts';
import { threadCpuMs } from '../../support/thread-cpu.ts';

function minors(python: string, requirement: string): readonly string[] {
	const { project } = parsePyproject(`[project]\n${python}\ndependencies = [${JSON.stringify(requirement)}]`, '/p/pyproject.toml');
	const [first] = project?.requirements ?? [];
	assert.ok(project !== undefined && first !== undefined);
	return pythonsOf(project, first).map((version) => version.release.slice(0, 2).join('.'));
}

describe('the Pythons on which a requirement applies', () => {
	const rows: readonly (readonly [python: string, requirement: string, minors: readonly string[]])[] = [
		['', 'a', []],
		['requires-python = ""', 'a', []],
		['requires-python = ">=3.9,<3.12"', 'a', ['3.9', '3.10', '3.11']],
		['requires-python = ">=3.9.2,<3.11"', 'a', ['3.9', '3.10']],
		['requires-python = "==3.9.*"', 'a', ['3.9']],
		['requires-python = "==3.11.4"', 'a', ['3.11']],
		['requires-python = ">=3.9,<=3.11.4"', 'a', ['3.9', '3.10', '3.11']],
		['requires-python = ">=3.9,<3.11.4"', 'a', ['3.9', '3.10', '3.11']],
		['requires-python = ">=3.9,<3.11.0"', 'a', ['3.9', '3.10']],
		['requires-python = "==3.11"', 'a', ['3.11']],
		['requires-python = ">=3.10,<=3.11"', 'a', ['3.10', '3.11']],
		['requires-python = "~=3.11.4"', 'a', ['3.11']],
		['requires-python = "==3.11.123456789012345678901234567890"', 'a', []],
		['requires-python = "==3.11.4"', "a; python_full_version >= '3.11.5'", []],
		['requires-python = ">=3.9,<3.12"', "a; python_version >= '3.11'", ['3.11']],
		['requires-python = ">=3.9,<3.12"', "a; python_version < '3.9'", []],
		['requires-python = ">=3.9,<3.11"', "a; sys_platform == 'win32'", ['3.9', '3.10']],
		['requires-python = ">=3.9,<3.11"', "a; sys_platform == 'win32' and os_name == 'posix'", []],
		['requires-python = ">=3.9,<3.11"', "a; python_full_version >= '3.10.0'", ['3.10']],
	];
	for (const [python, requirement, expected] of rows) {
		it(`${python === '' ? 'nothing said' : python}, ${requirement}`, () => assert.deepEqual(minors(python, requirement), expected));
	}
});

describe('the Pythons of a dependency group', () => {
	const groups = '[dependency-groups]\nA_b = ["x"]\nc = [{include-group = "a-b"}, "y"]\nd = ["z", {include-group = "c"}]\ne = ["v"]\n';
	const rows: readonly (readonly [text: string, minors: Readonly<Record<string, readonly string[]>>])[] = [
		[
			'[project]\nrequires-python = ">=3.9,<3.13"\n[tool.uv.dependency-groups]\na-B = { requires-python = ">=3.11" }\nd = { requires-python = "<3.12" }',
			{ x: ['3.11', '3.12'], y: ['3.11', '3.12'], z: ['3.11'], v: ['3.9', '3.10', '3.11', '3.12'] },
		],
		['[tool.uv.dependency-groups]\ne = { requires-python = "==3.11.4" }', { x: [], y: [], z: [], v: ['3.11'] }],
		['[tool.uv]\ndev-dependencies = ["w"]\ndependency-groups.dev.requires-python = "==3.10.*"', { x: [], w: ['3.10'] }],
	];
	for (const [text, expected] of rows) {
		it(text.split('\n').join(' '), () => {
			const { project } = parsePyproject(`${groups}${text}`, '/p/pyproject.toml');
			assert.ok(project);
			assert.deepEqual(project.problems, []);
			const found = Object.keys(expected).map((name) => {
				const [requirement] = project.requirements.filter((one) => one.name === name);
				assert.ok(requirement);
				return [name, pythonsOf(project, requirement).map((version) => version.release.slice(0, 2).join('.'))];
			});
			assert.deepEqual(Object.fromEntries(found), expected);
		});
	}

	it('are read at once, however many groups include each other', () => {
		const count = 4000;
		const ring = Array.from({ length: count }, (_, i) => `g${i} = ["x", {include-group = "g${(i + 1) % count}"}]\n`).join('');
		const pythons = Array.from({ length: count }, (_, i) => `g${i}.requires-python = ">=3.9"\n`).join('');
		const started = threadCpuMs();
		const { project } = parsePyproject(`[dependency-groups]\n${ring}[tool.uv.dependency-groups]\n${pythons}`, '/p/pyproject.toml');
		assert.equal(project?.groupPythons.size, count);
		assert.ok(threadCpuMs() - started < 3000);
	});
});

describe('whether a release supports them', () => {
	const rows: readonly (readonly [requiresPython: string | null, wanted: readonly string[], supported: boolean])[] = [
		[null, ['3.9.99'], true],
		['>=3.10', [], true],
		['>=3.10', ['3.10.99', '3.11.99'], true],
		['>=3.10', ['3.9.99', '3.10.99'], false],
		['>=3.9.2', ['3.9.99'], true],
		['', ['3.9.99'], true],
		['three or so', ['3.9.99'], true],
		['>=3.9,<3.13', ['3.9.99', '3.12.99', '3.13.99'], true],
		['>=3.10,<3.13', ['3.9.99', '3.12.99', '3.13.99'], false],
		['<3', ['3.9.99', '3.10.99'], false],
		['>=3.7,<=3.9', ['3.10.99'], false],
		['>=2.7,!=3.6.*', ['3.6.99', '3.7.99'], false],
	];
	for (const [requiresPython, wanted, supported] of rows) {
		it(`${requiresPython} for ${wanted.join(', ') || 'nothing'}: ${supported}`, () => {
			const versions = wanted.map(parseVersion);
			assert.equal(supports(requiresPython, versions), supported);
			assert.equal(supportOf(versions)(requiresPython), supported);
		});
	}
});

describe('the environment that a project most likely runs in', () => {
	const rows: readonly (readonly [python: string | undefined, platform: string, expected: string])[] = [
		[undefined, 'linux', '3.14 linux'],
		['', 'darwin', '3.14 darwin'],
		['requires-python = ">=3.9"', 'win32', '3.14 win32'],
		['requires-python = ">=3.9,<3.12"', 'linux', '3.11 linux'],
		['requires-python = "==2.7.*"', 'linux', '2.7 linux'],
		['requires-python = ">=3.16"', 'aix', '3.16 linux'],
	];
	for (const [python, platform, expected] of rows) {
		it(`${python ?? 'no project'} on ${platform}: ${expected}`, () => {
			const project = python === undefined ? undefined : parsePyproject(`[project]\n${python}`, '/p/pyproject.toml').project;
			const { python_version, sys_platform } = likelyEnvironment(project, platform);
			assert.equal(`${python_version} ${sys_platform}`, expected);
		});
	}

	it('decides about markers; one that means nothing there shuts nobody out', () => {
		const environment = likelyEnvironment(undefined, 'linux');
		const markers = ["sys_platform == 'win32'", "python_version >= '3.9'", "sys_platform ~= '1.0'"];
		assert.deepEqual(
			markers.map((marker) => applies(parseMarker(marker), environment)),
			[false, true, true],
		);
		assert.ok(applies(undefined, environment));
	});

	it('is that of what it runs on, whatever its requires-python admits', () => {
		const { project } = parsePyproject('[project]\nname = "x"\nrequires-python = ">=3.12"', '/p/pyproject.toml');
		assert.ok(project);
		const on = (version: string) => {
			const python = { version, from: '/p/.python-version', kind: 'python-version' } as const;
			return likelyEnvironment({ ...project, python }, 'linux').python_full_version;
		};
		assert.deepEqual([on('3.10.1'), on('3.13'), on('nonsense')], ['3.10.1', '3.13.99', '3.14.99']);
	});
});

describe('the Pythons of a project, found once', () => {
	it('are those of each requirement, by its list and its marker', () => {
		const entries = [
			`"a"`,
			`"b; python_version < '3.11'"`,
			`"c; python_version < '3.11'"`,
			`"d; python_version > '3.11'"`,
			`"e; sys_platform == 'x'"`,
		];
		const text = `[project]\nrequires-python = ">=3.9"\ndependencies = [${entries.join(', ')}]\n[dependency-groups]\nold = ["f", "g; python_version < '3.11'"]\n[tool.uv.dependency-groups]\nold.requires-python = "<3.10"\n`;
		const { project } = parsePyproject(text, '/p/pyproject.toml');
		assert.ok(project);
		const pythons = new ProjectPythons(project);
		assert.equal(project.requirements.length, 7);
		for (const requirement of project.requirements)
			assert.deepEqual(pythons.of(requirement).versions, pythonsOf(project, requirement), requirement.name);
	});
});
