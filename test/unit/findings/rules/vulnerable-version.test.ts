import assert from 'node:assert/strict';
import type { Finding } from '../../../../src/core/findings/finding.ts';
import type { Vulnerability } from '../../../../src/core/index/package-index.ts';
import { checked, fixed, lockBeside, preferred, projectWith, seen } from '../../../support/checked.ts';
import { release } from '../../../support/known-index.ts';
import { uvLock } from '../../../support/locks.ts';

function vulnerability(id: string, fixedIn: readonly string[], change: Partial<Vulnerability> = {}): Vulnerability {
	return { id, aliases: [], summary: null, severity: null, fixedIn, link: null, ...change };
}

const cookies = vulnerability('GHSA-v845-jxx5-vc9f', ['1.26.17', '2.0.6'], {
	aliases: ['CVE-2023-43804'],
	link: 'https://osv.dev/vulnerability/GHSA-v845-jxx5-vc9f',
	summary: 'Cookies are not stripped\non redirects',
});
const bodies = vulnerability('GHSA-g4mx-q9vg-27p4', ['2.0.7', '1.26.18'], { severity: 'moderate' });
const urllib3 = { urllib3: ['2.5.0', '2.0.7', '2.0.6', '2.0.0', '1.26.20', '1.26.18', '1.26.17', '1.26.4'] };

async function found(text: string, vulnerabilities: readonly Vulnerability[], packages: Parameters<typeof checked>[1] = urllib3) {
	return await checked(text, packages, {}, { facts: { 'urllib3 1.26.4': { vulnerabilities } } });
}

function titles(finding: Finding | undefined): readonly string[] {
	return (finding?.fixes ?? []).map(({ title }) => title).filter((title) => !title.startsWith('Ignore'));
}

describe('vulnerable-version', () => {
	it('stands on the specifier and tells ids, severity and where each is fixed', async () => {
		const text = projectWith('"urllib3[socks]==1.26.4"');
		const [finding, more] = await found(text, [cookies, bodies]);
		assert.ok(finding);
		assert.equal(more, undefined);
		assert.deepEqual(seen(text, [finding]), ['vulnerable-version: ==1.26.4']);
		assert.equal(
			finding.message,
			'urllib3 1.26.4 has 2 known vulnerabilities: GHSA-v845-jxx5-vc9f (CVE-2023-43804), fixed in 1.26.17; GHSA-g4mx-q9vg-27p4, moderate, fixed in 1.26.18.',
		);
		assert.equal(finding.severity, 'warning');
		assert.deepEqual(finding.data['version'], '1.26.4');
		assert.deepEqual((finding.data['vulnerabilities'] as readonly unknown[])[0], {
			id: 'GHSA-v845-jxx5-vc9f',
			aliases: ['CVE-2023-43804'],
			severity: null,
			fixed_in: ['1.26.17', '2.0.6'],
			link: 'https://osv.dev/vulnerability/GHSA-v845-jxx5-vc9f',
			summary: 'Cookies are not stripped on redirects',
		});
	});

	it('is not said of a release without any, nor while nothing is known of it', async () => {
		assert.deepEqual(await found(projectWith('"urllib3==1.26.4"'), []), []);
		assert.deepEqual(await checked(projectWith('"urllib3==1.26.4"'), urllib3), []);
	});

	it('moves to the nearest release in which all are fixed', async () => {
		const file = (version: string) => projectWith(`"urllib3==${version}", # why`);
		const [finding] = await found(file('1.26.4'), [cookies, bodies]);
		assert.deepEqual(fixed(file('1.26.4'), finding), { 'Use urllib3 1.26.18': file('1.26.18') });
		assert.deepEqual(preferred(finding), []);
		assert.deepEqual(titles(finding), ['Use urllib3 1.26.18', 'Read about GHSA-v845-jxx5-vc9f']);
	});

	const nearest: readonly (readonly [
		what: string,
		releases: readonly (string | ReturnType<typeof release>)[],
		fixes: readonly string[],
	])[] = [
		['not to one in which one of them is there again', ['2.0.7', '2.0.0', '1.26.17', '1.26.4'], ['Use urllib3 2.0.7']],
		[
			'not to a yanked one, nor to a pre-release',
			['2.5.0', release('1.26.19', { yanked: true }), '1.26.18rc1', '1.26.4'],
			['Use urllib3 2.5.0'],
		],
		[
			"not to one that does not run on the project's Python",
			['2.5.0', release('1.26.18', { requiresPython: '>=3.13' }), '1.26.4'],
			['Use urllib3 2.5.0'],
		],
		['to none where there is none', ['1.26.17', '1.26.4'], []],
	];
	for (const [what, releases, fixes] of nearest) {
		it(`moves ${what}`, async () => {
			const [finding] = await found(projectWith('"urllib3==1.26.4"'), [cookies, bodies], { urllib3: releases });
			assert.deepEqual(titles(finding), [...fixes, 'Read about GHSA-v845-jxx5-vc9f']);
		});
	}

	it('is said of what a lock has, with the command that moves it, then moves inside and outside of the specifier', async () => {
		const text = projectWith('"urllib3>=1.26,<2"');
		const lock = await lockBeside('uv.lock', uvLock('urllib3 1.26.4'));
		const [finding] = await checked(text, urllib3, {}, { lock, facts: { 'urllib3 1.26.4': { vulnerabilities: [cookies] } } });
		assert.equal(
			finding?.message,
			'urllib3 1.26.4, which uv.lock has, has a known vulnerability: GHSA-v845-jxx5-vc9f (CVE-2023-43804), fixed in 1.26.17.',
		);
		assert.deepEqual(titles(finding), [
			'Type “uv lock --upgrade-package urllib3” into a terminal',
			'Use urllib3 1.26.17',
			'Use urllib3 2.0.6',
			'Read about GHSA-v845-jxx5-vc9f',
		]);
	});

	it('offers no command that could not help', async () => {
		const lock = await lockBeside('uv.lock', uvLock('urllib3 1.26.4'));
		const [finding] = await checked(
			projectWith('"urllib3<1.26.10"'),
			urllib3,
			{},
			{ lock, facts: { 'urllib3 1.26.4': { vulnerabilities: [bodies] } } },
		);
		assert.deepEqual(titles(finding), ['Use urllib3 1.26.18']);
	});

	it('says of some that no release fixes them, and moves to where the others are fixed', async () => {
		const [finding] = await found(projectWith('"urllib3==1.26.4"'), [vulnerability('PYSEC-1', []), bodies]);
		assert.match(finding?.message ?? '', /: PYSEC-1, which no release fixes yet; GHSA-g4mx-q9vg-27p4, moderate, fixed in 1\.26\.18\.$/);
		assert.deepEqual(titles(finding), ['Use urllib3 1.26.18']);
	});

	it('counts one that is listed under several of its names once', async () => {
		const again = vulnerability('PYSEC-2023-192', ['1.26.17'], { aliases: ['GHSA-v845-jxx5-vc9f', 'CVE-2023-43804'] });
		const [finding] = await found(projectWith('"urllib3==1.26.4"'), [cookies, again]);
		assert.match(finding?.message ?? '', /^urllib3 1\.26\.4 has a known vulnerability: /);
	});

	it('moves to where all listings of one say that it is fixed', async () => {
		const listed = [
			vulnerability('PYSEC-2018-49', ['2.0.6'], { aliases: ['CVE-1'] }),
			vulnerability('GHSA-1', ['1.26.17'], { aliases: ['CVE-1'] }),
		];
		const [finding] = await found(projectWith('"urllib3==1.26.4"'), listed);
		assert.equal(finding?.message, 'urllib3 1.26.4 has a known vulnerability: PYSEC-2018-49 (CVE-1), fixed in 2.0.6.');
		assert.deepEqual(titles(finding), ['Use urllib3 2.0.6']);
	});

	it('names a few of many', async () => {
		const many = Array.from({ length: 60 }, (_, number) => vulnerability(`PYSEC-${number}`, ['1.26.5']));
		const [finding] = await found(projectWith('"urllib3==1.26.4"'), many);
		assert.equal(
			finding?.message,
			'urllib3 1.26.4 has 60 known vulnerabilities: PYSEC-0, fixed in 1.26.5; PYSEC-1, fixed in 1.26.5; PYSEC-2, fixed in 1.26.5; and 57 more.',
		);
		assert.ok(finding);
		assert.equal((finding.data['vulnerabilities'] as readonly unknown[]).length, 50);
	});

	it('shows texts of an index as one short line', async () => {
		const hostile = vulnerability(`\u001b[31m${'x'.repeat(100)}`, ['1.26.17', 'no version'], { aliases: ['a\n\u202eb'] });
		const [finding] = await found(projectWith('"urllib3==1.26.4"'), [hostile]);
		assert.equal(finding?.message, `urllib3 1.26.4 has a known vulnerability: ${'x'.repeat(40)} (a b), fixed in 1.26.17.`);
	});

	it('can be turned off, and then nothing is asked', async () => {
		const off = { 'findings.vulnerable-version': 'off' };
		const known = { 'urllib3 1.26.4': { vulnerabilities: [cookies] } };
		assert.deepEqual(await checked(projectWith('"urllib3==1.26.4"'), urllib3, off, { facts: known }), []);
	});
});
