import assert from 'node:assert/strict';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { findSources } from '../../../src/core/imports/find-sources.ts';
import { isForDevelopment, ownModules } from '../../../src/core/imports/first-party.ts';
import { removeFolder, temporaryFolder } from '../../support/temporary-folder.ts';

describe('the modules of a workspace', () => {
	it('may be any source in it, and any folder that holds one', () => {
		assert.deepEqual(
			[...ownModules(['src/shop/__init__.py', 'src/shop/api/v1.py', 'run.py'])],
			['src', 'shop', '__init__', 'api', 'v1', 'run'],
		);
	});

	const development: readonly [path: string, wanted: boolean][] = [
		['src/shop/main.py', false],
		['shop/testing_tools.py', false],
		['tests/helpers/x.py', true],
		['shop/tests/test_x.py', true],
		['shop/test_x.py', true],
		['shop/x_test.py', true],
		['docs/conf.py', true],
		['setup.py', true],
		['.github/x.py', true],
		['Examples/x.py', true],
	];
	for (const [path, wanted] of development)
		it(`${path} is ${wanted ? '' : 'not '}for development`, () => assert.equal(isForDevelopment(path), wanted));

	describe('on disk', () => {
		let folder = '';
		beforeEach(async () => {
			folder = await temporaryFolder();
		});
		afterEach(() => removeFolder(folder));

		it('are found, those of projects further down told apart', async () => {
			const paths = ['a.py', 'src/shop/b.py', 'other/pyproject.toml', 'other/c.py', '.venv/lib/d.py', 'venv/e.py', 'data.txt'];
			for (const path of paths) {
				await mkdir(dirname(join(folder, path)), { recursive: true });
				await writeFile(join(folder, path), '');
			}
			await symlink(folder, join(folder, 'loop'));
			const found = await findSources(folder);
			assert.deepEqual(
				[[...(found?.all ?? [])].sort(), found?.own],
				[
					['a.py', 'other/c.py', 'src/shop/b.py'],
					['a.py', 'src/shop/b.py'],
				],
			);
		});
	});
});
