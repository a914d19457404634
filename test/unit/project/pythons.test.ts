import assert from 'node:assert/strict';
import { parseVersion } from '../../../src/core/packaging/version.ts';
import { parsePyproject } from '../../../src/core/project/pyproject.ts';
import { pythonsOf, supportOf, supports } from '../../../src/core/project/pythons.ts';

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
