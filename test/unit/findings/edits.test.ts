import assert from 'node:assert/strict';
import { moveTo, removeEntry } from '../../../src/core/findings/edits.ts';
import type { TextEdit } from '../../../src/core/findings/finding.ts';
import { parsePyproject } from '../../../src/core/project/pyproject.ts';

function applied(text: string, { span, text: inserted }: TextEdit): string {
	return text.slice(0, span.start) + inserted + text.slice(span.end);
}

/** The file after its only requirement moved to `version`. */
function moved(text: string, version: string): string {
	const requirement = parsePyproject(text, '/p/pyproject.toml').project?.requirements[0];
	assert.ok(requirement);
	const edit = moveTo(requirement, version);
	assert.ok(edit);
	return applied(text, edit);
}

describe('moving a requirement to another version', () => {
	const pep508: readonly (readonly [written: string, version: string, after: string])[] = [
		['"django==4.2.0"', '4.2.16', '"django==4.2.16"'],
		["'django==4.2.0'", '4.2.16', "'django==4.2.16'"],
		['"""django==4.2.0"""', '4.2.16', '"""django==4.2.16"""'],
		[
			'"django [argon2,bcrypt]  ==  4.2.0 ; python_version > \'3.9\'"',
			'5.0',
			'"django [argon2,bcrypt]  ==  5.0 ; python_version > \'3.9\'"',
		],
		['"django===4.2.0"', '5.0', '"django===5.0"'],
		['"django>=99"', '5.0', '"django>=5.0"'],
		['"django~=4.2.99"', '4.2.16', '"django~=4.2.16"'],
		['"django~=4.2"', '5', '"django>=5"'],
		['"django==99.*"', '5.1.2', '"django==5.*"'],
		['"django==9.9.*"', '5.1.2', '"django==5.1.*"'],
		['"django>=9,<10"', '5.1.2', '"django>=5.1.2"'],
		['"django<0.1"', '5.1.2', '"django>=5.1.2"'],
		['"django (==4.2.0)"', '5.0', '"django (==5.0)"'],
		['"django"', '5.0', '"django==5.0"'],
		['"django[argon2]"', '5.0', '"django[argon2]==5.0"'],
		['"\\u0064jango==4.2.0"', '5.0', '"\\u0064jango==5.0"'],
	];
	for (const [written, version, after] of pep508) {
		it(`${written} → ${after}`, () => {
			const file = (entry: string) => `[project]\ndependencies = [\n\t${entry}, # keep 🐍\n]\n`;
			assert.equal(moved(file(written), version), file(after));
		});
	}

	const poetry: readonly (readonly [written: string, version: string, after: string])[] = [
		['django = "^4.2"', '5.1.2', 'django = "^5.1.2"'],
		["django = '~4.2'", '5.1.2', "django = '~5.1.2'"],
		['django = "4.2"', '5.1.2', 'django = "5.1.2"'],
		['django = "== 4.2"', '5.1.2', 'django = "== 5.1.2"'],
		['django = "99.*"', '5.1.2', 'django = "5.*"'],
		['django = ">=9,<10"', '5.1.2', 'django = "^5.1.2"'],
		['django = "^9 || ^10"', '5.1.2', 'django = "^5.1.2"'],
		['django = { version = "^9", extras = ["a"] } # why', '5.1.2', 'django = { version = "^5.1.2", extras = ["a"] } # why'],
	];
	for (const [written, version, after] of poetry) {
		it(`Poetry: ${written} → ${after}`, () => {
			const file = (entry: string) => `[tool.poetry.dependencies]\n${entry}\n`;
			assert.equal(moved(file(written), version), file(after));
		});
	}
});

describe('removing an entry', () => {
	/** « and » enclose the entry. */
	const rows: readonly (readonly [what: string, text: string, after: string])[] = [
		['the last of one line', 'a = ["x", «"y"»]', 'a = ["x"]'],
		['the last of one line, with a trailing comma', 'a = ["x", «"y"»,]', 'a = ["x", ]'],
		['one in the middle of a line', 'a = ["x", «"y"», "z"]', 'a = ["x", "z"]'],
		['one in the middle without blanks', 'a = ["x",«"y"»,"z"]', 'a = ["x","z"]'],
		['the first of one line', 'a = [«"x"», "y"]', 'a = ["y"]'],
		['a line of its own', 'a = [\n\t"x",\n\t«"y"»,\n\t"z",\n]', 'a = [\n\t"x",\n\t"z",\n]'],
		['a line of its own with a comment', 'a = [\n\t"x",\n\t«"y"», # why\n\t"z",\n]', 'a = [\n\t"x",\n\t"z",\n]'],
		['a last line without a comma', 'a = [\n\t"x",\n\t«"y"»\n]', 'a = [\n\t"x",\n]'],
		['a line with Windows line ends', 'a = [\r\n\t"x",\r\n\t«"y"»,\r\n]', 'a = [\r\n\t"x",\r\n]'],
		['the last of two on a line of several', 'a = [\n\t"x", «"y"»,\n\t"z",\n]', 'a = [\n\t"x",\n\t"z",\n]'],
		['one before a comment', 'a = [\n\t"x", «"y"», # why x\n]', 'a = [\n\t"x", # why x\n]'],
		['a line that begins with its comma', 'a = [ "x"\n    , «"y"»\n    , "z"\n]', 'a = [ "x"\n    , "z"\n]'],
		['one on the line of the closing bracket', 'a = ["x",\n     «"y"»]', 'a = ["x"]'],
		['a key of a table', '[a]\nx = "1"\n«X = "1"»\nz = "1"\n', '[a]\nx = "1"\nz = "1"\n'],
		['the last key of a file', '[a]\nx = "1"\n«X = "1"»', '[a]\nx = "1"\n'],
		['a key of an inline table', 'a = { x = "1", «X = "1"» }', 'a = { x = "1" }'],
		['a key in the middle of an inline table', 'a = { x = "1", «X = "1"», z = "1" }', 'a = { x = "1", z = "1" }'],
		['an entry of several lines', '[a]\nx = "1"\n«X = [\n\t"1",\n]»\nz = "1"\n', '[a]\nx = "1"\nz = "1"\n'],
	];
	for (const [what, marked, after] of rows) {
		it(`leaves no trace of ${what}`, () => {
			const start = marked.indexOf('«');
			const text = marked.replace(/[«»]/g, '');
			assert.equal(applied(text, removeEntry(text, { start, end: marked.indexOf('»') - 1 })), after);
		});
	}
});
