import assert from 'node:assert/strict';
import { checked, fixed, lockBeside, preferred, projectWith, seen } from '../../../support/checked.ts';
import { environmentWith } from '../../../support/environments.ts';
import { release } from '../../../support/known-index.ts';
import { uvLock } from '../../../support/locks.ts';

const yanked = (reason: string | null) => ({
	requests: ['2.33.0', '2.32.3', release('2.32.0', { yanked: true, yankedReason: reason }), '2.31.0'],
});

describe('yanked-version', () => {
	it('stands on the pin and tells the reason', async () => {
		const text = projectWith('"requests[socks]==2.32.0"');
		const [finding, more] = await checked(text, yanked('Yanked due to CVE-2024-35195 mitigation'));
		assert.ok(finding);
		assert.equal(more, undefined);
		assert.deepEqual(seen(text, [finding]), ['yanked-version: ==2.32.0']);
		assert.equal(finding.message, 'requests 2.32.0 was yanked: Yanked due to CVE-2024-35195 mitigation.');
		assert.equal(finding.severity, 'warning');
		assert.deepEqual(finding.tags, ['deprecated']);
	});

	const reasons: readonly (readonly [reason: string | null, told: string])[] = [
		[null, 'requests 2.32.0 was yanked, without a reason given.'],
		['Broken!', 'requests 2.32.0 was yanked: Broken!'],
		['two\nlines\t here ', 'requests 2.32.0 was yanked: two lines here.'],
		['\u001b[31mred\u202e \u200bherring\u001b]0;title\u0007', 'requests 2.32.0 was yanked: red herring.'],
		['\u202e \u200b', 'requests 2.32.0 was yanked, without a reason given.'],
		['x'.repeat(100_000), `requests 2.32.0 was yanked: ${'x'.repeat(300)}.`],
	];
	for (const [reason, told] of reasons) {
		it(`tells the reason ${JSON.stringify(reason)?.slice(0, 30)} as one line`, async () => {
			assert.equal((await checked(projectWith('"requests==2.32.0"'), yanked(reason)))[0]?.message, told);
		});
	}

	it('offers the good releases near it', async () => {
		const file = (version: string) => projectWith(`'requests == ${version}', # why`);
		const text = file('2.32.0');
		const [finding] = await checked(text, yanked(null));
		assert.deepEqual(fixed(text, finding), { 'Use requests 2.32.3': file('2.32.3'), 'Use requests 2.33.0': file('2.33.0') });
		assert.deepEqual(preferred(finding), []);
	});

	it('is said of what is installed', async () => {
		const [finding] = await checked(projectWith('"requests>=2.31"'), yanked(null), {}, { environment: environmentWith('requests 2.32.0') });
		assert.equal(finding?.message, 'requests 2.32.0, which .venv has, was yanked, without a reason given.');
		assert.equal(finding.fixes[0]?.title, 'Use requests 2.32.3');
	});

	it('is said of what a lock has, with the command that moves it', async () => {
		const text = projectWith('"requests>=2.31"');
		const lock = await lockBeside('uv.lock', uvLock('requests 2.32.0'));
		const [finding, more] = await checked(text, yanked('Broken'), {}, { lock });
		assert.ok(finding);
		assert.equal(more, undefined);
		assert.deepEqual(seen(text, [finding]), ['yanked-version: >=2.31']);
		assert.equal(finding.message, 'requests 2.32.0, which uv.lock has, was yanked: Broken.');
		assert.deepEqual(
			finding.fixes.map(({ title }) => title),
			[
				'Type “uv lock --upgrade-package requests” into a terminal',
				'Use requests 2.32.3',
				'Use requests 2.33.0',
				'Ignore requests (writes a setting)',
			],
		);
	});

	it('is not said of a range that holds a yanked release beside good ones', async () => {
		assert.deepEqual(await checked(projectWith('"requests>=2.31,<2.32.1"'), yanked(null)), []);
	});
});
