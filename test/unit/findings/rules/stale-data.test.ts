import assert from 'node:assert/strict';
import { NetworkError } from '../../../../src/core/errors.ts';
import { checked, commands, projectWith, seen } from '../../../support/checked.ts';
import { answer, projectReleases } from '../../../support/known-index.ts';

const stale = (name: string, fetchedAt: number, ...versions: readonly string[]) =>
	answer(projectReleases(name, versions), {
		fetchedAt,
		from: 'disk',
		staleBecause: new NetworkError('timeout', 'index.test did not answer within 30 s.'),
	});

describe('stale-data', () => {
	it('is one note on the first line, with the age of the oldest answer and the cause', async () => {
		const text = projectWith('"a"', '"b"', '"c"');
		const findings = await checked(text, {
			a: stale('a', Date.UTC(2025, 11, 31, 12), '1'),
			b: stale('b', Date.UTC(2025, 11, 30, 8, 5), '1'),
			c: ['1'],
		});
		assert.deepEqual(seen(text, findings), ['stale-data: [project]']);
		assert.equal(
			findings[0]?.message,
			'2 of 3 packages are shown from the cache, as of 2025-12-30 08:05 UTC or later: index.test did not answer within 30 s.',
		);
		assert.equal(findings[0]?.severity, 'hint');
		assert.deepEqual(commands(findings[0]), ['refresh', 'showLog']);
	});

	it('counts packages, not how often the file names them', async () => {
		const text = '[project]\ndependencies = ["a", "c"]\n[dependency-groups]\ndev = ["A", "c"]\n';
		const [finding] = await checked(text, { a: stale('a', 0, '1'), c: ['1'] });
		assert.match(finding?.message ?? '', /^1 of 2 packages are shown from the cache/);
		assert.equal(finding?.data['packages'], 1);
	});

	it('counts nothing where there is one package', async () => {
		const [finding] = await checked(projectWith('"a"'), { a: stale('a', 0, '1') });
		assert.match(finding?.message ?? '', /^The package is shown from the cache, as of 1970-01-01 00:00 UTC: index\.test did not answer/);
	});

	it('does not keep what the older answer says from being checked', async () => {
		const text = projectWith('"a==9"');
		const findings = await checked(text, { a: stale('a', 0, '1') });
		assert.deepEqual(seen(text, findings), ['stale-data: [project]', 'no-matching-version: ==9']);
	});

	it('is silent about answers that the index vouched for', async () => {
		assert.deepEqual(await checked(projectWith('"a"'), { a: ['1'] }), []);
	});
});
