import assert from 'node:assert/strict';
import { parseRequirementsFile } from '../../../src/core/project/requirements-file.ts';

const parse = (text: string) => parseRequirementsFile(text, '/p/requirements.txt', 'project');

describe('a list of requirements in a file of its own', () => {
	const rows: readonly (readonly [what: string, text: string, raws: readonly string[]])[] = [
		['nothing', '', []],
		['one a line', 'a\nb>=1\n', ['a', 'b>=1']],
		['Windows and lone line ends', 'a\r\nb\rc', ['a', 'b', 'c']],
		['blank lines and indents', '\n  a\n\n\tb  \n', ['a', 'b']],
		['comments', '# why\na # because\nb', ['a', 'b']],
		['a hash sign that begins no comment', 'a @ https://x.test/a.zip#egg=a', ['a @ https://x.test/a.zip#egg=a']],
		['options', '-r other.txt\n--index-url https://x.test/simple\n-e .\na', ['a']],
		['hashes', 'a==1 --hash=sha256:00', ['a==1']],
		['hashes on lines that are continued', 'a==1 \\\n    --hash=sha256:00 \\\n    --hash=sha256:01\nb', ['a==1', 'b']],
	];
	for (const [what, text, raws] of rows) {
		it(`is read: ${what}`, () =>
			assert.deepEqual(
				parse(text).map(({ raw, error }) => (error === undefined ? raw : error)),
				raws,
			));
	}

	it('reads a requirement that goes on in the next line, each part at its place', () => {
		const text = 'a\nrequests>=2, \\\r\n  <3\nb';
		const { error, specifiers, clauses, spans } = parse(text)[1] ?? assert.fail();
		assert.equal(error, undefined);
		assert.equal(String(specifiers), '<3,>=2');
		assert.deepEqual(
			clauses.map(({ versionSpan }) => text.slice(versionSpan.start, versionSpan.end)),
			['2', '3'],
		);
		assert.equal(text.slice(spans.entry.start, spans.entry.end), 'requests>=2, \\\r\n  <3\n');
	});

	it('takes the whole line as the entry', () => {
		const text = 'a\r\n  b==1 # why\r\nc';
		const { entry, token } = parse(text)[1]?.spans ?? assert.fail();
		assert.equal(text.slice(entry.start, entry.end), '  b==1 # why\r\n');
		assert.equal(text.slice(token.start, token.end), 'b==1');
	});

	it('keeps a broken line beside the good ones, with its error at its place', () => {
		const text = 'a\nb >= \nc';
		const [a, b, c] = parse(text);
		assert.deepEqual([a?.error, c?.error], [undefined, undefined]);
		assert.equal(b?.name, 'b');
		assert.equal(b?.error?.code, 'invalid_requirement');
		assert.ok(b?.errorSpan !== undefined && b.errorSpan.start >= 2 && b.errorSpan.end <= 7);
	});
});
