import assert from 'node:assert/strict';
import fc from 'fast-check';
import { listPaths, tablePaths, type WritingPlace, writingPlace, writingPlaceInList } from '../../../src/core/editing/writing-place.ts';
import { parsePyproject } from '../../../src/core/project/pyproject.ts';

/** What is found at the `|`, and the text that it would replace. */
function at(marked: string, find: (text: string, offset: number) => WritingPlace | undefined = writingPlace) {
	const offset = marked.indexOf('|');
	const text = marked.slice(0, offset) + marked.slice(offset + 1);
	const place = find(text, offset);
	if (place === undefined) return undefined;
	const { span, kind, ...more } = place;
	return [kind, text.slice(span.start, span.end), ...Object.values(more)];
}

const list = (entry: string) => `[project]\nname = "x" # "\ndependencies = [\n\t"first>=1", # it's\n\t${entry}\n]\n[tool.x]\ny = "z"\n`;
const table = (line: string) => `[tool.poetry.dependencies]\npython = "^3.9"\n${line}\n[tool.black]\nline-length = 1\n`;

describe('what is being written', () => {
	const entries: readonly (readonly [entry: string, found: readonly unknown[] | undefined])[] = [
		['"|"', ['name', '', '']],
		['"req|uests>=2"', ['name', 'requests', 'req']],
		['"|', ['name', '', '']],
		['"requests >|"', ['version', '>', 'requests', '>', '', 'pep508']],
		['"requests |"', ['version', '', 'requests', '', '', 'pep508']],
		['"requests>=2.|31"', ['version', '>=2.31', 'requests', '>=', '', 'pep508']],
		['"requests >= 2|"', ['version', '>= 2', 'requests', '>=', ' ', 'pep508']],
		['"requests[socks]>=2,<|3"', ['version', '<3', 'requests', '<', '', 'pep508']],
		['"requests (>=2|)"', ['version', '>=2', 'requests', '>=', '', 'pep508']],
		['"requests~|"', ['version', '~', 'requests', '', '', 'pep508']],
		['"uvicorn[|]"', ['extra', '', 'uvicorn', []]],
		['"uvicorn[standard,x|y]>=1"', ['extra', 'xy', 'uvicorn', ['standard']]],
		['"a; |"', ['marker-variable', '']],
		['"a; py|thon_version < 1"', ['marker-variable', 'python_version']],
		['"a; python_version |"', ['marker-operator', '', 'python_version']],
		['"a; python_version <|"', ['marker-value', '', 'python_version', "'"]],
		['"a; python_version < \'3.|9\'"', ['marker-value', '3.9', 'python_version', '']],
		['\'a; sys_platform == "|"\'', ['marker-value', '', 'sys_platform', '']],
		["'a; sys_platform == |'", ['marker-value', '', 'sys_platform', '"']],
		['"a; os_name == \'nt\' a|"', ['marker-joiner', 'a']],
		['"a; os_name == \'nt\' and |"', ['marker-variable', '']],
		['"a; os_name not in |"', ['marker-value', '', 'os_name', "'"]],
		['"a @ https://x.test/|"', undefined],
		['# "req|"', undefined],
		['1|', undefined],
	];
	for (const [entry, found] of entries) {
		it(`in ${entry} is ${found?.[0] ?? 'nothing'}`, () => assert.deepEqual(at(list(entry)), found));
	}

	const lines: readonly (readonly [line: string, found: readonly unknown[] | undefined])[] = [
		['req|', ['name', 'req', 'req']],
		['|', ['name', '', '']],
		['"req|', ['name', '"req', '"req']],
		['requests = "|"', ['version', '', 'requests', '', '', 'poetry']],
		['requests = "^2|"', ['version', '^2', 'requests', '^', '', 'poetry']],
		['requests = ">=2 <|3"', ['version', '<3', 'requests', '<', '', 'poetry']],
		['requests = "^1 \\|\\| ^2"', ['version', '^2', 'requests', '^', '', 'poetry']],
		['requests = { version = "^2|", extras = ["socks"] }', ['version', '^2', 'requests', '^', '', 'poetry']],
		['requests = { extras = ["so|cks"] }', ['extra', 'socks', 'requests', []]],
		['requests = { version = "1", markers = "sys_platform == \'|\'" }', ['marker-value', '', 'sys_platform', '']],
		['requests.version = "|"', ['version', '', 'requests', '', '', 'poetry']],
		['requests = { git = "|" }', undefined],
		['requests = { ver| }', undefined],
		['python = "|"', undefined],
	];
	for (const [line, found] of lines) {
		it(`in Poetry's ${line} is ${found?.[0] ?? 'nothing'}`, () => {
			const marked = line.includes('\\|') ? `${line.replaceAll('\\|', '¦').replace('^2', '^2|')}` : line;
			const replaced = (text: string, offset: number) => writingPlace(text.replaceAll('¦', '|'), offset);
			assert.deepEqual(at(table(marked), replaced), found);
		});
	}

	it('is a group behind include-group', () => {
		assert.deepEqual(at('[dependency-groups]\ntest = ["a"]\ndev = [{include-group = "te|st"}]\n'), ['group', 'test', 'dev']);
	});

	it('is found though an array above is never closed', () => {
		assert.deepEqual(at('[project]\ndependencies = [\n\t"a",\n\n[dependency-groups]\ntest = ["b|"]\n'), ['name', 'b', 'b']);
		assert.deepEqual(at('[build-system]\nrequires = [\n"a\nbuild-backend = "b"\n[project]\ndependencies = ["b|"]\n'), ['name', 'b', 'b']);
	});

	it('is nothing in other strings, headers and tables', () => {
		const elsewhere = ['[project]\nname = "x|"', '[tool.poetry.dep|endencies]', '[tool.x]\nab|c = 1', '[project]\nversion = "1"\n|', ''];
		assert.deepEqual(
			elsewhere.map((marked) => at(marked === '' ? '|' : marked)),
			elsewhere.map(() => undefined),
		);
	});

	const listLines: readonly (readonly [text: string, found: readonly unknown[] | undefined])[] = [
		['a==1\nreq|', ['name', 'req', 'req']],
		['a==1\r\nreq>=|\r\nb', ['version', '>=', 'req', '>=', '', 'pep508']],
		['a # req|', undefined],
		['-r oth|', undefined],
	];
	for (const [text, found] of listLines) {
		it(`in a list, ${JSON.stringify(text)}, is ${found?.[0] ?? 'nothing'}`, () => assert.deepEqual(at(text, writingPlaceInList), found));
	}

	for (const path of listPaths) {
		it(`knows ${path} as the project model does`, () => {
			const keys = path.replaceAll('*', 'x').split('.');
			const text = `[${keys.slice(0, -1).join('.')}]\n${keys.at(-1)} = ["demo"]\n`;
			assert.equal(parsePyproject(text, '/p/pyproject.toml').project?.requirements[0]?.name, 'demo');
			assert.deepEqual(at(text.replace('demo', 'demo|')), ['name', 'demo', 'demo']);
		});
	}

	for (const path of tablePaths) {
		it(`knows ${path} as the project model does`, () => {
			const text = `[${path.replaceAll('*', 'x')}]\ndemo = "1"\n`;
			assert.equal(parsePyproject(text, '/p/pyproject.toml').project?.requirements[0]?.name, 'demo');
			assert.deepEqual(at(text.replace('demo', 'demo|')), ['name', 'demo', 'demo']);
		});
	}

	it('is around the cursor, whatever the text', () => {
		const piece = fc.constantFrom(
			'[',
			']',
			'{',
			'}',
			'"',
			"'",
			'"""',
			'=',
			',',
			'.',
			'#',
			'\n',
			' ',
			'a',
			'>=1',
			';',
			'project',
			'dependencies',
			'[project]\n',
			'dependencies = [',
			'\\',
		);
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 40 }), fc.nat(), (pieces, chance) => {
				const text = pieces.join('');
				const offset = chance % (text.length + 1);
				const place = writingPlace(text, offset);
				return place === undefined || (place.span.start <= offset && offset <= place.span.end && place.span.end <= text.length);
			}),
		);
	});
});
