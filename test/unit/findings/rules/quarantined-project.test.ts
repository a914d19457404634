import assert from 'node:assert/strict';
import { checked, checkedStatus, projectWith, seen } from '../../../support/checked.ts';
import { answer, projectReleases } from '../../../support/known-index.ts';

describe('quarantined-project', () => {
	const text = projectWith('"Demo[x]>=1"');

	it('stands on the name, tells the reason and leads to the page of the project', async () => {
		const [finding, more] = await checkedStatus(text, 'demo', 'quarantined', 'Use other\n\u202einstead');
		assert.ok(finding);
		assert.equal(more, undefined);
		assert.deepEqual(seen(text, [finding]), ['quarantined-project: Demo']);
		assert.equal(finding.severity, 'error');
		assert.equal(finding.message, 'Demo is held back by the index as unsafe, do not install it: Use other instead.');
		assert.deepEqual(finding.fixes[0], {
			kind: 'command',
			title: 'Open the page of demo at the index',
			run: { command: 'openPage', url: 'https://index.test/project/demo/' },
		});
	});

	it('stands alone, though nothing matches where no file is offered', async () => {
		const held = { ...projectReleases('demo', []), status: 'quarantined', statusReason: null } as const;
		assert.deepEqual(seen(text, await checked(text, { demo: answer(held) })), ['quarantined-project: Demo']);
	});

	it('needs no reason', async () => {
		assert.equal(
			(await checkedStatus(text, 'demo', 'quarantined', null))[0]?.message,
			'Demo is held back by the index as unsafe, do not install it.',
		);
	});

	it('is not said of a project in any other state', async () => {
		for (const status of ['active', 'archived', 'deprecated', 'quarantined'] as const) {
			const codes = (await checkedStatus(text, 'demo', status, null)).map(({ code }) => code);
			assert.equal(codes.includes('quarantined-project'), status === 'quarantined');
		}
	});
});
