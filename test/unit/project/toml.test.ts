import assert from 'node:assert/strict';
import { ProjectParseError } from '../../../src/core/errors.ts';
import { parseToml, type TomlTable, type TomlValue } from '../../../src/core/project/toml.ts';
import { LineIndex } from '../../../src/core/span.ts';

function plain(value: TomlValue): unknown {
	if (value.kind === 'array') return value.items.map(plain);
	if (value.kind === 'table') return Object.fromEntries([...value.entries].map(([key, entry]) => [key, plain(entry.value)]));
	return value.value;
}

function at(table: TomlTable, ...path: readonly string[]): TomlValue {
	return path.reduce<TomlValue>((value, key) => {
		const inner = value.kind === 'table' ? value.entries.get(key)?.value : undefined;
		assert.ok(inner, `no key ${key}`);
		return inner;
	}, table);
}

describe('a TOML document', () => {
	const rows: readonly (readonly [what: string, text: string, value: unknown])[] = [
		['nothing', '', {}],
		['a comment alone', '# only this', {}],
		['strings of each kind', `a = "1"\nb = '2'\nc = """\n3"""\nd = '''4'''`, { a: '1', b: '2', c: '3', d: '4' }],
		['numbers and booleans', 'a = 1\nb = 2.5\nc = true', { a: 1, b: 2.5, c: true }],
		['a table', '[a]\nb = "1"', { a: { b: '1' } }],
		['a table below a table', '[a.b]\nc = "1"', { a: { b: { c: '1' } } }],
		['dotted keys', 'a.b.c = "1"\na.b.d = "2"', { a: { b: { c: '1', d: '2' } } }],
		['quoted keys', `"a b" = "1"\n'c.d' = "2"`, { 'a b': '1', 'c.d': '2' }],
		['an inline table', 'a = { b = "1", c.d = "2" }', { a: { b: '1', c: { d: '2' } } }],
		['an array of tables', '[[a]]\nb = "1"\n[[a]]\nb = "2"', { a: [{ b: '1' }, { b: '2' }] }],
		['a table in an array of tables', '[[a]]\n[a.b]\nc = "1"\n[[a]]\n[a.b]\nc = "2"', { a: [{ b: { c: '1' } }, { b: { c: '2' } }] }],
		['a table that follows what is below it', '[a.b]\nc = "1"\n[a]\nd = "2"', { a: { b: { c: '1' }, d: '2' } }],
		['Windows line ends', '[a]\r\nb = "1"\r\n', { a: { b: '1' } }],
		['a key named as a member of every object', '[__proto__]\nconstructor = "1"', JSON.parse('{"__proto__":{"constructor":"1"}}')],
	];
	for (const [what, text, value] of rows) {
		it(`is read: ${what}`, () => assert.deepEqual(plain(parseToml(text)), value));
	}

	it('tells the place of a value with its quotes, of a key and of the whole entry', () => {
		const text = '[tool]\n  "a b" = \'x\' # why';
		const table = at(parseToml(text), 'tool');
		const entry = table.kind === 'table' ? table.entries.get('a b') : undefined;
		assert.ok(entry);
		const slice = ({ start, end }: { readonly start: number; readonly end: number }) => text.slice(start, end);
		assert.deepEqual([slice(entry.keySpan), slice(entry.value.span), slice(entry.span)], ['"a b"', "'x'", '"a b" = \'x\'']);
	});

	it('counts in UTF-16 units', () => {
		const text = 'a = "🐍🐍"\nb = "x"';
		const { span } = at(parseToml(text), 'b');
		assert.equal(text.slice(span.start, span.end), '"x"');
	});
});

describe('text that is no TOML', () => {
	const rows: readonly (readonly [what: string, text: string, line: number])[] = [
		['a value that is missing', 'a = ', 0],
		['a value that is missing before a line', 'a = \nb = 1', 0],
		['a string that does not end', 'a = "x\nb = 1', 0],
		['an array that does not end', 'a = ["x"', 0],
		['a key without anything', 'x = 1\na', 1],
		['a key twice', 'a = 1\na = 2', 1],
		['a table twice', '[a]\n[a]', 1],
		['a bad escape', 'x = 1\na = "\\q"\ny = 2', 1],
	];
	for (const [what, text, line] of rows) {
		it(`is refused on its line: ${what}`, () => {
			assert.throws(
				() => parseToml(text),
				(thrown: unknown) => {
					assert.ok(thrown instanceof ProjectParseError);
					assert.equal(thrown.code, 'invalid_toml');
					assert.match(thrown.message, /^Not valid TOML: ./);
					assert.equal(new LineIndex(text).positionAt(thrown.offset).line, line);
					return true;
				},
			);
		});
	}
});
