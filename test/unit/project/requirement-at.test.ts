import assert from 'node:assert/strict';
import { parsePyproject } from '../../../src/core/project/pyproject.ts';
import { requirementAt } from '../../../src/core/project/requirement-at.ts';

const file = '/p/pyproject.toml';

describe('the requirement at a place', () => {
	/** `|` marks the place. */
	const rows: readonly (readonly [marked: string, raw: string | undefined])[] = [
		['[project]\ndependencies = ["|a", "b"]', 'a'],
		['[project]\ndependencies = ["a|", "b"]', 'a'],
		['[project]\ndependencies = ["a", |"b"]', 'b'],
		['[project]\ndependencies = [| "a", "b"]', undefined],
		['[tool.poetry.dependencies]\n|a = "1"\n', '1'],
		['[tool.poetry.dependencies]\na =| "1"\n', '1'],
		['[tool.poetry.dependencies]\na = { version = "1", |optional = true }\n', '{"version":"1","optional":true}'],
		['[tool.poetry.dependencies]\n|a = [{ version = "1" }, "2"]\n', '{"version":"1"}'],
		['[tool.poetry.dependencies]\na = [{ ver|sion = "1" }, "2"]\n', '{"version":"1"}'],
		['[tool.poetry.dependencies]\na = [{ version = "1" }, |"2"]\n', '2'],
		['[tool.poetry.dependencies]\na = [{ version = "1" }, "2" |]\n', '{"version":"1"}'],
	];
	for (const [marked, raw] of rows) {
		it(`is ${raw ?? 'none'} in ${JSON.stringify(marked)}`, () => {
			const { project } = parsePyproject(marked.replace('|', ''), file);
			assert.ok(project);
			assert.equal(requirementAt(project, file, marked.indexOf('|'))?.raw, raw);
			assert.equal(requirementAt(project, '/p/other.txt', marked.indexOf('|')), undefined);
		});
	}
});
