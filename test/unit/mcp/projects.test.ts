import assert from 'node:assert/strict';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AutoDocsError } from '../../../src/core/errors.ts';
import { chooseProject, impliedProject, projectsIn } from '../../../src/mcp/projects.ts';
import { removeFolder, temporaryFolder } from '../../support/temporary-folder.ts';

describe('choosing a project', () => {
	let root = '';
	let folder = '';

	beforeEach(async () => {
		root = await temporaryFolder();
		folder = join(root, 'given');
		for (const path of ['given/a', 'given/b', 'outside']) {
			await mkdir(join(root, path), { recursive: true });
			await writeFile(join(root, path, 'pyproject.toml'), `[project]\nname = "${path}"\n`);
		}
	});

	afterEach(() => removeFolder(root));

	const chosen = async (paths: readonly string[], path?: string) => (await chooseProject(projectsIn(paths), path)).parsed.project?.name;

	const refusal = async (paths: readonly string[], path?: string): Promise<AutoDocsError> => {
		try {
			await chooseProject(projectsIn(paths), path);
		} catch (thrown) {
			assert.ok(thrown instanceof AutoDocsError);
			return thrown;
		}
		return assert.fail('it was not refused');
	};

	it('takes the only one, and the one at the top', async () => {
		assert.equal(await chosen([join(folder, 'a')]), 'given/a');
		assert.equal(await chosen([join(folder, 'a/pyproject.toml')]), 'given/a');
		await writeFile(join(folder, 'pyproject.toml'), '[project]\nname = "top"\n');
		assert.equal(await chosen([folder]), 'top');
	});

	it('takes a folder or a file, relative or absolute', async () => {
		for (const path of ['a', 'a/pyproject.toml', './a/', join(folder, 'a'), join(folder, 'b', '..', 'a')])
			assert.equal(await chosen([folder], path), 'given/a', path);
	});

	it('names the choices where there are several, or says that there is none', async () => {
		const several = await refusal([folder]);
		assert.deepEqual(
			[several.code, several.details['project_paths']],
			['invalid_input', [join(folder, 'a/pyproject.toml'), join(folder, 'b/pyproject.toml')]],
		);
		assert.match(several.suggestions[0] ?? '', /project_path .*a\/pyproject\.toml/);
		assert.equal(await impliedProject(projectsIn([folder]), undefined), undefined);
		await mkdir(join(root, 'empty'));
		assert.equal((await refusal([join(root, 'empty')])).code, 'project_not_found');
		assert.equal((await refusal([folder], 'c')).code, 'project_not_found');
	});

	it('takes the address of a file, and what begins at home', async () => {
		assert.equal(await chosen([folder], pathToFileURL(join(folder, 'a')).href), 'given/a');
		const home = await refusal([folder], '~/projects');
		assert.match(home.message, /^project_path "~\/projects" is outside the folders/);
		assert.match((await refusal([folder], 'file://elsewhere/a%2Fb')).message, /is the address of no file on this machine/);
	});

	for (const [what, path] of [
		['a folder without one', 'given'],
		['a missing folder', 'gone'],
		['another file', 'notes.txt'],
		['no path at all', 'a\0b'],
		['a path of any length', 'x'.repeat(4096)],
	] as const) {
		it(`answers ${what} with the projects that there are, in few words`, async () => {
			await writeFile(join(folder, 'notes.txt'), '');
			const { code, message, suggestions } = await refusal([folder], path === 'given' ? folder : path);
			assert.deepEqual([code, suggestions[0]], ['project_not_found', `Call again with project_path ${join(folder, 'a/pyproject.toml')}`]);
			assert.ok(message.startsWith('project_path "') && message.length < 800, message);
		});
	}

	it('reads nothing outside, be it by .. or by a link', async () => {
		await symlink(join(root, 'outside'), join(folder, 'link'));
		for (const path of ['..', '../outside', join(root, 'outside'), 'link', 'link/pyproject.toml', '/etc', '../given-too']) {
			const { code, message } = await refusal([folder], path);
			assert.deepEqual([code, /is outside the folders/.test(message)], ['invalid_input', true], path);
		}
	});
});
