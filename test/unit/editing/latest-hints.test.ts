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
		const hints = latestHints(checker, project, text);
		lookups.close();
		assert.deepEqual(
			hints.map(({ offset, latest, inUse }) => [text.slice(0, offset).split('\n').at(-1), inUse, latest]),
			[
				['\t"demo<2"', '1.9', '2.1'],
				['\t"demo==1.2"', '1.2', '2.1'],
			],
		);
	});

	it('leave out what is too new for the project or for the person', async () => {
		const platform = new SimulatedPlatform();
		const days = (ago: number) => ({ uploadedAt: platform.now() - ago * 86_400_000 });
		const releases = [release('3.0', days(2)), release('2.0', days(20)), release('1.0', days(200))];
		const hint = async (settings: Parameters<typeof settingsWith>[0], uv = '') => {
			const lookups = new Lookups(new KnownIndex({ demo: answer(projectReleases('demo', releases)) }), platform);
			const checker = new Checker(settingsWith(settings), lookups, { now: platform.now });
			const text = `${projectWith('"demo==1.0"')}${uv}`;
			const { project } = parsePyproject(text, pyproject);
			assert.ok(project);
			await lookups.track(pyproject, checker.names(project), 'interactive');
			const [found] = latestHints(checker, project, text);
			lookups.close();
			return found?.latest;
		};
		assert.equal(await hint({}), '3.0');
		assert.equal(await hint({ 'cooldown.days': 7 }), '2.0');
		assert.equal(await hint({}, '[tool.uv]\nexclude-newer = "1 week"\n'), '2.0');
		assert.equal(await hint({ 'cooldown.days': 30 }, '[tool.uv]\nexclude-newer = "1 week"\n'), undefined);
	});
});
