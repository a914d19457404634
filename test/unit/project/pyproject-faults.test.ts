import assert from 'node:assert/strict';
import type { Project, Requirement } from '../../../src/core/project/model.ts';
import { parsePyproject } from '../../../src/core/project/pyproject.ts';
import { LineIndex, type Span } from '../../../src/core/span.ts';
import { threadCpuMs } from '../../support/thread-cpu.ts';

const file = '/shop/pyproject.toml';

function read(text: string): Project {
	const { project, syntaxError } = parsePyproject(text, file);
	assert.ok(project, syntaxError?.error.message);
	return project;
}

function slice(text: string, span: Span | undefined): string | undefined {
	return span && text.slice(span.start, span.end);
}

describe('the places of a requirement', () => {
	const parts = (text: string) => {
		const [{ spans, extras } = {} as Requirement] = read(text).requirements;
		const { token, name, specifier, marker, url, entry } = spans;
		return [
			extras.length > 0 ? slice(text, spans.extras) : '',
			...[token, name, specifier, marker, url, entry].map((span) => slice(text, span)),
		];
	};
	const rows: readonly (readonly [text: string, ...places: readonly (string | undefined)[]])[] = [
		[
			'[project]\ndependencies = [\n\t"é😀", # 😀\n]'.replace('"é😀"', `"a[b, c] >= 1, <2 ; os_name == 'nt'"`),
			'[b, c]',
			`"a[b, c] >= 1, <2 ; os_name == 'nt'"`,
			'a',
			'>= 1, <2',
			"os_name == 'nt'",
			undefined,
			`"a[b, c] >= 1, <2 ; os_name == 'nt'"`,
		],
		[
			`x = "😀"\nproject = { dependencies = ['a @ https://b.c/d ; os_name == "nt"'] }`,
			'',
			`'a @ https://b.c/d ; os_name == "nt"'`,
			'a',
			undefined,
			'os_name == "nt"',
			'https://b.c/d',
			`'a @ https://b.c/d ; os_name == "nt"'`,
		],
		['[project]\ndependencies = ["a\\u003e=1"]', '', '"a\\u003e=1"', 'a', '\\u003e=1', undefined, undefined, '"a\\u003e=1"'],
		['[tool.poetry.dependencies]\n"a" = "^1"', '', '"^1"', 'a', '^1', undefined, undefined, '"a" = "^1"'],
		[
			`[tool.poetry.dependencies]\na = {extras = ["b"], version = '^1', markers = "os_name == 'nt'"}`,
			'["b"]',
			'"b"',
			'a',
			'^1',
			"os_name == 'nt'",
			undefined,
			`a = {extras = ["b"], version = '^1', markers = "os_name == 'nt'"}`,
		],
		[
			'[tool.poetry.dependencies.a]\nversion = "^1"\n\n[tool.x]\n',
			'',
			'"^1"',
			'a',
			'^1',
			undefined,
			undefined,
			'[tool.poetry.dependencies.a]\nversion = "^1"',
		],
	];
	for (const [text, ...places] of rows) {
		it(`are those of its parts: ${JSON.stringify(text)}`, () => assert.deepEqual(parts(text), places));
		it(`do not depend on the line ends: ${JSON.stringify(text)}`, () => {
			const windows = (part: string | undefined) => part?.replaceAll('\n', '\r\n');
			assert.deepEqual(parts(windows(text) ?? ''), places.map(windows));
		});
	}

	it('are columns as an editor counts them, behind tabs and emoji', () => {
		const text = '\ufeff[project]\r\ndependencies = [\r\n\t"😀", "a>=x"]\r\n';
		const { errorSpan } = read(text).requirements[1] ?? assert.fail();
		assert.deepEqual(new LineIndex(text).positionAt(errorSpan?.start ?? -1), { line: 2, character: text.split('\r\n')[2]?.indexOf('x') });
	});

	it('end where a continued line is continued', () => {
		const text = '[project]\ndependencies = ["""a\\\n   >=1"""]';
		assert.equal(slice(text, read(text).requirements[0]?.spans.name), 'a');
	});
});

describe('what is of the wrong kind', () => {
	const good = '[tool.pdm.dev-dependencies]\nx = ["good"]\n';
	const rows: readonly (readonly [text: string, marked: string, message: RegExp])[] = [
		['project = 1', '1', /^project has to be a table/],
		['[project]\nname = 1', '1', /^project\.name has to be text in quotes/],
		['[project]\nrequires-python = 3.9', '3.9', /^project\.requires-python has to be text in quotes/],
		['[project]\ndynamic = "version"', '"version"', /^project\.dynamic has to be a list/],
		['[project]\ndynamic = ["version", 1]', '1', /^project\.dynamic has to be a list/],
		['[project]\ndynamic = ["version"]\nversion = "1"', '"version"', /gives “version” and lists it as dynamic.*PEP 621/],
		['[tool.setuptools.dynamic]\ndependencies = ["a.txt"]', '["a.txt"]', /^tool\.setuptools\.dynamic\.dependencies has to be a table/],
		['[tool.setuptools.dynamic]\noptional-dependencies.x = "a.txt"', '"a.txt"', /optional-dependencies\.x has to be a table/],
		['[project]\ndependencies = "a"', '"a"', /list of requirements/],
		['[project.dependencies]\na = "1"', 'project.dependencies', /list of requirements/],
		['[project]\noptional-dependencies = ["a"]', '["a"]', /^project\.optional-dependencies has to be a table/],
		['[project]\noptional-dependencies.x = "a"', '"a"', /list of requirements/],
		['[project]\ndependencies = [1]', '1', /^1 is not a requirement in quotes/],
		['[project]\ndependencies = [["a"]]', '"a"', /is not a requirement in quotes/],
		['[dependency-groups]\na = [{other = "b"}]', '"b"', /include-group/],
		['[dependency-groups]\na = [{include-group = 1}]', '{include-group = 1}', /include-group/],
		['dependency-groups = []', '[]', /^dependency-groups has to be a table/],
		['[[build-system]]\nrequires = []', 'build-system', /^build-system has to be a table/],
		['[tool]\npoetry = true', 'true', /^tool\.poetry has to be a table/],
		['[tool.poetry]\ndependencies = ["a"]', '["a"]', /table of packages/],
		['[tool.poetry.group]\ndocs = "a"', '"a"', /^tool\.poetry\.group\.docs has to be a table/],
		['[tool.hatch.envs]\nlint = ["a"]', '["a"]', /^tool\.hatch\.envs\.lint has to be a table/],
		['[project]\nrequires-python = ">=3.9 <4"', '<4', /^requires-python: A comma is missing/],
		['[tool.flit.metadata]\nrequires-python = ">=3.9 <4"', '<4', /^requires-python: A comma is missing/],
		['[tool.uv.dependency-groups]\nx = { requires-python = ">=3.9 <4" }', '<4', /^requires-python: A comma is missing/],
		['[tool.uv.dependency-groups]\nx = { requires-python = 3 }', '3', /^tool\.uv\.dependency-groups\.x\.requires-python has to be text/],
		['[tool.uv.dependency-groups]\nx = ">=3.9"', '">=3.9"', /^tool\.uv\.dependency-groups\.x has to be a table/],
	];
	const workspaces: typeof rows = [
		['[tool]\nuv.workspace = "packages/*"', '"packages/*"', /^tool\.uv\.workspace has to be a table/],
		['[tool]\nuv.workspace = { members = "packages/*" }', '"packages/*"', /^tool\.uv\.workspace\.members has to be a list of texts/],
		['[tool]\nuv.workspace = { members = ["a", 1] }', '1', /^tool\.uv\.workspace\.members has to be a list of texts/],
		['[tool]\nuv.workspace = { exclude = [["a"]] }', '["a"]', /^tool\.uv\.workspace\.exclude has to be a list of texts/],
	];
	for (const [text, marked, message] of [...rows, ...workspaces]) {
		it(`is told at its place, and hides nothing else: ${JSON.stringify(text)}`, () => {
			const whole = `${text}\n${good}`;
			const { problems, requirements } = read(whole);
			assert.deepEqual(
				problems.map(({ span }) => slice(whole, span)),
				[marked],
			);
			assert.match(problems[0]?.message ?? '', message);
			assert.deepEqual(
				requirements.filter(({ source }) => source === 'pdm:dev:x').map(({ name }) => name),
				['good'],
			);
		});
	}

	const entries: readonly (readonly [entry: string, marked: string, message: RegExp])[] = [
		['a = 1.0', '1.0', /in quotes/],
		['a = {version = 1.0}', '1.0', /version.*in quotes/],
		['a = {version = "1", extras = "b"}', '"b"', /extras.*list/],
		['a = {version = "1", markers = 1}', '1', /markers.*in quotes/],
		['a = []', '[]', /in quotes/],
		['a = "one"', 'one', /“one” is no version constraint/],
		['a = ""', '""', /missing/],
		['a = {version = ">=1,<<2"}', '<<2', /“<<2”/],
		['a = {version = "1", markers = "os_name = \'nt\'"}', '=', /“=”/],
		['a = {version = "1", python = "three"}', 'three', /“three” is no version constraint/],
	];
	for (const [entry, marked, message] of entries) {
		it(`is told at its place in Poetry's tables: ${entry}`, () => {
			const text = `[tool.poetry.dependencies]\n${entry}\nb = "1"\n`;
			const [broken, intact] = read(text).requirements;
			assert.equal(broken?.name, 'a');
			assert.match(broken?.error?.message ?? '', message);
			assert.equal(slice(text, broken?.errorSpan), marked);
			assert.equal(intact?.error, undefined);
		});
	}
});

describe('a broken requirement', () => {
	const rows: readonly (readonly [written: string, name: string, marked: string])[] = [
		['numpy>=', 'numpy', '>='],
		['fastapi^0.95', 'fastapi', '^0.95'],
		['requests ==1.0 <2', 'requests', '<2'],
		['<scripts>', '', '<scripts>'],
		['', '', '""'],
		['a; os_name', 'a', 'os_name'],
	];
	for (const [written, name, marked] of rows) {
		it(`keeps its name and tells the place: ${JSON.stringify(written)}`, () => {
			const text = `[project]\ndependencies = ["${written}", "good"]`;
			const [broken, good] = read(text).requirements;
			assert.equal(broken?.name, name);
			assert.equal(broken?.error?.code, 'invalid_requirement');
			assert.ok(
				slice(text, broken?.errorSpan)?.includes(marked) || marked.includes(slice(text, broken?.errorSpan) ?? '?'),
				slice(text, broken?.errorSpan),
			);
			assert.equal(good?.name, 'good');
		});
	}
});

describe('where a package comes from', () => {
	const rows: readonly (readonly [text: string, origin: Requirement['origin']])[] = [
		['[project]\ndependencies = ["a"]', { kind: 'index', index: undefined }],
		['[project]\ndependencies = ["a @ git+https://b.c/d@e"]', { kind: 'git', target: 'git+https://b.c/d@e' }],
		['[project]\ndependencies = ["a @ file:///b"]', { kind: 'path', target: 'file:///b' }],
		['[project]\ndependencies = ["a @ {root:uri}/../b"]', { kind: 'path', target: '{root:uri}/../b' }],
		['[project]\ndependencies = ["a @ https://b.c/d.whl"]', { kind: 'url', target: 'https://b.c/d.whl' }],
		['[project]\ndependencies = ["A_b"]\n[tool.uv.sources]\na-B = {workspace = true}', { kind: 'workspace' }],
		['[project]\ndependencies = ["a"]\n[tool.uv.sources]\na = {workspace = "../other"}', { kind: 'workspace' }],
		['[project]\ndependencies = ["a"]\n[tool.uv.sources]\na = {path = "../a", editable = true}', { kind: 'path', target: '../a' }],
		['[project]\ndependencies = ["a"]\n[tool.uv.sources]\na = {git = "https://b/c"}', { kind: 'git', target: 'https://b/c' }],
		[
			'[project]\ndependencies = ["a"]\n[tool.uv.sources]\na = [{index = "b", marker = "os_name == \'nt\'"}]',
			{ kind: 'index', index: 'b' },
		],
		['[tool.poetry.dependencies]\na = {version = "1", source = "b"}', { kind: 'index', index: 'b' }],
		['[tool.poetry.dependencies]\na = {path = "../a", develop = true}', { kind: 'path', target: '../a' }],
		['[tool.poetry.dependencies]\na = {file = "a.whl"}', { kind: 'path', target: 'a.whl' }],
	];
	for (const [text, origin] of rows) {
		it(`is told: ${JSON.stringify(text)}`, () => assert.deepEqual(read(text).requirements[0]?.origin, origin));
	}
});

describe('the marker of a Poetry entry', () => {
	const rows: readonly (readonly [fields: string, marker: string])[] = [
		['python = "~2.7"', 'python_version >= "2.7" and python_version < "2.8"'],
		['python = ">=3.6.1,<3.7"', 'python_full_version >= "3.6.1" and python_version < "3.7"'],
		['python = ">3.8"', 'python_full_version > "3.8.0"'],
		['python = ">3,<=3.10"', 'python_full_version > "3.0.0" and python_full_version <= "3.10.0"'],
		['python = "<=3.9 || >3.11.2"', 'python_full_version <= "3.9.0" or python_full_version > "3.11.2"'],
		['python = "*"', 'undefined'],
		['python = ""', 'undefined'],
		['platform = "linux"', 'sys_platform == "linux"'],
		['platform = "win32 || darwin|== linux"', 'sys_platform == "win32" or sys_platform == "darwin" or sys_platform == "linux"'],
		['platform = "!=win32, != darwin"', 'sys_platform != "win32" and sys_platform != "darwin"'],
		['platform = "*"', 'undefined'],
		[`markers = "os_name == 'nt'"`, 'os_name == "nt"'],
		[
			`markers = "os_name == 'nt' or os_name == 'posix'", python = "<3"`,
			'(os_name == "nt" or os_name == "posix") and python_version < "3"',
		],
		[
			`markers = "os_name == 'nt' and extra == 'x'", python = "^3.8", platform = "win32"`,
			'os_name == "nt" and extra == "x" and python_version >= "3.8" and python_version < "4.0" and sys_platform == "win32"',
		],
	];
	for (const [fields, marker] of rows) {
		it(`says ${marker} for ${fields}`, () => {
			const [requirement] = read(`[tool.poetry.dependencies]\na = {version = "1", ${fields}}`).requirements;
			assert.equal(requirement?.error, undefined);
			assert.equal(String(requirement?.marker), marker);
		});
	}
});

describe('whether a Poetry entry takes pre-releases', () => {
	const rows: readonly (readonly [text: string, taken: readonly (boolean | undefined)[]])[] = [
		['[tool.poetry.dependencies]\na = "1"\nb = { version = "1" }', [undefined, undefined]],
		['[tool.poetry.dependencies]\na = { version = "1", allow-prereleases = true }', [true]],
		['[tool.poetry.group.dev.dependencies]\na = { allow-prereleases = false }', [false]],
		['[tool.poetry.dependencies]\na = [{ version = "<2" }, { version = ">=2", allow-prereleases = true }]', [undefined, true]],
		// Poetry warns of this name, and does not read it.
		['[tool.poetry.dependencies]\na = { version = "1", allows-prereleases = true }', [undefined]],
		['[project]\ndependencies = ["A", "b"]\n[tool.poetry.dependencies]\na = { allow-prereleases = true }', [true, undefined, true]],
		['[project]\noptional-dependencies.x = ["a"]\n[tool.poetry.dependencies]\na = { allow-prereleases = false }', [false, false]],
		['[dependency-groups]\ndev = ["a"]\n[tool.poetry.group.dev.dependencies]\na = { allow-prereleases = true }', [true, true]],
		['[dependency-groups]\ndocs = ["a"]\n[tool.poetry.dependencies]\na = { allow-prereleases = true }', [undefined, true]],
	];
	for (const [text, taken] of rows) {
		it(`is told: ${JSON.stringify(text)}`, () => {
			const { requirements } = read(text);
			assert.deepEqual(
				requirements.map(({ specifiers, error }) => error ?? specifiers.prereleases),
				taken,
			);
		});
	}

	for (const key of ['allow-prereleases', 'allows-prereleases']) {
		it(`is a fault when it is neither true nor false: ${key}`, () => {
			const text = `[tool.poetry.dependencies]\na = { version = "1", ${key} = "yes" }\n`;
			const { error, errorSpan } = read(text).requirements[0] ?? assert.fail();
			assert.equal(error?.message, `${key} has to be true or false`);
			assert.equal(slice(text, errorSpan), '"yes"');
		});
	}
});

describe('the address of a Poetry entry', () => {
	const bad: readonly (readonly [field: string, at: string, message: string])[] = [
		['git = "demo"', '"demo"', '“demo” is no address of a Git repository'],
		['git = "../demo"', '"../demo"', '“../demo” is no address of a Git repository'],
		['url = "demo.whl"', '"demo.whl"', '“demo.whl” is no URL with a host'],
		['url = "file:///demo.whl"', '"file:///demo.whl"', '“file:///demo.whl” is no URL with a host'],
	];
	for (const [field, at, message] of bad) {
		it(`is told when Poetry refuses it: ${field}`, () => {
			const text = `[tool.poetry.dependencies]\ndemo = { ${field} }\n`;
			const { error, errorSpan } = read(text).requirements[0] ?? assert.fail();
			assert.equal(error?.message, message);
			assert.equal(text.slice(errorSpan?.start, errorSpan?.end), at);
		});
	}

	const good = ['git@x.test:a/demo.git', 'https://x.test/demo.git', 'x.test/a/demo', 'file:///srv/demo', 'ssh://git@x.test/demo'];
	for (const git of good) {
		it(`may be ${git}`, () =>
			assert.equal(read(`[tool.poetry.dependencies]\ndemo = { git = "${git}" }\n`).requirements[0]?.error, undefined));
	}

	it('may be a local one for PDM', () => {
		assert.equal(read('[tool.pdm.dependencies]\ndemo = { url = "file:///srv/demo.whl" }\n').requirements[0]?.error, undefined);
	});
});

describe('a pyproject of unusual size', () => {
	it('is refused from half a million characters on, at once', () => {
		const start = threadCpuMs();
		const { project, syntaxError } = parsePyproject('# x\n'.repeat(2_500_000), file);
		assert.equal(project, undefined);
		assert.match(syntaxError?.error.message ?? '', /too large to be read \(10000 thousand characters; at most 500\)/);
		assert.ok(threadCpuMs() - start < 100);
	});

	it('may hold 5,000 requirements', () => {
		const lines = Array.from({ length: 5000 }, (_, i) => `  "package-${i}[extra]>=1.${i},<2; python_version < '3.12'",`);
		const start = threadCpuMs();
		assert.equal(read(`[project]\ndependencies = [\n${lines.join('\n')}\n]`).requirements.length, 5000);
		assert.ok(threadCpuMs() - start < 2000);
	});

	it('may hold names and versions of 10,000 characters', () => {
		const long = '9'.repeat(10_000);
		const text = `[project]\ndependencies = ["a${long}==1.${long}", "${long}!"]\n[tool.poetry.dependencies]\na = "^${long}"`;
		const [first, second, third] = read(text).requirements;
		assert.equal(first?.name.length, 10_001);
		assert.equal(first?.error, undefined);
		assert.ok((second?.error?.message.length ?? 0) < 300);
		assert.equal(third?.error, undefined);
	});
});
