import assert from 'node:assert/strict';
import { parsePyproject } from '../../../src/core/project/pyproject.ts';
import { RequirementsByName } from '../../../src/core/project/requirements-by-name.ts';

describe('the requirements of a package', () => {
	it('are found by its name, in the order of the project', () => {
		const text = '[project]\nname = "x"\nversion = "1"\ndependencies = ["A_b>=1", "c", "a-b<3"]\n';
		const { project } = parsePyproject(text, '/p/pyproject.toml');
		assert.ok(project);
		const requirements = new RequirementsByName();
		assert.deepEqual(
			requirements.in(project, 'a-b').map(({ raw }) => raw),
			['A_b>=1', 'a-b<3'],
		);
		assert.deepEqual(requirements.in(project, 'd'), []);
	});
});
