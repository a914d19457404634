import assert from 'node:assert/strict';
import { checkedStatus, projectWith, seen } from '../../../support/checked.ts';

describe('archived-project', () => {
	const text = projectWith('"Demo[x]>=1"');

	it('stands on the name, tells the reason and leads to the page of the project', async () => {
		const [finding, more] = await checkedStatus(text, 'demo', 'archived', 'Use other\n\u202einstead');
		assert.ok(finding);
		assert.equal(more, undefined);
		assert.deepEqual(seen(text, [finding]), ['archived-project: Demo']);
		assert.equal(finding.severity, 'information');
		assert.equal(finding.message, 'Demo is archived and gets no more updates: Use other instead.');
		assert.deepEqual(finding.fixes[0], {
			kind: 'command',
			title: 'Open the page of demo at the index',
			run: { command: 'openPage', url: 'https://index.test/project/demo/' },
		});
	});

	it('needs no reason', async () => {
		assert.equal((await checkedStatus(text, 'demo', 'archived', null))[0]?.message, 'Demo is archived and gets no more updates.');
	});

	it('is not said of a project in any other state', async () => {
		for (const status of ['active', 'archived', 'deprecated', 'quarantined'] as const) {
			const codes = (await checkedStatus(text, 'demo', status, null)).map(({ code }) => code);
			assert.equal(codes.includes('archived-project'), status === 'archived');
		}
	});
});
