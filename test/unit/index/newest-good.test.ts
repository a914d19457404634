import assert from 'node:assert/strict';
import { latestOf, newestGood } from '../../../src/core/index/newest-good.ts';
import { release } from '../../support/known-index.ts';

describe('the newest release that one would take', () => {
	const yanked = (version: string) => release(version, { yanked: true });
	const rows: readonly (readonly [what: string, releases: Parameters<typeof newestGood>[0], version: string | undefined])[] = [
		['is final', ['3.0rc1', '3.0.dev1', '2.0', '1.0'].map((version) => release(version)), '2.0'],
		['may be a post-release or a local one', ['2.0.post1', '2.0'].map((version) => release(version)), '2.0.post1'],
		['may have letters in its local part', ['2.0+cpu.rc1', '1.0'].map((version) => release(version)), '2.0+cpu.rc1'],
		['is not yanked', [yanked('2.0'), release('1.0')], '1.0'],
		['is a pre-release when there is nothing else', [yanked('2.0'), release('2.0rc1')], '2.0rc1'],
		['is yanked when all are', [yanked('2.0'), yanked('1.0')], '2.0'],
		['is none when there are none', [], undefined],
	];
	for (const [what, releases, version] of rows) it(what, () => assert.equal(newestGood(releases)?.version, version));
});

describe('what is called the latest release', () => {
	const cutOff = { at: 150, by: 'exclude-newer' } as const;
	const old = (version: string) => release(version, { uploadedAt: 100 });
	const young = (version: string) => release(version, { uploadedAt: 200 });
	const rows: readonly (readonly [
		what: string,
		given: Parameters<typeof latestOf>,
		latest: string | undefined,
		leftOut: string | undefined,
	])[] = [
		['is the newest good one', [[young('2.0'), old('1.0')], undefined], '2.0', undefined],
		['is not too new, and what is newer is told', [[young('2.0'), old('1.0')], cutOff], '1.0', '2.0'],
		['is too new where all are', [[young('2.0'), young('1.0')], cutOff], '2.0', undefined],
		['is final, though a newer pre-release is too new', [[young('2.0rc1'), old('1.0')], cutOff], '1.0', undefined],
		['is a pre-release where they count like others', [[old('2.0rc1'), old('1.0')], cutOff, true], '2.0rc1', undefined],
		['is none that was yanked, pre-release or not', [[release('2.0rc1', { yanked: true }), old('1.0')], undefined, true], '1.0', undefined],
		['is no pre-release that is too new, and that is told', [[young('2.0rc1'), old('1.0')], cutOff, true], '1.0', '2.0rc1'],
		['is none where there are none', [[], cutOff, true], undefined, undefined],
	];
	for (const [what, given, latest, leftOut] of rows) {
		it(what, () => {
			const found = latestOf(...given);
			assert.deepEqual([found.latest?.version, found.leftOut?.version], [latest, leftOut]);
		});
	}
});
