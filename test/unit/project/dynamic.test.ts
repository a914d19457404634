import assert from 'node:assert/strict';
import type { Project } from '../../../src/core/project/model.ts';
import { parsePyproject } from '../../../src/core/project/pyproject.ts';

const lists =
	'[tool.setuptools.dynamic]\ndependencies = { file = ["a.txt", "b.txt"] }\noptional-dependencies.dev = { file = "c.txt" }\nversion = { attr = "x" }\n';

function read(text: string): Project {
	return parsePyproject(text, '/p/pyproject.toml').project ?? assert.fail();
}

describe('the lists in other files that setuptools heeds', () => {
	const project = ['project "a.txt"', 'project "b.txt"'];
	const extra = ['optional:dev "c.txt"'];
	const rows: readonly (readonly [what: string, head: string, named: readonly string[]])[] = [
		['all where both fields are dynamic', '[project]\ndynamic = ["optional-dependencies", "dependencies"]\n', [...project, ...extra]],
		['those of dependencies alone', '[project]\ndynamic = ["version", "dependencies"]\n', project],
		['those of the extras alone', '[project]\ndynamic = ["optional-dependencies"]\n', extra],
		['none where another field is dynamic', '[project]\ndynamic = ["version"]\n', []],
		['none where nothing is dynamic', '[project]\nname = "x"\n', []],
		['none without [project]', '', []],
		['those whose field is given as well', '[project]\ndependencies = ["a"]\ndynamic = ["dependencies"]\n', project],
		['those beside a broken entry', '[project]\ndynamic = [1, "dependencies"]\n', project],
		['none where dynamic is no list', '[project]\ndynamic = "dependencies"\n', []],
	];
	for (const [what, head, named] of rows) {
		it(`are ${what}`, () => {
			const text = head + lists;
			assert.deepEqual(
				read(text).requirementFiles.map(({ source, span }) => `${source} ${text.slice(span.start, span.end)}`),
				named,
			);
		});
	}
});

describe('a field that is given and dynamic', () => {
	it('is told for each field, where it is listed, and hides neither list', () => {
		const text =
			'[project]\nname = "x"\ndynamic = ["dependencies", "version", "optional-dependencies"]\ndependencies = ["a"]\n' +
			'[project.optional-dependencies]\ndev = ["b"]\n';
		const { problems, requirements } = read(text);
		assert.deepEqual(
			problems.map(({ code, span }) => [code, text.slice(span.start, span.end)]),
			[
				['invalid-toml', '"dependencies"'],
				['invalid-toml', '"optional-dependencies"'],
			],
		);
		assert.deepEqual(
			requirements.map(({ name }) => name),
			['a', 'b'],
		);
	});

	it('is told in [project] alone', () => {
		assert.deepEqual(
			read('dependencies = 1\n[project]\ndynamic = ["dependencies"]\n[tool.setuptools.dynamic.dependencies]\n').problems,
			[],
		);
	});
});
