import assert from 'node:assert/strict';
import fc from 'fast-check';
import { moveTo, removeEntry } from '../../../src/core/findings/edits.ts';
import type { TextEdit } from '../../../src/core/findings/finding.ts';
import { plain } from '../../../src/core/project/poetry-entry.ts';
import { parsePyproject } from '../../../src/core/project/pyproject.ts';
import { parseToml } from '../../../src/core/project/toml.ts';
import type { Span } from '../../../src/core/span.ts';
import { arrayOf } from '../../support/arbitrary-toml.ts';

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
		['"django >= 99 , < 100"', '5.1.2', '"django >= 5.1.2"'],
		['"django ( >  99 )"', '5.1.2', '"django ( >=  5.1.2 )"'],
		['"django ~= 4.2"', '5', '"django >= 5"'],
		['"""django >\\n 99"""', '5.1.2', '"""django >=5.1.2"""'],
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
		['one whose comma stands alone in the next line', 'a = [\n\t«"x"»\n\t,\n\t"y",\n]', 'a = [\n\t"y",\n]'],
		['one whose comma begins the next line', 'a = [\n\t«"x"» # why x\n\t, "y"\n]', 'a = [\n\t"y"\n]'],
		['the first where commas begin the lines', 'a = [ «"x"»\n    , "y"\n    ]', 'a = [ "y"\n    ]'],
		['the first, but for the comment on its line', 'a = [ «"x"» # x or all\n    , "y"\n    ]', 'a = [ # x or all\n    "y"\n    ]'],
		['one, but for the comment above its comma', 'a = [\n  «"x"»\n  # why y\n  , "y"\n]', 'a = [\n  # why y\n  "y"\n]'],
		['the last where commas begin the lines', 'a = [ "x"\n    , «"y"» # why\n    ]', 'a = [ "x"\n    ]'],
		['one in the middle where commas end the lines above', 'a = [ "x"\n, «"y"»\n, "z" ]', 'a = [ "x"\n, "z" ]'],
		['one behind a comment that ends in a comma', 'a = ["x", # x, y,\n     «"y"»]', 'a = ["x", # x, y,\n     ]'],
		['one with Windows line ends and a late comma', 'a = [\r\n\t«"x"»\r\n\t,\r\n\t"y"]', 'a = [\r\n\t"y"]'],
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

	/** The entries of `a` and the comments of a text. */
	function contents(text: string): { readonly entries: readonly string[]; readonly comments: readonly string[] } {
		const value = parseToml(text).entries.get('a')?.value;
		const entries = value?.kind === 'array' ? value.items.map((item) => String(plain(item))) : [];
		return { entries, comments: text.match(/#\d+/g) ?? [] };
	}

	const quotes = fc.constantFrom(['"', '"'], ["'", "'"], ['"""\n', '"""']);
	const tokens = fc
		.array(quotes, { minLength: 1, maxLength: 6 })
		.map((list) => list.map(([open = '', close = ''], i) => `${open}e${i}${close}`));
	const array = arrayOf(tokens).map((text) => `a = ${text}\nb = "after"\n`);

	function spansIn(text: string): readonly Span[] {
		const value = parseToml(text).entries.get('a')?.value;
		assert.ok(value?.kind === 'array');
		return value.items.map(({ span }) => span);
	}

	it('of any array leaves the others, and every comment that is not its own', () => {
		fc.assert(
			fc.property(array, fc.nat(), (text, pick) => {
				const spans = spansIn(text);
				const index = pick % spans.length;
				const span = spans[index] ?? assert.fail();
				const after = contents(applied(text, removeEntry(text, span)));
				const before = contents(text);
				assert.deepEqual(
					after.entries,
					before.entries.filter((_, i) => i !== index),
				);
				const own = /^[ \t]*,?[ \t]*(#\d+)/.exec(text.slice(span.end))?.[1];
				const lost = before.comments.filter((comment) => !after.comments.includes(comment));
				assert.deepEqual(lost, lost.length === 0 ? [] : [own]);
			}),
			{ numRuns: 2000 },
		);
	});

	it('goes together with removing others, as far as their edits do not meet', () => {
		fc.assert(
			fc.property(array, fc.infiniteStream(fc.boolean()), (text, picks) => {
				const removed: number[] = [];
				const edits: TextEdit[] = [];
				for (const [i, span] of spansIn(text).entries()) {
					const edit = removeEntry(text, span);
					const isFree = edits.every((other) => other.span.end <= edit.span.start || edit.span.end <= other.span.start);
					if (picks.next().value !== true || !isFree) continue;
					edits.push(edit);
					removed.push(i);
				}
				const after = edits.sort((a, b) => b.span.start - a.span.start).reduce(applied, text);
				assert.deepEqual(
					contents(after).entries,
					contents(text).entries.filter((_, i) => !removed.includes(i)),
				);
			}),
			{ numRuns: 2000 },
		);
	});

	it('of any inline table leaves the others', () => {
		const blank = fc.constantFrom('', ' ', '\t');
		const pairs = fc.array(fc.tuple(blank, blank), { minLength: 1, maxLength: 5 });
		fc.assert(
			fc.property(pairs, fc.nat(), (blanks, pick) => {
				const text = `a = {${blanks.map(([lead, trail], i) => `${lead}k${i} = [\n${i}]${trail}`).join(',')}}\n`;
				const table = (of: string) => parseToml(of).entries.get('a')?.value;
				const value = table(text);
				assert.ok(value?.kind === 'table');
				const entries = [...value.entries.values()];
				const { key, span } = entries[pick % entries.length] ?? assert.fail();
				const left = table(applied(text, removeEntry(text, span)));
				assert.ok(left?.kind === 'table');
				assert.deepEqual(
					[...left.entries.keys()],
					[...value.entries.keys()].filter((other) => other !== key),
				);
			}),
		);
	});
});
