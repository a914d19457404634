import assert from 'node:assert/strict';
import { Checker } from '../../../../src/core/findings/checker.ts';
import type { Finding } from '../../../../src/core/findings/finding.ts';
import { scanImports } from '../../../../src/core/imports/scan-imports.ts';
import { Lookups } from '../../../../src/core/index/lookups.ts';
import type { Environment } from '../../../../src/core/project/installed/environment.ts';
import { parsePyproject } from '../../../../src/core/project/pyproject.ts';
import { fixed, projectWith, pyproject, seen, settingsWith } from '../../../support/checked.ts';
import { environmentWith } from '../../../support/environments.ts';
import { KnownIndex } from '../../../support/known-index.ts';
import { SimulatedPlatform } from '../../../support/simulated-platform.ts';

const editable = { name: 'sibling', version: '1.0', source: { kind: 'editable', target: 'file:///s' }, record: '/s' } as const;
const environment = environmentWith('pyyaml 6.0', 'urllib3 2.2', 'setuptools 70', 'shop 1.0', 'a 1.0', 'b 1.0', editable);
const owners = new Map([
	['yaml', new Set(['pyyaml'])],
	['urllib3', new Set(['urllib3'])],
	['pkg_resources', new Set(['setuptools'])],
	['shop', new Set(['shop'])],
	['shared', new Set(['a', 'b'])],
	['sibling', new Set(['sibling'])],
]);

interface Given {
	readonly project?: string;
	readonly here?: Environment | 'none';
	readonly own?: readonly string[];
}

function check(
	source: string,
	{ project: text = projectWith('"requests"'), here = environment, own = [] }: Given = {},
): readonly Finding[] {
	const checker = new Checker(settingsWith(), new Lookups(new KnownIndex({}), new SimulatedPlatform()));
	const { project } = parsePyproject(text, pyproject);
	assert.ok(project);
	const known = here === 'none' ? undefined : here;
	const context = {
		project: { ...project, environment: known },
		pyproject: text,
		imports: scanImports(source),
		owners: known && owners,
		isOwn: (top: string) => own.includes(top),
	};
	return checker.checkSource(context, '/p/shop/main.py');
}

describe('missing-requirement', () => {
	it('stands on the module whose distribution nobody declares', () => {
		const source = 'import os\nimport requests\nimport yaml\nfrom urllib3.util import Retry\nimport yaml.nodes\n';
		const found = check(source);
		assert.deepEqual(seen(source, found), ['missing-requirement: yaml', 'missing-requirement: urllib3.util']);
		assert.equal(
			found[0]?.message,
			'yaml is imported, but pyyaml is not among the requirements in pyproject.toml: something else brought 6.0.',
		);
		assert.deepEqual([found[0].severity, found[0].file, found[0].package], ['information', '/p/shop/main.py', 'pyyaml']);
	});

	it('is said of what is not installed where the module is known, or has the name of a package that everybody knows', () => {
		assert.deepEqual(
			check('import cv2\nimport httpx\nimport some_module_of_mine').map(({ message }) => message),
			[
				'cv2 is imported, but opencv-python is not among the requirements in pyproject.toml.',
				'httpx is imported, but it is not among the requirements in pyproject.toml.',
			],
		);
	});

	it('offers to add it to the dependencies, or to a group', () => {
		const text = `${projectWith('"flask>=2"', '"requests>=2"')}[dependency-groups]\ndev = []\n`;
		const [finding] = check('import yaml', { project: text });
		assert.deepEqual(fixed(text, finding), {
			'Add pyyaml to the dependencies': text.replace('\t"requests', '\t"pyyaml>=6.0",\n\t"requests'),
			'Add pyyaml to the group “dev”': text.replace('dev = []', 'dev = ["pyyaml"]'),
		});
		assert.ok(finding?.fixes.slice(0, 2).every((fix) => fix.kind === 'edit' && fix.file === pyproject && !fix.preferred));
	});

	const silent: readonly [what: string, source: string, given?: Given][] = [
		['the standard library', 'import os.path, sys\nfrom __future__ import annotations'],
		['relative imports', 'from . import yaml\nfrom .yaml import x'],
		['the workspace’s own modules', 'import yaml', { own: ['yaml'] }],
		['the project itself', 'import shop'],
		['what is declared', 'import yaml', { project: projectWith('"PyYAML>=6"') }],
		['what is declared in a group', 'import yaml', { project: `${projectWith()}[dependency-groups]\nx = ["pyyaml"]\n` }],
		['what is optional', 'try:\n\timport yaml\nexcept ImportError:\n\tyaml = None'],
		['what type checkers need', 'from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n\timport yaml'],
		['what a function imports', 'def f():\n\timport yaml'],
		['what a condition imports', 'import sys\nif sys.platform == "win32":\n\timport yaml\nelse:\n\timport urllib3'],
		['modules that several share', 'import shared'],
		['what stands beside it', 'import sibling'],
		['what every environment has', 'import pkg_resources'],
		['a project that declares elsewhere', 'import yaml', { project: '[tool.ruff]\nline-length = 100\n' }],
		['dependencies that are filled in', 'import yaml', { project: '[project]\nname = "x"\ndynamic = ["dependencies"]\n' }],
		['a module that another distribution brings', 'import cv2', { project: projectWith('"opencv-python-headless"') }],
		['a binary of the same', 'import psycopg2', { project: projectWith('"psycopg2-binary"') }],
		['what is alike where no environment is known', 'import httpx', { here: 'none' }],
	];
	for (const [what, source, given] of silent) {
		it(`is not said of ${what}`, () => assert.deepEqual(check(source, given), []));
	}
});
