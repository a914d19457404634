import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ProjectParseError } from '../../../src/core/errors.ts';
import { parseToml } from '../../../src/core/project/toml.ts';
import { threadCpuMs } from '../../support/thread-cpu.ts';

function refusal(text: string): ProjectParseError {
	try {
		parseToml(text);
	} catch (thrown) {
		assert.ok(thrown instanceof ProjectParseError);
		return thrown;
	}
	assert.fail(`accepted: ${text.slice(0, 80)}`);
}

describe('the message for text that is no TOML', () => {
	const rows: readonly (readonly [text: string, marked: string, message: RegExp])[] = [
		['[project]\nname = "x\nversion = "1"\n', '"x', /string is never closed/],
		['dependencies = [\n  "a",\n  "b\n]\n', '"b', /string is never closed/],
		["# it's\r\na = 'x\r\nb = 1\r\n", "'x", /string is never closed/],
		['a = """x\n', '"""', /string is never closed; expected """/],
		['a = [\n  "x"\n  "y"\n]\n', '"y"', /comma is missing in front of “"y"”/],
		['a = [\n  "x", # "[\n', '[', /“\[” is never closed; expected “\]”/],
		['a = [[1],', '[', /never closed/],
		['a = { b = 1', '{', /“\{” is never closed; expected “\}”/],
		['a = [\n  "x",\n\n[tool.b]\nc = 1\n', '[tool.b]', /“\[” in line 1 is never closed/],
		['a =\nb = 1\n', '=', /a value behind “=”/],
		['a = ', '=', /a value behind “=”/],
		['name\nb = 1', 'name', /“=” and a value behind “name”/],
		['a = { name', 'name', /“=” and a value behind “name”/],
		['[project\nname = "x"\n', '[project', /table header is never closed/],
		['a = 1\n\na = 2\n', 'a', /“a” is already defined/],
		['a = x\n', 'x', /text has to stand in quotes/],
		['a = 1 2\n', '2', /expected the end of the line/],
		['a = "\\q"', 'q', /“\\q” is no escape sequence/],
		['a = { x = 1\n}\n', '}', /in one line/],
		['a = [1,,2]', ',', /“,” is unexpected here/],
		['a = 😀\n', '😀', /“😀” is unexpected/],
		['a = 01', '01', /Leading zeros/],
		['a = 1\rb = 2\n', '\r', /carriage return/],
		['a = """\r"""', '\r', /carriage return/],
		['a = x\nb = 1\r', 'x', /quotes/],
	];
	for (const [text, marked, message] of rows) {
		it(`marks ${JSON.stringify(marked)} in ${JSON.stringify(text)}`, () => {
			const error = refusal(text);
			assert.equal(text.slice(error.offset, error.end), marked);
			assert.match(error.message, /^Not valid TOML: /);
			assert.match(error.message, message);
		});
	}

	it('marks at least one character that is there', () => {
		const piece = fc.constantFrom('a', '=', '[', ']', '{', '}', ',', '.', '"', "'", '"""', '\\', '\n', '\r', ' ', '#', '1', '😀', '\ufeff');
		fc.assert(
			fc.property(fc.string({ unit: piece, minLength: 1, maxLength: 40 }), (text) => {
				try {
					parseToml(text);
				} catch (thrown) {
					assert.ok(thrown instanceof ProjectParseError);
					assert.ok(thrown.offset >= 0 && thrown.offset < thrown.end && thrown.end <= text.length, `${thrown.offset}–${thrown.end}`);
				}
			}),
			{ numRuns: 3000 },
		);
	});
});

describe('TOML out of all proportion', () => {
	const rows: readonly (readonly [what: string, text: string, message: RegExp])[] = [
		['arrays in arrays', `a = ${'['.repeat(100_000)}`, /nested too deeply/],
		['inline tables in inline tables', 'a={'.repeat(300_000), /nested too deeply/],
		['a table of very many parts', `[${'a.'.repeat(20_000)}b]\n`, /nested too deeply/],
		['a key of very many parts', `${'a.'.repeat(20_000)}b = 1\n`, /nested too deeply/],
		['a string without an end in sight', `b = 1\na = "${'x'.repeat(900_000)}"`, /too long/],
		['a string of very many escapes', `a = "${'\\u0041'.repeat(150_000)}"`, /too long/],
	];
	for (const [what, text, message] of rows) {
		it(`is refused, soon: ${what}`, () => {
			const start = threadCpuMs();
			assert.match(refusal(text).message, message);
			assert.ok(threadCpuMs() - start < 3000);
		});
	}

	it('is not refused for much that is side by side', () => {
		assert.equal(parseToml(`a = [${'[1],'.repeat(10_000)}]`).entries.size, 1);
	});
});

describe('a byte order mark', () => {
	it('is no part of the text, and moves nothing', () => {
		const entry = parseToml('\ufeffname = "x"').entries.get('name');
		assert.deepEqual(entry?.keySpan, { start: 1, end: 5 });
	});
});
