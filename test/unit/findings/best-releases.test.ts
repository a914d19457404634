import assert from 'node:assert/strict';
import { BestReleases } from '../../../src/core/findings/best-releases.ts';
import { parsePyproject } from '../../../src/core/project/pyproject.ts';
import { ProjectPythons } from '../../../src/core/project/pythons.ts';
import { projectWith, pyproject } from '../../support/checked.ts';
import { projectReleases, release } from '../../support/known-index.ts';

const releases = projectReleases('demo', [release('2.0', { uploadedAt: 200 }), release('1.0', { uploadedAt: 100 })]);

describe('the releases that an installer would choose', () => {
	const best = new BestReleases();

	/** As after a key: all is read anew. Tells how often it was asked whether a release runs on the project's Pythons. */
	function chosen(entry: string, excludedAt?: number) {
		const { project } = parsePyproject(projectWith(`'${entry}'`), pyproject);
		const [requirement] = project?.requirements ?? [];
		assert.ok(project !== undefined && requirement !== undefined);
		const pythons = new ProjectPythons(project).of(requirement);
		let asked = 0;
		const counted = {
			versions: pythons.versions,
			areSupportedBy: (requiresPython: string | null) => {
				asked++;
				return pythons.areSupportedBy(requiresPython);
			},
		};
		const excluded = excludedAt === undefined ? undefined : ({ at: excludedAt, by: 'exclude-newer' } as const);
		return { version: best.of(requirement, releases, counted, excluded)?.release.version, isNew: asked > 0 };
	}

	it('are found once for each way of asking, whatever text it stands in', () => {
		assert.deepEqual(chosen('demo>=1'), { version: '2.0', isNew: true });
		assert.deepEqual(chosen('demo>=1 ; python_version >= "3.0"'), { version: '2.0', isNew: false });
		assert.deepEqual(chosen('demo<2'), { version: '1.0', isNew: true });
		assert.deepEqual(chosen('demo>=9'), { version: undefined, isNew: true });
		assert.deepEqual(chosen('demo>=9'), { version: undefined, isNew: false });
	});

	it('are others for other Pythons, and where what is too new is left out', () => {
		assert.deepEqual(chosen('demo>=1 ; python_version < "3.11"'), { version: '2.0', isNew: true });
		assert.deepEqual(chosen('demo>=1', 150), { version: '1.0', isNew: true });
		assert.deepEqual(chosen('demo>=2', 150), { version: '2.0', isNew: true });
	});

	it('are found again when they were forgotten', () => {
		for (let number = 0; number < 60; number++) chosen(`demo>=0.${number}`);
		assert.deepEqual(chosen('demo<2'), { version: '1.0', isNew: true });
	});
});
