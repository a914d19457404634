import assert from 'node:assert/strict';
import fc from 'fast-check';
import { invalidRequirement } from '../../../../src/core/findings/rules/invalid-requirement.ts';
import { completeProject } from '../../../../src/core/project/load-project.ts';
import type { Requirement } from '../../../../src/core/project/model.ts';
import { parsePyproject } from '../../../../src/core/project/pyproject.ts';
import { checked, fixed, preferred, projectWith, pyproject, seen } from '../../../support/checked.ts';

/** A TOML string with these quotes, or, for `\`, one with every second character escaped. Quotes inside that would end it are changed. */
function token(text: string, style: string): string {
	if (style !== '\\') return style + text.replaceAll(style.charAt(0), style.startsWith('"') ? "'" : '"') + style;
	const unicode = (char: string) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
	return `"${[...text].map((char, i) => (i % 2 === 0 || char === '"' ? unicode(char) : char)).join('')}"`;
}

function requirementsOf(text: string): readonly Requirement[] {
	const { project, syntaxError } = parsePyproject(text, pyproject);
	assert.ok(project, `${syntaxError?.error.message}\n${text}`);
	return project.requirements;
}

function brokenOf(text: string): number {
	return requirementsOf(text).filter(({ error }) => error !== undefined).length;
}

describe('invalid-requirement', () => {
	const rows: readonly (readonly [entry: string, inside: string])[] = [
		['"requests >= "', 'requests >= '],
		['"requests >=1,,<2"', 'requests >=1,,<2'],
		['"requests[socks"', 'requests[socks'],
		['"requests=2.0"', 'requests=2.0'],
		['"???"', '???'],
		['""', '""'],
		["'requests >= '", 'requests >= '],
		['42', '42'],
		['["requests"]', '"requests"'],
		['{ name = "requests" }', '"requests"'],
	];
	for (const [entry, inside] of rows) {
		it(`is found inside ${entry}, and the entries around it are read`, async () => {
			const text = projectWith('"a"', entry, '"b"');
			const findings = await checked(text, { requests: ['2.0'] });
			assert.deepEqual(
				findings.map(({ code }) => code),
				['unknown-package', 'invalid-requirement', 'unknown-package'],
			);
			const { span, message } = findings[1] ?? assert.fail();
			const at = text.indexOf(entry);
			assert.ok(span.start >= at && span.end <= at + entry.length && span.end > span.start, `${text.slice(span.start, span.end)}`);
			assert.ok(inside.includes(text.slice(span.start, span.end)) || text.slice(span.start, span.end) === inside);
			assert.notEqual(message, '');
		});
	}

	it('shows a value that is no string as it is written', async () => {
		const [finding] = await checked(projectWith('42'));
		assert.equal(finding?.message, '42 is not a requirement in quotes.');
	});

	const corrections: readonly (readonly [entry: string, after: string])[] = [
		['"requests=2.0"', '"requests==2.0"'],
		["'requests=2.0'", "'requests==2.0'"],
		['"""requests=2.0"""', '"""requests==2.0"""'],
		['"""\n  requests=2.0"""', '"""\n  requests==2.0"""'],
		['"\\u0072equests\\u003d2.0"', '"\\u0072equests==2.0"'],
		['"requests >1 <2"', '"requests >1, <2"'],
		['"requests; python_version >= 3.8"', '"requests; python_version >= \'3.8\'"'],
		["'requests; python_version >= 3.8'", '\'requests; python_version >= "3.8"\''],
		['"""requests; python_version >= 3.8"""', '"""requests; python_version >= \'3.8\'"""'],
		["'''requests; python_version >= 3.8'''", "'''requests; python_version >= \"3.8\"'''"],
		['"requests; os_name == \\"nt\\" and python_version >= 3.8"', '"requests; os_name == \\"nt\\" and python_version >= \'3.8\'"'],
	];
	for (const [entry, after] of corrections) {
		it(`offers the one correction that the parser knows of, and leaves the rest: ${entry}`, async () => {
			const text = projectWith(`${entry}, # keep`);
			const [finding] = await checked(text, { requests: ['2.0', '1.5'] });
			const corrected = projectWith(`${after}, # keep`);
			assert.deepEqual(Object.values(fixed(text, finding)), [corrected]);
			assert.deepEqual(preferred(finding), Object.keys(fixed(text, finding)));
			assert.deepEqual(await checked(corrected, { requests: ['2.0', '1.5'] }), []);
		});
	}

	it('offers a correction that is a guess, but not to "Fix all"', async () => {
		const text = projectWith('"requests 2.0"');
		const [finding] = await checked(text, { requests: ['2.0'] });
		assert.deepEqual(fixed(text, finding), { 'Change to “requests ==2.0”': projectWith('"requests ==2.0"') });
		assert.deepEqual(preferred(finding), []);
	});

	it('offers a correction in a list of its own, where no quotes are', async () => {
		const text = '[project]\ndynamic = ["dependencies"]\n[tool.setuptools.dynamic]\ndependencies = { file = "list.txt" }\n';
		const list = 'flask\nrequests>=1 \\\n  <2 ; python_version >= "3.8" # why\n';
		const files = {
			readText: () => Promise.resolve(list),
			realPath: (path: string) => Promise.resolve(path),
			names: () => Promise.resolve([]),
		};
		const { parsed } = await completeProject(parsePyproject(text, pyproject), text, files);
		assert.equal(invalidRequirement.over, 'file');
		const [draft] = invalidRequirement.check({ parsed, text, os: 'linux', asked: [] });
		const [fix] = draft?.fixes ?? [];
		assert.ok(fix?.kind === 'edit');
		assert.deepEqual(fix.edits, [{ span: { start: list.indexOf(' \\'), end: list.indexOf(' \\') }, text: ',' }]);
	});

	const names: readonly (readonly [what: string, text: string, span: string])[] = [
		['ends in an underscore', projectWith('"foo_>=1"'), 'foo_'],
		['has 10,000 characters', projectWith(`"${'x'.repeat(10_000)}>=1"`), 'x'.repeat(10_000)],
		['holds a blank', '[tool.poetry.dependencies]\n"foo bar" = "1"\n', 'foo bar'],
		['is empty', '[tool.poetry.dependencies]\n"" = "1"\n', '"1"'],
	];
	for (const [what, text, span] of names) {
		it(`says that no package has a name that ${what}`, async () => {
			const findings = await checked(text);
			assert.deepEqual(seen(text, findings), [`invalid-requirement: ${span}`]);
			assert.match(findings[0]?.message ?? '', /^“.{0,60}” cannot be the name of a package; expected at most 200 ASCII letters/);
		});
	}

	it('leaves names alone that are not looked up at an index', async () => {
		assert.deepEqual(await checked('[tool.poetry.dependencies]\n"foo bar" = { path = "../foo" }\n'), []);
	});

	it('is gone after its fix, however the string is written, and nothing else has changed', async () => {
		const operators = ['=1', '=>1', ' >1 <2', '>1,,<2', '^1.2', '~1.2', '~=1', '>=1.*', '>=1+a', '[a', '[a b]', ' (>1', ' 1'];
		const ends = ['', '; python_version >= 3.8', " ; os_name == 'nt' and python_version < 3", ';', '; os_name = "nt"'];
		const entry = fc.tuple(fc.constantFrom(...operators), fc.constantFrom(...ends), fc.constantFrom('"', "'", '"""', "'''", '\\'));
		await fc.assert(
			fc.asyncProperty(fc.array(entry, { minLength: 1, maxLength: 5 }), async (entries) => {
				const text = projectWith('"first"', ...entries.map(([middle, end, style], i) => token(`name${i}${middle}${end}`, style)), '"last"');
				const before = requirementsOf(text);
				for (const finding of (await checked(text)).filter(({ code }) => code === 'invalid-requirement')) {
					for (const [title, after] of Object.entries(fixed(text, finding))) {
						const corrected = title.slice('Change to “'.length, -1);
						const expected = before.map(({ raw, errorSpan }) => (errorSpan?.start === finding.span.start ? corrected : raw));
						assert.deepEqual(
							requirementsOf(after).map(({ raw }) => raw),
							expected,
						);
						assert.equal(brokenOf(after), brokenOf(text) - 1);
					}
				}
			}),
		);
	});

	it('points behind an escape and an emoji', async () => {
		const text = '[project]\ndependencies = ["🐍", "\\u0072equests ~~ 2"]';
		const [, second] = await checked(text);
		assert.equal(second?.code, 'invalid-requirement');
		assert.ok(second.span.start >= text.indexOf('~~'), text.slice(second.span.start));
	});

	it("names a Poetry constraint's part", async () => {
		const text = '[tool.poetry.dependencies]\nrequests = "^2 || latest"\nflask = 3\n';
		const findings = await checked(text, { requests: ['2.0'], flask: ['3.0'] });
		assert.deepEqual(
			findings.map(({ code, span }) => `${code}: ${text.slice(span.start, span.end).trim()}`),
			['invalid-requirement: latest', 'invalid-requirement: 3'],
		);
	});

	it('finds groups that include themselves, or none', async () => {
		const text =
			'[dependency-groups]\na = [{include-group = "b"}]\nb = [{include-group = "A"}]\nc = [{include-group = "gone"}]\nd = [{include-group = "a", x = 1}]';
		const findings = await checked(text);
		assert.deepEqual(seen(text, findings), [
			'invalid-requirement: "b"',
			'invalid-requirement: "A"',
			'invalid-requirement: "gone"',
			'invalid-requirement: "a"',
		]);
		assert.match(findings[0]?.message ?? '', /includes itself through “b”/);
		assert.match(findings[2]?.message ?? '', /no dependency group “gone”/);
	});
});
