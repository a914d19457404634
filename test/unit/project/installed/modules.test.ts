import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { nodeFolders } from '../../../../src/core/project/installed/folder-reader.ts';
import { readModules } from '../../../../src/core/project/installed/modules.ts';
import { modulesOfRecord, modulesOfTopLevel } from '../../../../src/core/project/installed/record.ts';
import { environmentWith } from '../../../support/environments.ts';
import { removeFolder, temporaryFolder } from '../../../support/temporary-folder.ts';

describe('the modules of a RECORD', () => {
	const table: readonly [what: string, lines: readonly string[], modules: readonly string[]][] = [
		['a package', ['requests/__init__.py,sha256=x,10', 'requests/api.py,,'], ['requests', 'requests.api']],
		['a module', ['six.py,sha256=x,1', '__pycache__/six.cpython-312.pyc,,'], ['six']],
		['a namespace', ['google/cloud/storage/client.py,,'], ['google', 'google.cloud', 'google.cloud.storage']],
		['an extension', ['_cffi_backend.cpython-312-x86_64-linux-gnu.so,,', 'a/_x.pyd,,', 'b.abi3.so,,'], ['_cffi_backend', 'a', 'a._x', 'b']],
		['quotes', ['"a/b, c.py",,', '"d.py",x,1'], ['d']],
		['Windows line ends', ['six.py,,\r'], ['six']],
		[
			'what is no module',
			[
				'a-1.0.dist-info/RECORD,,',
				'../../bin/a,,',
				'/abs/a.py,,',
				'a/data.json,,',
				'a-stubs/__init__.py,,',
				'x.pth,,',
				'__editable___a.py',
			],
			[],
		],
	];
	for (const [what, lines, modules] of table) {
		it(`are found: ${what}`, () => assert.deepEqual([...modulesOfRecord(lines.join('\n'))], modules));
	}

	it('are found in any text, each a name with dots, at most three deep', () => {
		const piece = fc.constantFrom('a', '/', '.py', ',', '"', '\n', '..', '.so', '-', '__init__', '__pycache__', '\\', 'é', '\0');
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
				for (const module of modulesOfRecord(pieces.join('')))
					assert.match(module, /^[\p{ID_Start}_][\p{ID_Continue}]*(?:\.[\p{ID_Start}_][\p{ID_Continue}]*){0,2}$/u);
			}),
		);
	});
});

describe('the modules of an environment', () => {
	let folder = '';
	beforeEach(async () => {
		folder = await temporaryFolder();
	});
	afterEach(() => removeFolder(folder));

	it('are those of each record, or of the top_level.txt where that names none', async () => {
		const files = {
			'a/RECORD': 'shared/x.py,,\n',
			'b/RECORD': 'shared/y.py,,\n__editable__.b.pth,,\n',
			'c/RECORD': '__editable__.c.pth,,\n',
			'c/top_level.txt': 'ccc\n\nnot-one\n',
		};
		for (const [path, text] of Object.entries(files)) {
			await mkdir(join(folder, path, '..'), { recursive: true });
			await writeFile(join(folder, path), text);
		}
		const source = { kind: 'index', target: undefined } as const;
		const installed = ['a', 'b', 'c', 'd'].map((name) => ({ name, version: '1', source, record: join(folder, name) }));
		const owners = await readModules(environmentWith(...installed), nodeFolders);
		assert.deepEqual(
			[...owners].map(([module, names]) => `${module}: ${[...names].join(' ')}`),
			['shared: a b', 'shared.x: a', 'shared.y: b', 'ccc: c'],
		);
	});

	it('are the lines of a top_level.txt', () => assert.deepEqual([...modulesOfTopLevel('a\r\n_b\n\n c\n')], ['a', '_b']));
});
