import assert from 'node:assert/strict';
import { unusedRequirement } from '../../../../src/core/findings/rules/unused-requirement.ts';
import { parsePyproject } from '../../../../src/core/project/pyproject.ts';
import { checked, fixed, projectWith, pyproject, seen } from '../../../support/checked.ts';

const on = { 'findings.unused-requirement': 'hint' };
const releases = { a: ['1.0'], b: ['1.0'] };

describe('unused-requirement', () => {
	it('is off unless somebody asks for it', async () => {
		assert.deepEqual(await checked(projectWith('"a"'), releases, {}, { unused: new Set(['a']) }), []);
	});

	it('stands on the whole requirement, as a hint that it is unnecessary, and removes it', async () => {
		const text = projectWith('"A>=1"', '"b"');
		const [finding, more] = await checked(text, releases, on, { unused: new Set(['a']) });
		assert.ok(finding);
		assert.deepEqual(seen(text, [finding]), ['unused-requirement: "A>=1"']);
		assert.equal(
			finding.message,
			'No source of the project imports A, or names it. It may still be needed, for something that loads it unseen, or to bound its version.',
		);
		assert.deepEqual([finding.severity, finding.tags, more], ['hint', ['unnecessary'], undefined]);
		assert.equal(fixed(text, finding)['Remove A'], projectWith('"b"'));
	});

	it('is said of the project’s own dependencies alone', () => {
		const text =
			'[build-system]\nrequires = ["a"]\n[project]\nname = "x"\n[project.optional-dependencies]\ne = ["a"]\n[dependency-groups]\ndev = ["a"]\n';
		const parsed = parsePyproject(text, pyproject);
		const context = { parsed, text, os: 'linux', asked: [], unused: new Set(['a']) };
		assert.deepEqual(unusedRequirement.over === 'file' ? unusedRequirement.check(context) : undefined, []);
	});

	it('is silent while nobody has looked', async () => assert.deepEqual(await checked(projectWith('"a"'), releases, on), []));
});
