import assert from 'node:assert/strict';
import { checked, commands, projectWith, seen } from '../../../support/checked.ts';

const text = projectWith('"demo[x]>=1"');

async function under(licence: string | null, settings: Parameters<typeof checked>[2]) {
	return await checked(text, { demo: ['1.0'] }, settings, { facts: { 'demo 1.0': { licence } } });
}

describe('licence', () => {
	it('is off unless a policy is set, and says nothing of what is accepted', async () => {
		assert.deepEqual(await under('GPL-3.0-only', {}), []);
		assert.deepEqual(await under('MIT', { 'licences.allow': ['MIT'] }), []);
		assert.deepEqual(await under('GPL-3.0-only', { 'licences.allow': ['MIT'], 'findings.licence': 'off' }), []);
	});

	it('stands on the name, and tells licence and verdict', async () => {
		const [finding, more] = await under('GPL-3.0-only', { 'licences.allow': ['MIT'] });
		assert.ok(finding);
		assert.equal(more, undefined);
		assert.deepEqual(seen(text, [finding]), ['licence: demo']);
		assert.equal(finding.severity, 'warning');
		assert.deepEqual(finding.data, { version: '1.0', licence: 'GPL-3.0-only', verdict: 'not-allowed', licences: ['GPL-3.0-only'] });
		assert.deepEqual(commands(finding), ['openPage', 'ignorePackage']);
	});

	const rows: readonly (readonly [licence: string | null, policy: Parameters<typeof checked>[2], message: string])[] = [
		['GPL-3.0-only', { 'licences.allow': ['MIT'] }, 'demo 1.0 is licensed under GPL-3.0-only, which licences.allow does not have.'],
		['MIT AND ISC', { 'licences.allow': ['MIT'] }, 'demo 1.0 is licensed under MIT AND ISC, of which licences.allow does not have ISC.'],
		['AGPL-3.0-only', { 'licences.deny': ['agpl-3.0-only'] }, 'demo 1.0 is licensed under AGPL-3.0-only, which licences.deny has.'],
		[
			'MIT AND AGPL-3.0-only',
			{ 'licences.deny': ['AGPL-3.0-only'] },
			'demo 1.0 is licensed under MIT AND AGPL-3.0-only, of which licences.deny has AGPL-3.0-only.',
		],
		[
			'BSD\u202e License',
			{ 'licences.allow': ['MIT'] },
			'demo 1.0 states its licence as “BSD License”, which is no SPDX expression: whether licences.allow has it cannot be told. If you accept it, add these words there.',
		],
		[null, { 'licences.allow': ['MIT'] }, 'demo 1.0 states no licence: whether licences.allow has it cannot be told.'],
	];
	for (const [licence, policy, message] of rows) {
		it(`of ${JSON.stringify(licence)} under ${JSON.stringify(policy)}`, async () =>
			assert.equal((await under(licence, policy))[0]?.message, message));
	}

	it('is cut where it is long', async () => {
		const [finding] = await under(`x ${'y'.repeat(2000)}`, { 'licences.allow': ['MIT'] });
		assert.ok((finding?.message.length ?? 0) < 350);
	});

	it('is not said while the licence is not known', async () => {
		assert.deepEqual(await checked(text, { demo: ['1.0'] }, { 'licences.allow': ['MIT'] }), []);
	});
});
