import assert from 'node:assert/strict';
import { checked, fixed, lockBeside, preferred, projectWith, seen } from '../../../support/checked.ts';
import { release } from '../../../support/known-index.ts';
import { uvLock } from '../../../support/locks.ts';

/** It is the first of January 2026. */
const on = (month: number, day: number) => Date.UTC(2025, month - 1, day);
const demo = {
	demo: [
		release('2.1', { uploadedAt: on(12, 29) }),
		release('2.0', { uploadedAt: on(12, 1) }),
		release('1.9', { uploadedAt: on(11, 1) }),
		release('1.8', { uploadedAt: on(10, 1), yanked: true }),
	],
};
const twoWeeks = { 'cooldown.days': 14 };
const withUv = (setting: string, ...entries: readonly string[]) => `${projectWith(...entries)}[tool.uv]\nexclude-newer = ${setting}\n`;

describe('cooldown', () => {
	it('stands on the specifier, and tells age and date', async () => {
		const text = projectWith('"demo>=1"');
		const [finding, more] = await checked(text, demo, twoWeeks);
		assert.ok(finding);
		assert.equal(more, undefined);
		assert.deepEqual(seen(text, [finding]), ['cooldown: >=1']);
		assert.equal(finding.message, 'demo 2.1 was released 3 days ago (2025-12-29); cooldown.days asks for 14.');
		assert.deepEqual(finding.data, { version: '2.1', uploaded: '2025-12-29T00:00:00.000Z', notAfter: '2025-12-17', by: 'cooldown.days' });
		assert.equal(finding.severity, 'warning');
	});

	it('is off unless days are set, and is not said of what is old enough or of unknown age', async () => {
		assert.deepEqual(await checked(projectWith('"demo>=1"'), demo), []);
		assert.deepEqual(await checked(projectWith('"demo<2.1"'), demo, twoWeeks), []);
		assert.deepEqual(await checked(projectWith('"demo"'), { demo: ['1.0'] }, twoWeeks), []);
	});

	const ages: readonly (readonly [days: number, told: string])[] = [
		[0, 'demo 1.0 was released less than a day ago (2026-01-01); cooldown.days asks for 14.'],
		[1, 'demo 1.0 was released a day ago (2025-12-31); cooldown.days asks for 14.'],
	];
	for (const [days, told] of ages) {
		it(`tells the age of ${days} days`, async () => {
			const packages = { demo: [release('1.0', { uploadedAt: Date.UTC(2026, 0, 1 - days) })] };
			assert.equal((await checked(projectWith('"demo"'), packages, twoWeeks))[0]?.message, told);
		});
	}

	it('pins to the newest release that is old enough, since a lower bound would let the newer one in', async () => {
		for (const [before, after] of [
			['demo>=1', 'demo==2.0'],
			['demo==2.1', 'demo==2.0'],
			['demo', 'demo==2.0'],
			['demo[x] >=1,<3 ; python_version > "3"', 'demo[x] ==2.0 ; python_version > "3"'],
			['demo>=2.1', 'demo==2.0'],
		] as const) {
			const text = projectWith(`'${before}'`);
			const [finding] = await checked(text, demo, twoWeeks);
			assert.deepEqual(fixed(text, finding), { 'Pin demo to 2.0, of 2025-12-01': projectWith(`'${after}'`) });
			assert.deepEqual(preferred(finding), []);
		}
	});

	it('stays inside of the specifier where it can', async () => {
		const packages = { demo: [release('3.0', { uploadedAt: on(1, 1) }), ...demo.demo] };
		const text = projectWith('"demo~=2.0"');
		assert.deepEqual(Object.keys(fixed(text, (await checked(text, packages, twoWeeks))[0])), ['Pin demo to 2.0, of 2025-12-01']);
	});

	it('is said of what a lock has', async () => {
		const lock = await lockBeside('uv.lock', uvLock('demo 2.1'));
		const [finding] = await checked(projectWith('"demo>=1"'), demo, twoWeeks, { lock });
		assert.equal(finding?.message, 'demo 2.1, which uv.lock has, was released 3 days ago (2025-12-29); cooldown.days asks for 14.');
	});

	it('is said of what exclude-newer leaves out, though nothing else is there', async () => {
		const text = withUv('"2025-11-30"', '"demo==2.0"');
		const [finding] = await checked(text, demo);
		assert.equal(finding?.message, 'demo 2.0 was released on 2025-12-01; exclude-newer allows none after 2025-11-30.');
		assert.deepEqual(Object.keys(fixed(text, finding)), ['Pin demo to 1.9, of 2025-11-01']);
		assert.deepEqual(await checked(withUv('"2025-11-30"', '"demo>=1"'), demo), []);
	});
});

describe('a release that is too new', () => {
	it('is not what the fixes of other findings move to', async () => {
		const yanked = projectWith('"demo==1.8"');
		const titles = async (text: string, settings = {}) => Object.keys(fixed(text, (await checked(text, demo, settings))[0]));
		assert.deepEqual(await titles(yanked), ['Use demo 1.9', 'Use demo 2.1']);
		assert.deepEqual(await titles(yanked, twoWeeks), ['Use demo 1.9', 'Use demo 2.0']);
		assert.deepEqual(await titles(withUv('"2025-11-30"', '"demo==1.8"')), ['Use demo 1.9']);
	});

	it('is not called the newest, and the text says why', async () => {
		const [finding] = await checked(withUv('"2025-11-30"', '"demo>=9"'), demo);
		assert.equal(
			finding?.message,
			'No release of demo matches “>=9”. The newest is 1.9. 2.1 is newer than exclude-newer allows (2025-11-30).',
		);
		assert.equal(finding?.data['newest'], '1.9');
	});
});
