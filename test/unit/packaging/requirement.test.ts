import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ValidationError } from '../../../src/core/errors.ts';
import { type ParsedRequirement, parseRequirement } from '../../../src/core/packaging/requirement.ts';
import { parseSpecifierSet } from '../../../src/core/packaging/specifier.ts';
import type { Span } from '../../../src/core/span.ts';
import { clauseText } from '../../support/arbitrary-versions.ts';

interface Parts {
	readonly name: string;
	readonly extras?: string;
	readonly specifier?: string;
	readonly url?: string;
	readonly marker?: string;
}

/** The parts of a requirement, cut out of its text. */
function cut(text: string, requirement: ParsedRequirement): Record<keyof Parts, string | undefined> {
	const at = (span: Span | undefined) => span && text.slice(span.start, span.end);
	return {
		name: at(requirement.nameSpan),
		extras: at(requirement.extrasSpan),
		specifier: at(requirement.specifierSpan),
		url: at(requirement.urlSpan),
		marker: at(requirement.markerSpan),
	};
}

const accepted: readonly (readonly [text: string, parts: Parts])[] = [
	['requests', { name: 'requests' }],
	['  A.b_c-9  ', { name: 'A.b_c-9' }],
	['name_', { name: 'name_' }],
	['name[]', { name: 'name', extras: '[]' }],
	['name[ ]', { name: 'name', extras: '[ ]' }],
	['name [ a , B.c ] ==1', { name: 'name', extras: '[ a , B.c ]', specifier: '==1' }],
	['name>=1,<2', { name: 'name', specifier: '>=1,<2' }],
	['name >= 1.0 , < 2 ; os_name == "nt" ', { name: 'name', specifier: '>= 1.0 , < 2', marker: 'os_name == "nt"' }],
	['name (>=1,<2)', { name: 'name', specifier: '>=1,<2' }],
	['name ( >=1, ) ;os_name=="a"', { name: 'name', specifier: '>=1', marker: 'os_name=="a"' }],
	['name()', { name: 'name' }],
	['name>=1,', { name: 'name', specifier: '>=1' }],
	['name>=\n1', { name: 'name', specifier: '>=\n1' }],
	['name>=1\n', { name: 'name', specifier: '>=1' }],
	['name===any+thing!', { name: 'name', specifier: '===any+thing!' }],
	['name (===a)', { name: 'name', specifier: '===a' }],
	['name===a;os_name=="a"', { name: 'name', specifier: '===a', marker: 'os_name=="a"' }],
	['name===1.0 ;os_name=="a,b"', { name: 'name', specifier: '===1.0', marker: 'os_name=="a,b"' }],
	['name===1.0,>=1 ;os_name=="a"', { name: 'name', specifier: '===1.0,>=1', marker: 'os_name=="a"' }],
	['name@https://x/y.whl', { name: 'name', url: 'https://x/y.whl' }],
	[
		'name[a] @ git+https://g/r@v1#egg=name ; extra == "a"',
		{ name: 'name', extras: '[a]', url: 'git+https://g/r@v1#egg=name', marker: 'extra == "a"' },
	],
	['name @ https://x;os_name', { name: 'name', url: 'https://x;os_name' }],
];

/** `wrong` is what the error points at. */
const refused: readonly (readonly [text: string, wrong: string, message: RegExp, suggestion?: string])[] = [
	['', '', /^Expected a package name$/],
	['-name', '-name', /package name/],
	['"name"', '"name"', /package name/],
	['éclair', 'éclair', /package name/],
	['na me', 'me', /expected a version specifier/],
	['name-', '-', /expected a version specifier/],
	['name.', '.', /expected a version specifier/],
	['name\nx', '\n', /^Expected a version specifier/],
	['https://x/y', 'https://x/y', /name @ URL/],
	['git+https://x/y', 'git+https://x/y', /name @ URL/],
	['name=2.0', '=', /expected “==”/, 'name==2.0'],
	['name=>2', '=>', /expected “>=”/, 'name>=2'],
	['name=<2', '=<', /expected “<=”/, 'name<=2'],
	['name<>2', '<>', /expected “!=”/, 'name!=2'],
	['name!2', '!', /expected “!=”/, 'name!=2'],
	['name 2.0', '2.0', /expected a version specifier/, 'name ==2.0'],
	['name^1.2', '^1.2', />=1\.2,<2/, 'name>=1.2,<2'],
	['name^0.2.3', '^0.2.3', /PEP 508/, 'name>=0.2.3,<0.3'],
	['name^0.0', '^0.0', /PEP 508/, 'name>=0.0,<0.1'],
	['name~1.2.3', '~1.2.3', /PEP 508/, 'name>=1.2.3,<1.3'],
	['name~1', '~1', /PEP 508/, 'name>=1,<2'],
	['name^0.0.0.4', '^0.0.0.4', /PEP 508/, 'name>=0.0.0.4,<0.0.1'],
	['name^1!2.3', '^1!2.3', /PEP 508/, 'name>=1!2.3,<1!3'],
	['name^9007199254740993.1', '^9007199254740993.1', /PEP 508/, 'name>=9007199254740993.1,<9007199254740994'],
	['name^1.0rc1', '^1.0rc1', /expected an operator/],
	['name~=1', '~=1', /at least two numbers/, 'name~=1.0'],
	['name~=abc', 'abc', /not a version/],
	['name==abc', 'abc', /not a version/],
	['name!=abc', 'abc', /not a version/],
	['name>=', '>=', /a version behind “>=”/],
	['name>= ; os_name=="a"', '>=', /a version behind “>=”/],
	['name>=abc', 'abc', /not a version/],
	['name (>=)', '>=', /a version behind “>=”/],
	['name>=1.*', '>=1.*', /“==” and “!=” only/, 'name>=1'],
	['name<1.*', '<1.*', /“==” and “!=” only/, 'name<1'],
	['name>1.*', '>1.*', /“==” and “!=” only/],
	['name<=1.*', '<=1.*', /“==” and “!=” only/],
	['name>=1 .*', '.*', /^“.\*” is unexpected here/],
	['name==1.x', '==1.x', /not a wildcard/, 'name==1.*'],
	['name!=1.x', '!=1.x', /not a wildcard/, 'name!=1.*'],
	['name==1a1.*', '==1a1.*', /cannot stand behind/],
	['name>=1.0+local', '>=1.0+local', /local version label/, 'name>=1.0'],
	['name>=1.0 +local', '+local', /^“\+local” is unexpected here/],
	['name >= 1.0 <2', '<2', /^A comma is missing in front of “<2”$/, 'name >= 1.0, <2'],
	['name>=1,,<2', ',', /unexpected/, 'name>=1,<2'],
	['name>=1.0 and <2', 'and', /^“and” is unexpected here; expected a comma, “;” or the end$/],
	['name>=1,y', 'y', /expected an operator/],
	['name >=1 # why', '#', /unexpected/, 'name >=1'],
	['name >=1 --hash=sha256:0', '--hash=sha256:0', /unexpected/],
	['name (>=1', '(>=1', /^This “\(” is never closed; expected “\)”$/, 'name (>=1)'],
	['name (>=1 <2)', '<2', /comma is missing/, 'name (>=1, <2)'],
	['name>=1)', ')', /unexpected/],
	['name[a', '[a', /never closed/, 'name[a]'],
	['name[a b]', 'b]', /a comma between extras/, 'name[a, b]'],
	['name[a,]', ']', /name of an extra/],
	['name[-a]', '-a]', /name of an extra/],
	['name===1, >=2', '>=2', /comma is missing/],
	['name===1,y', 'y', /expected an operator/],
	['name @', '', /a URL behind/],
	['name @ https://x; os_name == "a"', ';', /blank is missing/, 'name @ https://x ; os_name == "a"'],
	['name @ https://x y', 'y', /behind the URL/],
	['name;', ';', /a marker behind/, 'name'],
	['name>1.0 ; ', ';', /a marker behind/, 'name>1.0'],
	['name>1.0  ;', ';', /a marker behind/, 'name>1.0'],
	['name; python_version >= 3.8', '3.8', /quotes/, 'name; python_version >= "3.8"'],
	['name; python_version = "3"', '=', /expected “==”/, 'name; python_version == "3"'],
	['name; os == "a"', 'os', /not a marker variable/],
	['name; os_name == a1', 'a1', /not a marker variable/],
	['name; os_name == ?x', '?', /^Expected a marker variable, such as python_version, or a quoted string$/],
	['name; os_name ! "a"', '!', /^Expected a comparison/],
	['name; os_name == "a', '"a', /never closed/],
	['name; os_name == "a" || os_name == "b"', '||', /expected “and”, “or”/],
	['name=1,>>2', '=', /expected “==”/],
];

describe('parseRequirement', () => {
	for (const [text, parts] of accepted) {
		it(`reads ${JSON.stringify(text)} and knows where its parts stand`, () => {
			const missing = { extras: undefined, specifier: undefined, url: undefined, marker: undefined };
			assert.deepEqual(cut(text, parseRequirement(text)), { ...missing, ...parts });
		});
	}

	it('gives names and extras as written, versions as written, places in the whole text', () => {
		const text = "Foo.Bar [B_b,a] >= 1.0, ==v2 ; os.name == 'nt'";
		const { name, extras, specifiers, marker, url } = parseRequirement(text);
		assert.deepEqual([name, extras, url], ['Foo.Bar', ['B_b', 'a'], undefined]);
		assert.deepEqual(
			specifiers.clauses.map(({ operator, version, span }) => [operator, version, text.slice(span.start, span.end)]),
			[
				['>=', '1.0', '>= 1.0'],
				['==', 'v2', '==v2'],
			],
		);
		assert.equal(String(specifiers), '==v2,>=1.0');
		assert.equal(String(marker), 'os_name == "nt"');
		assert.equal(parseRequirement('name @ https://x').specifiers.isEmpty, true);
	});

	for (const [text, wrong, message, suggestion] of refused) {
		it(`refuses ${JSON.stringify(text)}${suggestion === undefined ? '' : `, meaning ${suggestion}`}`, () => {
			const error = refusalOf(text);
			assert.equal(error.code, 'invalid_requirement');
			assert.equal(text.slice(error.offset, error.end), wrong);
			assert.match(error.message, message);
			assert.notEqual(error.expected ?? '', '');
			assert.equal(error.details['suggestion'], suggestion);
			const { start, end, text: put } = error.correction ?? { start: 0, end: 0, text: '' };
			if (suggestion !== undefined) assert.equal(text.slice(0, start) + put + text.slice(end), suggestion);
			else assert.equal(error.correction, undefined);
		});
	}

	it('counts UTF-16 units in front of an error', () => {
		assert.deepEqual([refusalOf('name ; "😀" == os_name é').offset], ['name ; "😀" == os_name '.length]);
	});

	it('quotes only the beginning of a long word', () => {
		assert.ok(refusalOf(`name ${'x'.repeat(100_000)}`).message.length < 200);
	});

	// PEP 508: "name [extras] [versionspec] [; marker]", blanks allowed between the parts
	it('finds the parts again that a requirement was made of', () => {
		const name = fc.stringMatching(/^[A-Za-z0-9]([A-Za-z0-9._-]{0,8}[A-Za-z0-9])?$/);
		const blank = fc.constantFrom('', ' ', '\t', '  ');
		const marker = fc.constantFrom('', 'os_name == "nt"', "extra == 'a' or (python_version < '3' and \"x\" in os.name)");
		const extras = fc.option(fc.array(name, { maxLength: 3 }));
		fc.assert(
			fc.property(name, extras, fc.array(clauseText, { maxLength: 3 }), marker, blank, (project, names, clauses, condition, gap) => {
				const list = names === null ? '' : `[${names.join(`${gap},`)}]`;
				const specifier = clauses.join(`${gap},${gap}`);
				const text = gap + project + gap + list + gap + specifier + gap + (condition === '' ? '' : `;${gap}${condition}${gap}`);
				const requirement = parseRequirement(text);
				assert.deepEqual(cut(text, requirement), {
					name: project,
					extras: list || undefined,
					specifier: specifier || undefined,
					url: undefined,
					marker: condition || undefined,
				});
				assert.deepEqual(requirement.extras, names ?? []);
				assert.equal(String(requirement.specifiers), String(parseSpecifierSet(specifier)));
			}),
		);
	});

	it('refuses whatever it refuses with a place inside the text', () => {
		const word = fc.constantFrom(
			'name',
			'[',
			']',
			'(',
			')',
			',',
			';',
			'@',
			' ',
			'\n',
			'>=',
			'===',
			'~=',
			'=',
			'1.0',
			'.*',
			'+x',
			'os_name',
			'"a"',
			'"',
			' and ',
			'é',
			'😀',
			'\\',
		);
		fc.assert(
			fc.property(fc.array(word, { maxLength: 12 }), (words) => {
				const text = words.join('');
				try {
					parseRequirement(text);
				} catch (error) {
					assert.ok(error instanceof ValidationError);
					assert.ok(error.offset >= 0 && error.offset <= error.end && error.end <= text.length);
					const { suggestion } = error.details;
					if (typeof suggestion === 'string') parseRequirement(suggestion);
				}
			}),
			{ numRuns: 1000 },
		);
	});
});

function refusalOf(text: string): ValidationError {
	try {
		parseRequirement(text);
	} catch (error) {
		if (error instanceof ValidationError) return error;
		throw error;
	}
	return assert.fail(`${JSON.stringify(text)} was accepted`);
}
