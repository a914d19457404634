import assert from 'node:assert/strict';
import fc from 'fast-check';
import { scanImports } from '../../../src/core/imports/scan-imports.ts';
import { threadCpuMs } from '../../support/thread-cpu.ts';

/** `module` or `module: name, name`, with what it is for where that is not the run time. */
function seen(text: string): readonly string[] {
	return scanImports(text).map(({ module, span, names, purpose }) => {
		assert.equal(text.slice(span.start, span.end).replace(/[\s\\]/g, ''), module);
		for (const { name, span: place } of names) assert.equal(text.slice(place.start, place.end), name);
		const taken = names.length === 0 ? '' : `: ${names.map(({ name }) => name).join(', ')}`;
		return `${module}${taken}${purpose === 'runtime' ? '' : ` (${purpose})`}`;
	});
}

const table: readonly (readonly [what: string, text: string, wanted: readonly string[]])[] = [
	['plain ones', 'import os\nimport a.b as c, d\n', ['os', 'a.b', 'd']],
	['what is taken from a module', 'from x.y import z, w as v\n', ['x.y: z, w']],
	['brackets over several lines, with comments', 'from x import (  # why\n\ta,\n\tb as c,  # import no\n)\nimport y', ['x: a, b', 'y']],
	['a star', 'from x import *', ['x']],
	['lines that are joined', 'import \\\n\ta, \\\r\n b\n', ['a', 'b']],
	['semicolons', 'import a; import b;x = 1', ['a', 'b']],
	['relative ones, left out', 'from . import a\nfrom .b import c\nfrom ... import d\nfrom ...e import f', []],
	['strings', '"""\nimport a\n"""\n\'import b\'\nx = r"\\\\"; import c', ['c']],
	['a string that is not closed', 'x = "abc\nimport a', ['a']],
	['formatted strings with their own quotes inside', 'x = f"{y["import a"]}"; import b\nz = f"{{"; import c', ['b', 'c']],
	['a bracket that is not closed', 'foo(1,\nimport a\nbar([\nfrom b import c', ['a', 'b: c']],
	['comments', '# import a\nimport b  # import c', ['b']],
	['names that begin like keywords', 'important = 1\nfromage = 2\nimporter.x()', []],
	['yield from', 'def f():\n  yield from import_things()', []],
	['functions and classes', 'def f():\n\timport a\nclass B: import b', ['a', 'b']],
	['letters of all languages', 'import café', ['café']],
	['a byte order mark', '\uFEFFimport a', ['a']],
	['half typed', 'import \nfrom\nfrom x\nfrom x import\nimport a.', ['x', 'a']],
	[
		'a try that expects an ImportError',
		'try:\n\timport a\nexcept ImportError:\n\timport b\nelse:\n\timport c\nfinally:\n\timport d\nimport e',
		['a (optional)', 'b (optional)', 'c (optional)', 'd', 'e'],
	],
	['a try in one line', 'try: import a\nexcept ModuleNotFoundError: a = None\nimport b', ['a (optional)', 'b']],
	['a try that catches everything', 'try:\n import a\nexcept:\n pass', ['a (optional)']],
	['several exceptions', 'try:\n import a\nexcept (OSError, ImportError) as e:\n pass', ['a (optional)']],
	['the second except', 'try:\n import a\nexcept OSError:\n pass\nexcept ImportError:\n import b', ['a (optional)', 'b (optional)']],
	['a try that expects something else', 'try:\n import a\nexcept OSError:\n import b', ['a', 'b']],
	['a try within another', 'try:\n try:\n  import a\n except OSError: pass\nexcept ImportError: pass', ['a (optional)']],
	['what is suppressed', 'with suppress(ImportError):\n import a\nwith open(x):\n import b', ['a (optional)', 'b']],
	[
		'for type checkers',
		'if TYPE_CHECKING:\n import a\nelse:\n import b\nif typing.TYPE_CHECKING: import c\nif not TYPE_CHECKING:\n import d',
		['a (types)', 'b', 'c (types)', 'd'],
	],
	['tabs and blanks', 'if TYPE_CHECKING:\n\tif x:\n\t    import a\n        import b\nimport c', ['a (types)', 'b (types)', 'c']],
];

describe('the imports of a Python source', () => {
	for (const [what, text, wanted] of table) it(`are found: ${what}`, () => assert.deepEqual(seen(text), wanted));

	it('are found in any text, each where it stands', () => {
		const piece = fc.constantFrom(
			...['import ', 'from ', 'x', '.', ',', '(', ')', '"', "'", '"""', '\n', '\r\n', '\t', '\\', '#', 'f"{', '}', ';', ':'],
			...['try', 'except', ' ImportError', 'if', ' TYPE_CHECKING', 'é', '\u{1F40D}', '\u2028', '\0'],
		);
		fc.assert(fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => void seen(pieces.join(''))));
	});

	it('are found again at the end of any source that is whole', () => {
		const line = fc.constantFrom(
			'x = (1,\n 2)',
			's = """a\n\'"""',
			'import a',
			'try:\n  pass\nexcept ImportError:\n  pass',
			"f'{x!r:>{w}}'",
			'# "',
		);
		fc.assert(
			fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
				assert.equal(seen([...lines, 'import last'].join('\n')).at(-1), 'last');
			}),
		);
	});

	it('are found in time that grows with the length alone', () => {
		for (const hostile of [
			'f"{'.repeat(100_000),
			'('.repeat(500_000),
			'from x import '.repeat(40_000),
			'\\\n'.repeat(300_000),
			'"'.repeat(500_001),
		]) {
			const startedAt = threadCpuMs();
			scanImports(hostile);
			assert.ok(threadCpuMs() - startedAt < 2000, `${hostile.slice(0, 10)}…: ${threadCpuMs() - startedAt} ms`);
		}
	});
});
