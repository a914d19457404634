import assert from 'node:assert/strict';
import fc from 'fast-check';
import { tokenOffsets } from '../../../src/core/project/token-offsets.ts';
import { parseToml } from '../../../src/core/project/toml.ts';

/** The source of each character of the decoded string. */
function sources(token: string): readonly string[] {
	const value = decoded(token);
	const offsets = tokenOffsets(token, 0);
	return Array.from({ length: value.length }, (_, i) => token.slice(offsets(i), offsets(i + 1)));
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

	it('finds what stands behind a line end that a backslash swallows', () => {
		const token = '"""a\\\n   b"""';
		assert.equal(decoded(token), 'ab');
		assert.equal(token[tokenOffsets(token, 0)(1)], 'b');
	});

	it('finds what stands behind Windows line ends', () => {
		for (const token of ['"""\r\na\r\nb"""', "'''\r\na\r\nb'''", '"""a\\\r\n\r\n  b"""', '"""\r\n\\ta\r\nb"""']) {
			const offset = decoded(token).indexOf('b');
			assert.equal(token[tokenOffsets(token, 0)(offset)], 'b', JSON.stringify(token));
		}
	});

	it('counts from where the token stands', () => {
		assert.equal(tokenOffsets('"ab"', 10)(1), 12);
		assert.equal(tokenOffsets('"\\tb"', 10)(1), 13);
	});

	it('maps every unit of any basic string to a source that decodes to it', () => {
		const piece = fc.oneof(
			fc.constantFrom('\\t', '\\"', '\\\\', '\\u00e9', '\\U0001F40D', '\ud83d\udc0d', ' ', 'é'),
			fc.stringMatching(/^[a-z]$/),
		);
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
				const token = `"${pieces.join('')}"`;
				const offsets = tokenOffsets(token, 0);
				let at = 0;
				let written = 1;
				for (const part of pieces) {
					assert.equal(offsets(at), written);
					at += decoded(`"${part}"`).length;
					written += part.length;
				}
				assert.equal(offsets(at), token.length - 1);
			}),
		);
	});
});
