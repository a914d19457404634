import assert from 'node:assert/strict';
import { dependenciesOf } from '../../../src/core/docs/dependencies.ts';
import { parsePyproject } from '../../../src/core/project/pyproject.ts';
import { likelyEnvironment } from '../../../src/core/project/pythons.ts';
import { metadataWith } from '../../support/metadata.ts';

function dependencies(requiresDist: readonly string[], extras: readonly string[] = [], python = '', platform = 'linux') {
	const { project } = parsePyproject(`[project]\n${python === '' ? '' : `requires-python = "${python}"`}`, '/p/pyproject.toml');
	const metadata = metadataWith({ requiresDist, providesExtra: ['socks', 'All_Of', 'fast'] });
	return dependenciesOf(metadata, likelyEnvironment(project, platform), extras);
}

describe('what a release requires', () => {
	const rows: readonly (readonly [
		requires: string,
		extras: readonly string[],
		python: string,
		platform: string,
		applying: readonly string[],
	])[] = [
		['urllib3<3,>=1.26', [], '', 'linux', ['urllib3<3,>=1.26']],
		['Charset_Normalizer (>=2)', [], '', 'linux', ['charset-normalizer>=2']],
		['a; python_version < "3.10"', [], '>=3.8', 'linux', []],
		['a; python_version < "3.10"', [], '>=3.8,<3.10', 'linux', ['a']],
		['a; sys_platform == "win32"', [], '', 'linux', []],
		['a; sys_platform == "win32"', [], '', 'win32', ['a']],
		['a; extra == "socks"', [], '', 'linux', []],
		['a; extra == "socks"', ['Socks'], '', 'linux', ['a']],
		['a; extra == "all-of"', ['all.of'], '', 'linux', ['a']],
		['a; extra == "socks" and sys_platform == "win32"', ['socks'], '', 'linux', []],
		['a; extra == "socks" or extra == "fast"', ['fast'], '', 'linux', ['a']],
		['a; sys_platform ~= "1.0"', [], '', 'linux', ['a']],
		['demo', [], '', 'linux', []],
	];
	for (const [requires, extras, python, platform, expected] of rows) {
		it(`${requires}, for ${[platform, python, ...extras].filter((part) => part !== '').join(', ')}: ${expected.join() || 'nothing'}`, () => {
			const { applying, warnings } = dependencies([requires], extras, python, platform);
			assert.deepEqual([applying.map(({ requirement }) => requirement), warnings], [expected, []]);
		});
	}

	it('is not known where the index offers no metadata, nor which extras there are', () => {
		const { project } = parsePyproject('[project]', '/p/pyproject.toml');
		const { applying, warnings } = dependenciesOf(metadataWith({ onlyListed: true }), likelyEnvironment(project, 'linux'), ['fast']);
		assert.deepEqual(applying, []);
		assert.deepEqual(warnings, ['The index offers no metadata of demo 1.0, only its files: which dependencies it has is not known']);
	});

	it('may imply extras of its own', () => {
		const { applying } = dependencies(
			['demo[fast]; extra == "all-of"', 'demo[socks]; extra == "fast"', 'pysocks; extra == "socks"', 'x; extra == "other"'],
			['all_of'],
		);
		assert.deepEqual(
			applying.map(({ name }) => name),
			['pysocks'],
		);
	});

	it('is one dependency for each name', () => {
		const [first, ...others] = dependencies(['a>=1', 'b', 'A<2', 'a>=1.5; sys_platform == "win32"']).applying;
		assert.deepEqual([first?.wishes.map(({ constraint }) => constraint), first?.requirement], [['>=1', '<2'], 'a>=1,<2']);
		assert.deepEqual(
			others.map(({ name }) => name),
			['b'],
		);
	});

	it('is told apart when it comes from elsewhere', () => {
		const { applying, elsewhere } = dependencies(['a @ https://x.test/a.whl', 'b']);
		assert.deepEqual([applying.map(({ name }) => name), elsewhere], [['b'], ['a']]);
	});

	it('is warned about when it cannot be read, and so is an extra that there is not', () => {
		const { applying, warnings } = dependencies(['=oops\u202e', 'b'], ['nope', 'socks']);
		assert.deepEqual(
			applying.map(({ name }) => name),
			['b'],
		);
		assert.deepEqual(warnings, ['A requirement of demo 1.0 cannot be read, and is left out: =oops', 'demo 1.0 has no extra named nope']);
	});
});
