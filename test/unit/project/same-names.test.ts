import assert from 'node:assert/strict';
import { parsePyproject } from '../../../src/core/project/pyproject.ts';

function told(text: string): readonly string[] {
	const problems = parsePyproject(text, '/pyproject.toml').project?.problems ?? assert.fail();
	return problems.map(({ span, message }) => `${text.slice(span.start, span.end)}: ${message}`);
}

describe('the names of groups and extras', () => {
	const rows: readonly (readonly [what: string, text: string, told: readonly string[]])[] = [
		[
			'the second of two groups with one name',
			'[dependency-groups]\na-b = []\n"A.B" = []\n',
			['"A.B": “A.B” and “a-b” are the same name. Only one of the two is allowed.'],
		],
		[
			'each extra after the first with one name',
			'[project.optional-dependencies]\nx = []\ntest_x = []\nTest-X = []\ntest__x = []\n',
			[
				'Test-X: “Test-X” and “test_x” are the same name. Only one of the two is allowed.',
				'test__x: “test__x” and “test_x” are the same name. Only one of the two is allowed.',
			],
		],
		['nothing where an extra is called like a group', '[project.optional-dependencies]\na = []\n[dependency-groups]\nA = []\n', []],
	];
	for (const [what, text, expected] of rows) {
		it(`are compared in their normal form: ${what} is told`, () => assert.deepEqual(told(text), expected));
	}
});
