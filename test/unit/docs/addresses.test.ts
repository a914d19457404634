import assert from 'node:assert/strict';
import { pageAddresses } from '../../../src/core/docs/addresses.ts';

const github = [{ label: 'Source', url: 'https://github.com/o/r.git' }];

describe('the addresses of a page', () => {
	const links: readonly (readonly [title: string, repository: string, written: string, address: string | undefined])[] = [
		['a whole address', 'https://github.com/o/r', 'https://x.test/a', 'https://x.test/a'],
		['a file at GitHub', 'https://github.com/o/r/tree/main/python', 'docs/a.md#b', 'https://github.com/o/r/blob/HEAD/docs/a.md#b'],
		['a file at GitLab', 'https://gitlab.com/g/sub/r/-/issues', './a.md', 'https://gitlab.com/g/sub/r/-/blob/HEAD/a.md'],
		['a file at Bitbucket', 'https://bitbucket.org/o/r', '/a.md', 'https://bitbucket.org/o/r/src/HEAD/a.md'],
		['a file at Codeberg', 'https://codeberg.org/o/r', 'a.md', 'https://codeberg.org/o/r/src/branch/HEAD/a.md'],
		['a file at a host that is not known', 'https://git.test/o/r', 'a.md', undefined],
		['a file above the repository', 'https://github.com/o/r', '../../../evil/a.md', undefined],
		['a sponsor’s page', 'https://github.com/sponsors/o', 'a.md', undefined],
		['a command', 'https://github.com/o/r', 'command:x', undefined],
		['a script', 'https://github.com/o/r', 'javascript:alert(1)', undefined],
		['another host without a scheme', 'https://github.com/o/r', '//evil.test/a', 'https://github.com/o/r/blob/HEAD/evil.test/a'],
		['a heading', 'https://git.test/o/r', '#usage', '#usage'],
		['nothing', 'https://github.com/o/r', '', undefined],
	];
	for (const [title, url, written, address] of links) {
		it(`lead from ${title} to ${address ?? 'nowhere'}`, () => {
			assert.equal(pageAddresses([{ label: 'Source', url }], false).link(written), address);
		});
	}

	it('prefer the link that is labelled as the source', () => {
		const addresses = pageAddresses([{ label: 'Homepage', url: 'https://github.com/org/site' }, ...github], false);
		assert.equal(addresses.link('a.md'), 'https://github.com/o/r/blob/HEAD/a.md');
	});

	it('show images over https alone, and only where they are wanted', () => {
		const wanted = pageAddresses(github, true);
		assert.deepEqual(
			['https://x.test/a.png', 'http://x.test/a.png', 'a.svg', 'data:image/png;base64,AA'].map((url) => wanted.image(url)),
			['https://x.test/a.png', undefined, 'https://github.com/o/r/raw/HEAD/a.svg', undefined],
		);
		assert.equal(pageAddresses(github, false).image('https://x.test/a.png'), undefined);
	});
});
