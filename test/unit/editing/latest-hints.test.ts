import assert from 'node:assert/strict';
import { latestHints } from '../../../src/core/editing/latest-hints.ts';
import { Checker } from '../../../src/core/findings/checker.ts';
import { Lookups } from '../../../src/core/index/lookups.ts';
import { parsePyproject } from '../../../src/core/project/pyproject.ts';
import { projectWith, pyproject, settingsWith } from '../../support/checked.ts';
import { answer, KnownIndex, projectReleases, release } from '../../support/known-index.ts';
import { SimulatedPlatform } from '../../support/simulated-platform.ts';

describe('hints of the latest release', () => {
	it('stand behind requirements that are behind, on releases that they could move to', async () => {
		const releases = [release('4.0', { requiresPython: '>=3.13' }), '3.0rc1', release('2.2', { yanked: true }), '2.1', '1.9', '1.2'];
		const lookups = new Lookups(new KnownIndex({ demo: answer(projectReleases('demo', releases)) }), new SimulatedPlatform());
		const checker = new Checker(settingsWith(), lookups);
		const text = projectWith('"demo<2"', '"demo>=1"', '"demo==1.2"', '"other>=1"');
		const { project } = parsePyproject(text, pyproject);
		assert.ok(project);
		await lookups.track(pyproject, checker.names(project), 'interactive');
		const hints = latestHints(checker, project, text, undefined);
		lookups.close();
		assert.deepEqual(
			hints.map(({ offset, latest, inUse }) => [text.slice(0, offset).split('\n').at(-1), inUse, latest]),
			[
				['\t"demo<2"', '1.9', '2.1'],
				['\t"demo==1.2"', '1.2', '2.1'],
			],
		);
	});
});
