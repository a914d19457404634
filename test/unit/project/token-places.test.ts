import assert from 'node:assert/strict';
import fc from 'fast-check';
import { tokenPlaces } from '../../../src/core/project/token-places.ts';
import { parseToml } from '../../../src/core/project/toml.ts';

/** The source of each character of the decoded string. */
function sources(token: string): readonly string[] {
	const value = decoded(token);
	return Array.from({ length: value.length }, (_, i) => sourceOf(token, i, i + 1));
}

function sourceOf(token: string, start: number, end: number): string {
	const place = tokenPlaces(token, 0)({ start, end });
	return token.slice(place.start, place.end);
}

function decoded(token: string): string {
	const value = parseToml(`a = ${token}`).entries.get('a')?.value;
	assert.equal(value?.kind, 'string');
	return value.value;
}

describe('where the characters of a string stand in its token', () => {
	const rows: readonly (readonly [what: string, token: string, sources: readonly string[]])[] = [
		['a plain string', '"ab"', ['a', 'b']],
		['an empty string', '""', []],
		['a literal string', "'a\\b'", ['a', '\\', 'b']],
		['a multi-line string, whose first line end is dropped', '"""\na\nb"""', ['a', '\n', 'b']],
		['a multi-line literal', "'''\na'''", ['a']],
		['escapes of one letter', '"\\ta\\""', ['\\t', 'a', '\\"']],
		['an escape of four digits', '"\\u0061b"', ['\\u0061', 'b']],
		['an escape of eight digits', '"\\U00000061b"', ['\\U00000061', 'b']],
		['an astral escape, which is two units', '"\\U0001F40Db"', ['', '\\U0001F40D', 'b']],
		['an emoji, which is two units', '"\ud83d\udc0db"', ['\ud83d', '\udc0d', 'b']],
		['an emoji behind an escape', '"\\t\ud83d\udc0db"', ['\\t', '\ud83d', '\udc0d', 'b']],
	];
	for (const [what, token, expected] of rows) it(`is found: ${what}`, () => assert.deepEqual(sources(token), expected));

	it('leave out what a backslash swallows', () => {
		const token = '"""a\\\n   b\\\r\n"""';
		assert.equal(decoded(token), 'ab');
		assert.deepEqual(sources(token), ['a', 'b']);
	});

	it('have room for the end of the string', () => {
		for (const token of ['"a"', '"\\t"', '"""\r\na"""']) {
			const { length } = decoded(token);
			const end = tokenPlaces(token, 0)({ start: length, end: length });
			assert.deepEqual(end, { start: token.search(/["']+$/), end: token.search(/["']+$/) }, token);
		}
	});

	it('finds what stands behind Windows line ends', () => {
		for (const token of ['"""\r\na\r\nb"""', "'''\r\na\r\nb'''", '"""a\\\r\n\r\n  b"""', '"""\r\n\\ta\r\nb"""']) {
			const offset = decoded(token).indexOf('b');
			assert.equal(sourceOf(token, offset, offset + 1), 'b', JSON.stringify(token));
		}
	});

	it('counts from where the token stands', () => {
		assert.deepEqual(tokenPlaces('"ab"', 10)({ start: 1, end: 2 }), { start: 12, end: 13 });
		assert.deepEqual(tokenPlaces('"\\tb"', 10)({ start: 1, end: 2 }), { start: 13, end: 14 });
	});

	it('maps every unit of any basic string to a source that decodes to it', () => {
		const piece = fc.oneof(
			fc.constantFrom('\\t', '\\"', '\\\\', '\\u00e9', '\\U0001F40D', '\ud83d\udc0d', ' ', 'é'),
			fc.stringMatching(/^[a-z]$/),
		);
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
				const token = `"${pieces.join('')}"`;
				const places = tokenPlaces(token, 0);
				let at = 0;
				let written = 1;
				for (const part of pieces) {
					const { length } = decoded(`"${part}"`);
					assert.deepEqual(places({ start: at, end: at + length }), { start: written, end: written + part.length });
					at += length;
					written += part.length;
				}
			}),
		);
	});
});
