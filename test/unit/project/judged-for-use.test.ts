import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nodeFolders } from '../../../src/core/project/installed/folder-reader.ts';
import { readTies, type Ties } from '../../../src/core/project/installed/ties.ts';
import { judgedForUse } from '../../../src/core/project/judged-for-use.ts';
import { parsePyproject } from '../../../src/core/project/pyproject.ts';
import { projectWith, pyproject } from '../../support/checked.ts';
import { environmentWith } from '../../support/environments.ts';
import { removeFolder, temporaryFolder } from '../../support/temporary-folder.ts';

const names = ['plain', 'command', 'types-plain', 'plain-stubs', 'backend', 'frame', 'elsewhere'];
const editable = { name: 'elsewhere', version: '1', source: { kind: 'editable', target: 'file:///x' }, record: '/x' } as const;

describe('the requirements whose use is judged', () => {
	it('are installed, and nothing but imports could need them', () => {
		const entries = [...names, 'gone', "marked ; sys_platform == 'win32'"].map((name) => `"${name}"`);
		const { project } = parsePyproject(projectWith(...entries), pyproject);
		assert.ok(project);
		const installed = [...names.filter((name) => name !== 'elsewhere'), 'marked'].map((name) => `${name} 1.0`);
		const ties = new Map<string, Ties>(names.map((name) => [name, { hasEntryPoints: name === 'command', names: new Set<string>() }]));
		ties.set('frame', { hasEntryPoints: false, names: new Set(['frame', 'backend']) });
		const judged = judgedForUse({ ...project, environment: environmentWith(...installed, editable) }, ties);
		assert.deepEqual([...judged], ['plain', 'frame']);
		assert.deepEqual([...judgedForUse(project, ties)], []);
	});
});

describe('what ties an installed distribution to others', () => {
	let folder = '';
	beforeEach(async () => {
		folder = await temporaryFolder();
	});
	afterEach(() => removeFolder(folder));

	it('is what it requires, for extras too, and its entry points', async () => {
		const record = join(folder, 'a-1.dist-info');
		const installed = { name: 'a', version: '1', source: { kind: 'index', target: undefined }, record } as const;
		await mkdir(record);
		assert.deepEqual((await readTies([installed], nodeFolders)).get('a'), { hasEntryPoints: false, names: new Set() });
		const lines = ['Name: a', 'Requires-Dist: Lxml_X>=4 ; extra == "xml"', 'Requires-Dist: b[c]', '', 'Requires-Dist: none'];
		await writeFile(join(record, 'METADATA'), lines.join('\r\n'));
		await writeFile(join(record, 'entry_points.txt'), '[console_scripts]\n');
		assert.deepEqual((await readTies([installed], nodeFolders)).get('a'), { hasEntryPoints: true, names: new Set(['lxml-x', 'b']) });
	});
});
