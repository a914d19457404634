import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseRequirementsFile } from '../../../src/core/project/requirements-file.ts';
import { clauseText } from '../../support/arbitrary-versions.ts';

const read = (text: string) => parseRequirementsFile(text, '/p/requirements.txt', 'project');
const parse = (text: string) => read(text).requirements;

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
		['a comment that ends in a backslash, which continues nothing', '# pip-compile \\\na==1 # old \\\nb', ['a==1', 'b']],
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

describe('an option of pip in a list that setuptools reads', () => {
	const rows: readonly (readonly [text: string, marked: string, option: string])[] = [
		['-r other.txt\na', '-r other.txt', '-r'],
		['  -rother.txt # why\na', '-rother.txt', '-r'],
		['--requirement=other.txt\na', '--requirement=other.txt', '--requirement'],
		['-c constraints.txt\r\na', '-c constraints.txt', '-c'],
		['-e .\na', '-e .', '-e'],
		['--index-url https://name:secret@x.test/simple\na', '--index-url https://name:secret@x.test/simple', '--index-url'],
		['a --hash=sha256:00', '--hash=sha256:00', '--hash'],
		['a \\\n  --hash=sha256:00 \\\n  --hash=sha256:01 # why\n', '--hash=sha256:00 \\\n  --hash=sha256:01', '--hash'],
		['a --config-settings "x=y"', '--config-settings "x=y"', '--config-settings'],
		['-\na', '-', '-'],
	];
	for (const [text, marked, option] of rows) {
		it(`is told at its place, and hides nothing: ${JSON.stringify(text)}`, () => {
			const { requirements, problems } = read(text);
			assert.deepEqual(
				requirements.map(({ raw }) => raw),
				['a'],
			);
			assert.deepEqual(
				problems.map(({ code, file, span }) => [code, file, text.slice(span.start, span.end)]),
				[['invalid-requirement', '/p/requirements.txt', marked]],
			);
			assert.ok(problems[0]?.message.includes(`such as “${option}” in this list`), problems[0]?.message);
		});
	}

	it('says where a file belongs, and keeps what an option is given to itself', () => {
		assert.match(read('-r other.txt').problems[0]?.message ?? '', /Name that file in pyproject\.toml/);
		assert.doesNotMatch(read('-c other.txt').problems[0]?.message ?? '', /Name that file/);
		assert.doesNotMatch(read('--index-url https://name:secret@x.test/simple').problems[0]?.message ?? '', /secret/);
	});
});

describe('any list of requirements', () => {
	const name = fc.stringMatching(/^[a-z]([a-z0-9._-]{0,8}[a-z0-9])?$/);
	const requirement = fc.tuple(name, fc.constantFrom('', ' '), clauseText).map((parts) => parts.join(''));
	const option = fc.constantFrom('-r other.txt', '-c c.txt', '-e .', '--no-index');
	const line = fc.record({
		indent: fc.constantFrom('', ' ', '\t'),
		requirement: fc.option(requirement, { nil: '' }),
		option: fc.option(option, { nil: '' }),
		comment: fc.constantFrom('', ' # 🐍', ' #-r x'),
		end: fc.constantFrom('\n', '\r\n', '\r'),
	});

	it('gives each requirement and each option the characters that it stands on', () => {
		fc.assert(
			fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
				const written = lines.map(({ requirement, option, ...rest }) => ({
					...rest,
					requirement,
					option: requirement === '' ? option : '',
				}));
				const text = written.map(({ indent, requirement, option, comment, end }) => indent + requirement + option + comment + end).join('');
				const { requirements, problems } = read(text);
				const slice = ({ start, end }: { readonly start: number; readonly end: number }) => text.slice(start, end);
				const present = (words: readonly string[]) => words.filter((word) => word !== '');
				assert.deepEqual(
					requirements.map(({ spans }) => slice(spans.token)),
					present(written.map(({ requirement }) => requirement)),
				);
				assert.deepEqual(
					problems.map(({ span }) => slice(span)),
					present(written.map(({ option }) => option)),
				);
			}),
		);
	});

	it('is read, whatever it is, with every place inside it', () => {
		const noise = fc.string({ unit: fc.constantFrom('a', '-', '\\', '\n', '\r', ' ', '#', '=', '--hash', '>', '1', '🐍') });
		fc.assert(
			fc.property(fc.oneof(noise, fc.string({ unit: 'binary' })), (text) => {
				const { requirements, problems } = read(text);
				for (const { start, end } of [...problems.map(({ span }) => span), ...requirements.map(({ spans }) => spans.token)])
					assert.ok(0 <= start && start < end && end <= text.length, `${start}–${end} of ${text.length}`);
			}),
		);
	});
});
