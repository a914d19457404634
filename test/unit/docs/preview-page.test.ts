import assert from 'node:assert/strict';
import { pageAddresses } from '../../../src/core/docs/addresses.ts';
import { packageDocs } from '../../../src/core/docs/package-docs.ts';
import { type PreviewFacts, previewPage } from '../../../src/core/docs/preview-page.ts';
import { NetworkError } from '../../../src/core/errors.ts';
import type { ReleaseMetadata } from '../../../src/core/index/package-index.ts';
import { answer, projectReleases, release } from '../../support/known-index.ts';
import { metadataWith } from '../../support/metadata.ts';

const now = Date.UTC(2026, 0, 11);

function page(known: Partial<ReleaseMetadata>, change: Partial<PreviewFacts> = {}, showsImages = false): string {
	const metadata = metadataWith({ descriptionContentType: 'text/markdown', ...known });
	return previewPage({
		docs: packageDocs(metadata, 50_000, pageAddresses(metadata.urls, showsImages)),
		metadata: answer(metadata),
		releases: answer(projectReleases('demo', ['2.0', release('1.0', { uploadedAt: Date.UTC(2026, 0, 1) }), '0.9'])),
		cutOff: undefined,
		index: 'index.test',
		users: [{ project: 'shop', resolvedFrom: 'specifier' }],
		findings: [],
		pageOf: (version) => `${version}.md`,
		isOffline: false,
		now,
		...change,
	});
}

describe('the preview of the docs', () => {
	it('begins with the facts of the release', () => {
		const text = page({
			summary: 'A | demo',
			requiresPython: '>=3.9',
			licence: 'MIT',
			urls: [{ label: 'Home', url: 'https://x.test/(a|b)' }],
		});
		assert.ok(text.startsWith('# demo 1.0\n\n*A \\| demo*\n\n| | |\n|---|---|\n| **Used by** | shop \\(specifier\\) |\n'), text);
		assert.match(text, /\| \*\*Released\*\* \| 2026-01-01, 10 days ago; the latest release is 2\.0 \|/);
		assert.match(text, /\| \*\*Links\*\* \| \[Home\]\(https:\/\/x\.test\/%28a%7Cb%29\) \|/);
		assert.match(text, /\| \*\*Other versions\*\* \| \[2\.0\]\(2\.0\.md\) · \[0\.9\]\(0\.9\.md\) \|/);
		assert.match(text, /This release has no description/);
		assert.match(page({ onlyListed: true }), /The index offers no metadata of this release, only its files/);
	});

	it('does not call the latest what exclude-newer or a cooldown leaves out', () => {
		const cutOff = { at: Date.UTC(2026, 0, 5), by: 'exclude-newer' } as const;
		const releases = answer(
			projectReleases('demo', [release('2.0', { uploadedAt: Date.UTC(2026, 0, 6) }), release('1.0', { uploadedAt: Date.UTC(2026, 0, 1) })]),
		);
		assert.match(
			page({}, { cutOff, releases }),
			/2026-01-01, 10 days ago; the latest release; 2\.0 is newer than exclude-newer allows \\\(2026-01-04\\\) \|/,
		);
	});

	it('tells what is wrong with it', () => {
		const vulnerability = {
			id: 'X-1',
			aliases: ['CVE-1'],
			summary: 'Bad *luck*',
			fixedIn: ['1.1'],
			severity: null,
			link: 'https://v.test/1',
		};
		const text = page(
			{ yanked: { reason: 'broken' }, vulnerabilities: [vulnerability] },
			{
				releases: answer({ ...projectReleases('demo', ['1.0']), status: 'archived' }),
				findings: ['demo needs Python 3.12.'],
			},
		);
		const told = text.split('\n').filter((line) => line.startsWith('> ⚠'));
		assert.deepEqual(told, [
			'> ⚠ This release was yanked: broken',
			'> ⚠ Vulnerable: [X-1, CVE-1](https://v.test/1), fixed in 1.1. Bad \\*luck\\*',
			'> ⚠ The project is archived.',
			'> ⚠ demo needs Python 3.12.',
		]);
	});

	it('says where the index does not tell of vulnerabilities', () => {
		assert.match(page({ vulnerabilities: null }), /\| \*\*Vulnerabilities\*\* \| the index does not tell of them \|/);
		assert.doesNotMatch(page({ vulnerabilities: [] }), /Vulnerabilit/);
	});

	it('says its age when the index could not be asked', () => {
		const old = answer(metadataWith({}), { staleBecause: new NetworkError('unreachable', 'index.test could not be reached') });
		assert.match(page({}, { metadata: old }), /> Shown from the cache, 10 days old: index\.test could not be reached/);
		assert.match(page({}, { isOffline: true }), /> Shown from the cache, 10 days old: AutoDocs is offline/);
	});

	it('leads relative links into the repository, and shows images where they are wanted', () => {
		const known = {
			urls: [{ label: 'Source', url: 'https://github.com/o/r' }],
			description: '![logo](logo.png) [guide](docs/guide.md)\n\n<p align="center"><img src="https://x.test/a.svg" alt="badge"></p>\n',
		};
		const without = page(known);
		assert.match(without, /\[guide\]\(https:\/\/github\.com\/o\/r\/blob\/HEAD\/docs\/guide\.md\)/);
		assert.doesNotMatch(without, /!\[/);
		const withImages = page(known, {}, true);
		assert.match(withImages, /!\[logo\]\(https:\/\/github\.com\/o\/r\/raw\/HEAD\/logo\.png\)/);
		assert.match(withImages, /!\[badge\]\(https:\/\/x\.test\/a\.svg\)/);
	});

	it('holds no HTML and no command, whatever the package says', () => {
		const text = page({ description: '<script>alert(1)</script>\n\n[a](command:x) <img src=x onerror=y>', summary: '<b>x</b>' }, {}, true);
		assert.doesNotMatch(text, /<[a-z]|command:|onerror/i);
	});
});
