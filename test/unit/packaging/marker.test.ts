import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type MarkerEnvironment, parseMarker } from '../../../src/core/packaging/marker.ts';

const linux: MarkerEnvironment = {
	python_version: '3.12',
	python_full_version: '3.12.4',
	os_name: 'posix',
	sys_platform: 'linux',
	platform_release: '6.5.0-generic',
	platform_system: 'Linux',
	platform_version: '#1 SMP',
	platform_machine: 'x86_64',
	platform_python_implementation: 'CPython',
	implementation_name: 'cpython',
	implementation_version: '3.12.4',
};

const outcomes: readonly (readonly [marker: string, outcome: boolean, change?: Partial<MarkerEnvironment>])[] = [
	['python_version >= "3.8"', true],
	['python_version < "3.8"', false],
	['python_version >= "3.9"', true, { python_version: '3.10' }],
	['"3.8" <= python_version', true],
	['python_version ~= "3.10"', true],
	['python_version == "3.12.*"', true],
	['python_version != "3.12"', false],
	['python_version in "3.11, 3.12"', true],
	['python_version not in "3.11, 3.12"', false],
	['python_version >= ">=3"', false],
	['python_version >= " 3.8 "', true],
	['python_full_version >= "3.12"', true],
	['python_full_version >= "3.13"', true, { python_full_version: '3.13.0+' }],
	['platform_release >= "6"', false],
	['platform_release >= "6"', true, { platform_release: '10' }],
	['sys_platform == "linux"', true],
	['sys_platform >= "linux"', true],
	['sys_platform > "a"', false],
	['sys_platform != "linux"', false],
	['sys_platform != "win32"', true],
	['platform_version == "1+"', true, { platform_version: '1+' }],
	["sys.platform == 'linux'", true],
	['"linux" in sys_platform', true],
	['"lin" in sys_platform', true],
	['sys_platform not in "win32 cygwin"', true],
	['python_implementation == "CPython"', true],
	['sys_platform == os_name', false],
	['"posix" == "os_name"', true],
	['extra == "dev"', false],
	['extra == "Foo_Bar"', true, { extra: 'foo.bar' }],
	['(extra == "Foo_Bar")', true, { extra: 'FOO-bar' }],
	['"Dev" in extras', true, { extras: ['dev'] }],
	['"dev" not in extras', false, { extras: ['dev'] }],
	['"test" not in extras', true, { extras: ['dev'] }],
	['"test" in dependency_groups', false, { dependency_groups: ['dev'] }],
	['"test" != extras', true, { extras: ['test'] }],
	['"test" == extras', false, { extras: ['test'] }],
	['os_name == "nt" or os_name == "posix" and python_version > "3"', true],
	['(os_name == "nt" or os_name == "posix") and python_version < "3"', false],
	['os_name == "posix" or os_name == "posix" and python_version < "3"', true],
];

const senseless: readonly string[] = [
	'sys_platform ~= "1.0"',
	'os_name === "posix"',
	'python_version ~= "three"',
	'os_name == "posix" or sys_platform ~= "1.0"',
	'"a" == "b"',
	'"dev" in extras',
	'extras == "dev"',
	'"dev" ~= dependency_groups',
	'"dev" === dependency_groups',
	'dependency_groups == "dev"',
];

const printed: readonly (readonly [written: string, normal: string])[] = [
	["os.name=='nt'", 'os_name == "nt"'],
	['python_implementation  not   in "x"', 'platform_python_implementation not in "x"'],
	['((os_name == "a"))', 'os_name == "a"'],
	['((os_name == "a" or os_name == "b"))', 'os_name == "a" or os_name == "b"'],
	['os_name == "a" and ((os_name == "b" or os_name == "c"))', 'os_name == "a" and (os_name == "b" or os_name == "c")'],
	['(os_name == "a")and(os_name == "b")', 'os_name == "a" and os_name == "b"'],
	['extra == "Foo_Bar"', 'extra == "foo-bar"'],
	['"Foo_Bar" in extras', '"foo-bar" in extras'],
	["os_name == 'a\"b'", "os_name == 'a\"b'"],
	['os_name == "\\q\\t"', 'os_name == "\\q\t"'],
	['os_name == "\\q1\\U0010ffff"', 'os_name == "\\q1\u{10ffff}"'],
	['os_name == "a\\x41\\101\\u0041\\\\"', 'os_name == "aAAA\\"'],
];

const refused: readonly (readonly [marker: string, wrong: string])[] = [
	['', ''],
	['os_name', ''],
	['os_name ==', ''],
	['os_name = "a"', '='],
	['os_name == a', 'a'],
	['os_namex == "a"', 'os_namex'],
	['os_name == "a" and', ''],
	['os_name == "a" or or', 'or'],
	['os_name == "a" or_x', 'or_x'],
	['os_name == "a" extra', 'extra'],
	['os_name not "a"', 'not '],
	['os_name notin "a"', 'n'],
	['(os_name == "a"', '(os_name == "a"'],
	['os_name == "a")', ')'],
	['os_name == "a', '"a'],
	['os_name == "a\n"', '"a\n"'],
	['os_name == "\\x4"', '"\\x4"'],
	['os_name == "\\x4g"', '"\\x4g"'],
	['os_name == "\\xg4"', '"\\xg4"'],
	['os_name == "\\"', '"\\"'],
	['os_name == "\\N{DASH}"', '"\\N{DASH}"'],
	['os_name == "\\U00110000"', '"\\U00110000"'],
	['__proto__ == "a"', '__proto__'],
	['constructor == "a"', 'constructor'],
	[`${'('.repeat(500)}os_name == "a"${')'.repeat(500)}`, '('],
];

describe('Marker.evaluate', () => {
	for (const [marker, outcome, change = {}] of outcomes) {
		it(`finds ${marker} ${outcome} with ${JSON.stringify(change)}`, () => {
			assert.equal(parseMarker(marker).evaluate({ ...linux, ...change }), outcome);
		});
	}
	for (const marker of senseless) {
		it(`refuses to evaluate ${marker}`, () => {
			assert.throws(() => parseMarker(marker).evaluate({ ...linux, dependency_groups: [] }), {
				name: 'ValidationError',
				code: 'invalid_input',
				message: /cannot be evaluated/,
			});
		});
	}
});

describe('Marker.toString', () => {
	for (const [written, normal] of printed) {
		it(`prints ${written} as ${normal}`, () => assert.equal(String(parseMarker(written)), normal));
	}
});

describe('parseMarker', () => {
	for (const [marker, wrong] of refused) {
		it(`refuses ${JSON.stringify(marker.slice(0, 40))}`, () => {
			assert.throws(
				() => parseMarker(marker),
				(error: Error & { code?: string; offset?: number; end?: number }) => {
					assert.equal(error.code, 'invalid_requirement');
					assert.equal(marker.slice(error.offset, error.end), wrong);
					return true;
				},
			);
		});
	}
});

describe('markers of any shape', () => {
	const comparison = fc
		.tuple(
			fc.constantFrom('python_version', 'os_name', 'sys_platform', 'extra'),
			fc.constantFrom('==', '!=', '>=', 'in', 'not in'),
			fc.constantFrom('3.8', '3.12', 'posix', 'linux', 'Foo_Bar', ''),
		)
		.map(([variable, operator, value]) => `${variable} ${operator} "${value}"`);
	const { marker } = fc.letrec<{ marker: string }>((tie) => ({
		marker: fc.oneof(
			{ depthSize: 'small' },
			comparison,
			tie('marker').map((inner) => `(${inner})`),
			fc.tuple(tie('marker'), fc.constantFrom(' and ', ' or '), tie('marker')).map((parts) => parts.join('')),
		),
	}));

	it('mean what their normal form means, which is its own normal form', () => {
		fc.assert(
			fc.property(marker, fc.constantFrom('', 'foo-bar'), (text, extra) => {
				const parsed = parseMarker(text);
				const again = parseMarker(String(parsed));
				assert.equal(String(again), String(parsed));
				assert.equal(again.evaluate({ ...linux, extra }), parsed.evaluate({ ...linux, extra }));
			}),
		);
	});

	// PEP 508: marker_or = marker_and ("or" marker_and)*, marker_and = marker_expr ("and" marker_expr)*: "and" binds tighter than "or".
	it('join with "and" before "or"', () => {
		fc.assert(
			fc.property(comparison, comparison, comparison, (...texts) => {
				const [a, b, c] = texts.map((text) => parseMarker(text).evaluate(linux));
				assert.equal(parseMarker(`${texts[0]} or ${texts[1]} and ${texts[2]}`).evaluate(linux), a || (b && c));
				assert.equal(parseMarker(`${texts[0]} and ${texts[1]} or ${texts[2]}`).evaluate(linux), (a && b) || c);
			}),
		);
	});
});
