import assert from 'node:assert/strict';
import { newestGood } from '../../../src/core/index/newest-good.ts';
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
