import assert from 'node:assert/strict';
import type { Project, Requirement } from '../../../src/core/project/model.ts';
import { parsePyproject } from '../../../src/core/project/pyproject.ts';
import type { Span } from '../../../src/core/span.ts';
import { threadCpuMs } from '../../support/thread-cpu.ts';

const parse = (text: string) => parsePyproject(text, '/p/pyproject.toml');

function read(text: string): Project {
	const { project, syntaxError } = parse(text);
	assert.ok(project, syntaxError?.error.message);
	return project;
}

/** `source: name[extras]constraint` of each requirement. */
function told({ requirements }: Project): readonly string[] {
	return requirements.map(
		({ source, name, extras, constraint }) => `${source}: ${name}${extras.length > 0 ? `[${extras.join(',')}]` : ''}${constraint}`,
	);
}

/** The characters that each part of a requirement stands on. */
function parts(text: string, requirement: Requirement | undefined): Readonly<Record<string, string>> {
	assert.ok(requirement);
	const spans = Object.entries(requirement.spans) as [string, Span | undefined][];
	return Object.fromEntries(spans.flatMap(([part, span]) => (span === undefined ? [] : [[part, text.slice(span.start, span.end)]])));
}

describe('where a pyproject.toml holds requirements', () => {
	const rows: readonly (readonly [what: string, text: string, told: readonly string[]])[] = [
		['nowhere', '', []],
		['[build-system]', '[build-system]\nrequires = ["hatchling>=1"]', ['build-system: hatchling>=1']],
		['[project]', '[project]\ndependencies = ["A_b[X,y] >=1,<2"]', ['project: a-b[X,y]>=1,<2']],
		['optional dependencies', '[project.optional-dependencies]\ndev = ["a"]\ntest = ["b==1"]', ['optional:dev: a', 'optional:test: b==1']],
		['dependency groups', '[dependency-groups]\ndev = ["a", {include-group = "test"}]\ntest = ["b"]', ['group:dev: a', 'group:test: b']],
		[
			'Poetry',
			'[tool.poetry.dependencies]\npython = "^3.9"\na = "^1"\nb = { version = "~2", extras = ["x"] }\nc = [{ version = "1", python = "<3" }, { version = "2" }]\n[tool.poetry.group.dev.dependencies]\nd = "*"\n[tool.poetry.dev-dependencies]\ne = "1"',
			['poetry: python^3.9', 'poetry: a^1', 'poetry: b[x]~2', 'poetry: c1', 'poetry: c2', 'poetry:dev: e1', 'poetry:group:dev: d*'],
		],
		['PDM', '[tool.pdm.dev-dependencies]\ntest = ["a>1"]\nlint = ["b"]', ['pdm:dev:test: a>1', 'pdm:dev:lint: b']],
		['legacy PDM', '[tool.pdm.dependencies]\na = ">=1"\n[tool.pdm.dev-dependencies]\nb = "*"', ['pdm-legacy: a>=1', 'pdm-legacy:dev: b*']],
		[
			'Hatch environments',
			'[tool.hatch.envs.default]\ndependencies = ["a"]\n[tool.hatch.envs.x]\nextra-dependencies = ["b"]',
			['hatch:env:default: a', 'hatch:env:x:extra-dependencies: b'],
		],
		[
			'Hatch builds',
			'[tool.hatch.build]\ndependencies = ["a"]\n[tool.hatch.build.hooks.h]\ndependencies = ["b"]\n[tool.hatch.build.targets.wheel]\ndependencies = ["c"]\n[tool.hatch.build.targets.wheel.hooks.i]\ndependencies = ["d"]',
			['hatch:build: a', 'hatch:build:hook:h: b', 'hatch:build:target:wheel: c', 'hatch:build:target:wheel:hook:i: d'],
		],
		[
			'uv',
			'[tool.uv]\ndev-dependencies = ["a"]\nconstraint-dependencies = ["b<2"]\noverride-dependencies = ["c==1"]\nbuild-constraint-dependencies = ["d"]',
			['uv:dev: a', 'uv:constraint: b<2', 'uv:override: c==1', 'uv:build-constraint: d'],
		],
		[
			'flit',
			'[tool.flit.metadata]\nrequires = ["a"]\ndev-requires = ["c"]\n[tool.flit.metadata.requires-extra]\ntest = ["b"]',
			['flit:requires: a', 'flit:dev-requires: c', 'flit:requires-extra:test: b'],
		],
	];
	for (const [where, text, expected] of rows) {
		it(where, () => {
			const project = read(text);
			assert.deepEqual(told(project), expected);
			assert.deepEqual(project.problems, []);
		});
	}

	it('names its own package, its Python and the groups that include others', () => {
		const project = read('[project]\nname = "Shop"\nrequires-python = ">=3.9"\n[dependency-groups]\na = [{include-group = "b"}]\nb = []');
		assert.equal(project.name, 'Shop');
		assert.equal(project.requiresPython?.text, '>=3.9');
		assert.deepEqual(
			project.includes.map(({ group, includes }) => [group, includes]),
			[['a', 'b']],
		);
	});

	const ranges: readonly (readonly [text: string, range: string | undefined])[] = [
		['[tool.poetry.dependencies]\npython = "^3.9"', '^3.9'],
		['[tool.flit.metadata]\nrequires-python = ">=3.8"', '>=3.8'],
		['[tool.pdm]\npython_requires = ">=3.7"', '>=3.7'],
		['[project]\nrequires-python = ">=3.9"\n[tool.pdm]\npython_requires = ">=3.7"', '>=3.9'],
		['[project]\nname = "a"\n[tool.poetry.dependencies]\na = "1"', undefined],
	];
	for (const [text, range] of ranges) {
		it(`names the Python it is for: ${text.replaceAll('\n', ' ')}`, () => {
			const { requiresPython, problems } = read(text);
			assert.deepEqual([requiresPython?.text, problems], [range, []]);
			if (requiresPython !== undefined) assert.equal(text.slice(requiresPython.span.start, requiresPython.span.end), `"${range}"`);
		});
	}

	it('names the fields that the build back-end fills in', () => {
		const text = '[project]\ndynamic = ["version", 1, \'readme\']';
		assert.deepEqual(
			read(text).dynamic.map(({ field, span }) => [field, text.slice(span.start, span.end)]),
			[
				['version', '"version"'],
				['readme', "'readme'"],
			],
		);
	});
});

describe('where a requirement comes from', () => {
	const rows: readonly (readonly [text: string, origin: Requirement['origin']])[] = [
		['[project]\ndependencies = ["a"]', { kind: 'index', index: undefined }],
		['[project]\ndependencies = ["a @ https://x.test/a.zip"]', { kind: 'url', target: 'https://x.test/a.zip' }],
		['[project]\ndependencies = ["a @ git+https://x.test/a"]', { kind: 'git', target: 'git+https://x.test/a' }],
		['[project]\ndependencies = ["a @ file:///a"]', { kind: 'path', target: 'file:///a' }],
		['[tool.poetry.dependencies]\na = { git = "https://x.test/a" }', { kind: 'git', target: 'https://x.test/a' }],
		['[tool.poetry.dependencies]\na = { path = "../a" }', { kind: 'path', target: '../a' }],
		['[tool.poetry.dependencies]\na = { file = "a.whl" }', { kind: 'path', target: 'a.whl' }],
		['[tool.poetry.dependencies]\na = { url = "https://x.test/a.zip" }', { kind: 'url', target: 'https://x.test/a.zip' }],
		['[tool.poetry.dependencies]\na = { version = "1", source = "x" }', { kind: 'index', index: 'x' }],
		['[project]\ndependencies = ["a"]\n[tool.uv.sources]\nA = { workspace = true }', { kind: 'workspace' }],
		['[project]\ndependencies = ["a"]\n[tool.uv.sources]\na = { workspace = false }', { kind: 'index', index: undefined }],
		['[project]\ndependencies = ["a"]\n[tool.uv.sources]\na = { git = "g" }', { kind: 'git', target: 'g' }],
		['[project]\ndependencies = ["a"]\n[tool.uv.sources]\na = { path = "../a" }', { kind: 'path', target: '../a' }],
		['[project]\ndependencies = ["a"]\n[tool.uv.sources]\na = [{ index = "x", marker = "m" }]', { kind: 'index', index: 'x' }],
		['[project]\ndependencies = ["a"]\n[tool.uv.sources]\na = "wrong"', { kind: 'index', index: undefined }],
	];
	for (const [text, origin] of rows) {
		it(text.split('\n').slice(1).join(' '), () => assert.deepEqual(read(text).requirements[0]?.origin, origin));
	}
});

describe('where Poetry takes a requirement of a standard list from', () => {
	const git = { kind: 'git', target: 'g' } as const;
	const corp = { kind: 'index', index: 'corp' } as const;
	const none = { kind: 'index', index: undefined } as const;
	const rows: readonly (readonly [what: string, text: string, origins: readonly Requirement['origin'][]])[] = [
		['its own table, by source', '[project]\ndependencies = ["A.b"]\n[tool.poetry.dependencies]\na-b = { source = "corp" }', [corp, corp]],
		['its own table, by Git', '[project]\ndependencies = ["a>=1"]\n[tool.poetry.dependencies]\na = { git = "g" }', [git, git]],
		[
			'its own table, for an extra',
			'[project]\noptional-dependencies.x = ["a"]\n[tool.poetry.dependencies]\na = { git = "g" }',
			[git, git],
		],
		[
			'the first of several constraints that says so',
			'[project]\ndependencies = ["a"]\n[tool.poetry.dependencies]\na = [{ version = "1", python = "<3" }, { git = "g", python = ">=3" }]',
			[git, none, git],
		],
		[
			'the URL of the standard list',
			'[project]\ndependencies = ["a @ git+g"]\n[tool.poetry.dependencies]\na = { develop = true }',
			[
				{ kind: 'git', target: 'git+g' },
				{ kind: 'git', target: 'git+g' },
			],
		],
		['the group of its name', '[dependency-groups]\nT_x = ["a"]\n[tool.poetry.group.t-x.dependencies]\na = { git = "g" }', [git, git]],
		['no other group', '[dependency-groups]\nx = ["a"]\n[tool.poetry.group.y.dependencies]\na = { git = "g" }', [none, git]],
		['not for a build', '[build-system]\nrequires = ["a"]\n[tool.poetry.dependencies]\na = { git = "g" }', [none, git]],
		['not for another package', '[project]\ndependencies = ["a"]\n[tool.poetry.dependencies]\nb = { git = "g" }', [none, git]],
	];
	for (const [what, text, origins] of rows) {
		it(what, () =>
			assert.deepEqual(
				read(text).requirements.map(({ origin }) => origin),
				origins,
			),
		);
	}
});

describe('the place of a requirement', () => {
	const pep508: readonly (readonly [what: string, token: string, parts: Readonly<Record<string, string>>])[] = [
		['a name', '"a"', { name: 'a' }],
		[
			'all parts',
			'"A.b [x, y] >= 1 , < 2 ; os_name == \'nt\'"',
			{ name: 'A.b', extras: '[x, y]', specifier: '>= 1 , < 2', marker: "os_name == 'nt'" },
		],
		['a literal string', "'a==1'", { name: 'a', specifier: '==1' }],
		['a multi-line string', '"""a==1"""', { name: 'a', specifier: '==1' }],
		['an escaped string', '"\\u0061\\u0062 ==\\u0031"', { name: '\\u0061\\u0062', specifier: '==\\u0031' }],
		['a URL', '"a @ https://x.test/a.zip ; os_name == \'nt\'"', { name: 'a', url: 'https://x.test/a.zip', marker: "os_name == 'nt'" }],
		['a name of 10,000 characters', `"${'a'.repeat(10_000)}>=1"`, { name: 'a'.repeat(10_000), specifier: '>=1' }],
		['a version of 10,000 characters', `"a==${'1.'.repeat(5_000)}0"`, { name: 'a', specifier: `==${'1.'.repeat(5_000)}0` }],
	];
	const around: readonly (readonly [what: string, before: string, after: string])[] = [
		['on one line', '[project]\ndependencies = [', ']'],
		['in a list of lines', '[project]\ndependencies = [\n\t"before", # why\n\t', ',\n]\n'],
		['behind an emoji on its line', '[project]\ndependencies = ["🐍🐍", \'é\', ', ']'],
		['with Windows line ends', '[project]\r\ndependencies = [\r\n  ', '\r\n]\r\n'],
		['in an inline table', 'project = { dependencies = [', '] }'],
	];
	for (const [what, token, expected] of pep508) {
		for (const [where, before, after] of around) {
			it(`${what}, ${where}`, () => {
				const text = before + token + after;
				const requirement = read(text).requirements.find(({ spans }) => spans.token.start === before.length);
				const { specifier } = expected;
				assert.deepEqual(parts(text, requirement), {
					token,
					entry: token,
					item: token,
					...(specifier === undefined ? {} : { specifierPart: specifier }),
					...expected,
				});
			});
		}
	}

	const poetry: readonly (readonly [entry: string, parts: Readonly<Record<string, string>>])[] = [
		['a = "^1.2"', { token: '"^1.2"', name: 'a', specifier: '^1.2' }],
		['"a" = \'^1.2\'', { token: "'^1.2'", name: 'a', specifier: '^1.2' }],
		[
			'a = { extras = ["x"], version = "^1.2", markers = "os_name == \'nt\'" }',
			{ token: '"x"', name: 'a', extras: '["x"]', specifier: '^1.2', marker: "os_name == 'nt'" },
		],
		['a = { git = "g" }', { token: '"g"', name: 'a' }],
	];
	for (const [entry, expected] of poetry) {
		it(`Poetry: ${entry}`, () => {
			const text = `[tool.poetry.dependencies]\n🐍 = 1\n${entry} # why\n`.replace('🐍 = 1\n', '# 🐍\n');
			const { specifier } = expected;
			const part = specifier === undefined ? {} : { specifierPart: specifier };
			assert.deepEqual(parts(text, read(text).requirements[0]), { entry, item: entry, ...part, ...expected });
		});
	}

	it('of a specifier includes what belongs to it alone', () => {
		for (const part of ['>=1', '( >= 1, <2 )', '(>=1,)', '>=1,<2,', '>=1 ,']) {
			const text = `[project]\ndependencies = ["a[x] ${part} ; os_name == 'nt'", "b"]`;
			assert.equal(parts(text, read(text).requirements[0])['specifierPart'], part);
			assert.equal(parts(text, read(text).requirements[1])['specifierPart'], undefined);
		}
	});

	it('of one of several constraints under a key is its own, in the entry of all', () => {
		const entry = 'a = [\n  {version = "1", python = "<3"}, # old\n  "2",\n]';
		const text = `[tool.poetry.dependencies]\n${entry}\nb = "1"\n`;
		assert.deepEqual(
			read(text).requirements.map((requirement) => [parts(text, requirement)['entry'], parts(text, requirement)['item']]),
			[
				[entry, '{version = "1", python = "<3"}'],
				[entry, '"2"'],
				['b = "1"', 'b = "1"'],
			],
		);
	});

	it('of a clause is its version alone', () => {
		const text = '[project]\ndependencies = ["🐍", "a >= 1.2 , != 1.3.*"]';
		assert.deepEqual(
			read(text).requirements[1]?.clauses.map(({ operator, versionSpan: { start, end } }) => [operator, text.slice(start, end)]),
			[
				['>=', '1.2'],
				['!=', '1.3.*'],
			],
		);
	});
});

describe('a file that is partly wrong', () => {
	const wrong = ['"text"', '1', 'true', '1979-05-27', '{ a = 1 }', '[1]', '[[]]', '[{}]', '["a", 2]'];
	const keys = [
		'build-system.requires',
		'project.dependencies',
		'project.optional-dependencies',
		'project.optional-dependencies.dev',
		'dependency-groups',
		'dependency-groups.dev',
		'tool.poetry.dependencies',
		'tool.poetry.group',
		'tool.poetry.group.dev',
		'tool.poetry.group.dev.dependencies',
		'tool.pdm.dev-dependencies',
		'tool.pdm.dependencies',
		'tool.hatch.envs',
		'tool.hatch.envs.x.dependencies',
		'tool.hatch.build.hooks',
		'tool.uv.dev-dependencies',
		'tool.uv.sources',
		'tool.uv.sources.a',
		'tool.uv.workspace',
		'tool.uv.workspace.members',
		'tool.uv.workspace.exclude',
		'project.dynamic',
		'tool.uv.index',
		'tool.flit.metadata',
		'tool.flit.metadata.requires',
		'tool.setuptools.dynamic',
		'tool.setuptools.dynamic.dependencies',
		'project.name',
		'project.requires-python',
	];
	for (const key of keys) {
		it(`is read around a ${key} of any type, and every problem is inside it`, () => {
			for (const value of wrong) {
				const text = `${key} = ${value}\n[tool.flit.metadata.requires-extra]\nx = ["good==1"]\n`;
				const other = `${key} = ${value}\n[tool.pdm.dev-dependencies]\nx = ["good==1"]\n`;
				const chosen = parse(text).project === undefined ? other : text;
				const { project } = parse(chosen);
				// A key that the second table extends is a real syntax error.
				if (project === undefined) continue;
				assert.ok(
					told(project).some((line) => line.endsWith('good==1')),
					`${key} = ${value}`,
				);
				for (const { span } of project.problems) assert.ok(span.end <= chosen.indexOf('\n') && span.start < span.end, `${key} = ${value}`);
			}
		});
	}

	it('has one problem a wrong entry and keeps the good ones', () => {
		const text = '[project]\ndependencies = ["a", 1, ["b"], { c = "d" }, "e >=", "f"]';
		const { requirements, problems } = read(text);
		assert.deepEqual(
			requirements.map(({ name, error }) => [name, error?.code]),
			[
				['a', undefined],
				['e', 'invalid_requirement'],
				['f', undefined],
			],
		);
		assert.deepEqual(
			problems.map(({ message, span }) => [message, text.slice(span.start, span.end)]),
			[
				['1 is not a requirement in quotes.', '1'],
				['["b"] is not a requirement in quotes.', '"b"'],
				['{"c":"d"} is not a requirement in quotes.', '"d"'],
			],
		);
	});
});

describe('a file that does not parse', () => {
	const rows: readonly (readonly [what: string, text: string])[] = [
		['a half-typed list', '[project]\ndependencies = ["a", "b'],
		['a half-typed table', '[proj'],
		['a half-typed key', '[project]\nname'],
		['a key twice', '[project]\nname = "a"\nname = "b"'],
		['a lone carriage return', '[project]\rname = "a"'],
		['a byte order mark in the middle', '[project]\n\ufeffname = "a"'],
		['a control character', '[project]\nname = "\u0000"'],
		['half an emoji as a key', '\ud83d = 1'],
	];
	for (const [what, text] of rows) {
		it(`tells its place: ${what}`, () => {
			const { project, syntaxError } = parse(text);
			assert.equal(project, undefined);
			assert.ok(syntaxError);
			assert.equal(syntaxError.error.code, 'invalid_toml');
			const { start, end } = syntaxError.span;
			assert.ok(start >= 0 && start < end && end <= text.length, `${start}–${end} of ${text.length}`);
		});
	}

	it('is refused at once when it is huge', () => {
		const started = threadCpuMs();
		const { syntaxError } = parse(`[project]\ndependencies = [\n${'  "requests>=2",\n'.repeat(625_000)}]\n`);
		assert.ok(threadCpuMs() - started < 100);
		assert.match(syntaxError?.error.message ?? '', /too large.*10625 thousand characters; at most 500/);
	});

	it('is refused when it nests without end', () => {
		for (const text of [
			`a = ${'['.repeat(50_000)}`,
			`a = ${'{a='.repeat(50_000)}`,
			`${'a.'.repeat(50_000)}a = 1`,
			`[${'a.'.repeat(50_000)}a]`,
		]) {
			assert.equal(parse(text).syntaxError?.error.code, 'invalid_toml', text.slice(0, 20));
		}
	});
});

describe('a large file', () => {
	it('of 5,000 requirements is read whole, each at its place', () => {
		const names = Array.from({ length: 5000 }, (_, i) => `package-${i}`);
		const text = `[project]\ndependencies = [\n${names.map((name) => `\t"${name} >= ${name.length}", # 🐍\n`).join('')}]\n`;
		const started = threadCpuMs();
		const { requirements } = read(text);
		assert.ok(threadCpuMs() - started < 3000);
		assert.deepEqual(
			requirements.map(({ spans: { name } }) => text.slice(name.start, name.end)),
			names,
		);
	});

	it('of 5,000 groups in a ring is told as one', () => {
		const count = 5000;
		const text = `[dependency-groups]\n${Array.from({ length: count }, (_, i) => `g${i} = [{include-group = "g${(i + 1) % count}"}]\n`).join('')}`;
		const started = threadCpuMs();
		assert.equal(read(text).problems.length, count);
		assert.ok(threadCpuMs() - started < 3000);
	});
});
