import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ValidationError } from '../../../src/core/errors.ts';
import { compareVersions, parseVersion, tryParseVersion, Version } from '../../../src/core/packaging/version.ts';
import { versionText } from '../../support/arbitrary-versions.ts';

const normalForms: readonly (readonly [written: string, normal: string])[] = [
	['1.0', '1.0'],
	['  v1.0\t\n', '1.0'],
	['1.0.0', '1.0.0'],
	['01.002', '1.2'],
	['0!1', '1'],
	['0099999999999999999999', '99999999999999999999'],
	['v2!1.0', '2!1.0'],
	['1.0ALPHA.1', '1.0a1'],
	['1.0_beta', '1.0b0'],
	['1c3', '1rc3'],
	['1.preview-2', '1rc2'],
	['1-1', '1.post1'],
	['1.0.r4', '1.0.post4'],
	['1.0-rev', '1.0.post0'],
	['1.0+01a.b02', '1.0+01a.b02'],
	['1.0dev', '1.0.dev0'],
	['1.0a1.post2.dev3+Ubuntu-01_x', '1.0a1.post2.dev3+ubuntu.1.x'],
	['123456789012345678901234567890.00000000000000000000000000000001', '123456789012345678901234567890.1'],
];

const noVersions = [
	'',
	' ',
	'x',
	'1.',
	'.1',
	'1..2',
	'1.0+',
	'1.0+a..b',
	'1.0 a',
	'1!',
	'!1',
	'1.0a1a1',
	'1.0.post1.post2',
	'1.*',
	'１.0',
	'1.0poſt1',
	'v',
	'1.0-',
];

/** Each stands before the next; those of one line are equal. */
const ascending: readonly (readonly string[])[] = [
	['0.dev0'],
	['1.dev0', '1.0.dev'],
	['1.0.dev1'],
	['1.0a1.dev1'],
	['1.0a1', '1.0.alpha-1'],
	['1.0a1.post1.dev2'],
	['1.0a1.post1'],
	['1.0b1'],
	['1.0rc1', '1c1'],
	['1', '1.0', '1.0.0', 'v1'],
	['1.0+1a'],
	['1.0+a1'],
	['1.0+abc'],
	['1.0+abc.1'],
	['1.0+5', '1+05'],
	['1.0+10'],
	['1.0+123456789012345678901'],
	['1.0.post0.dev1'],
	['1.0.post0', '1.0-0'],
	['1.0.1'],
	['1.9007199254740991'],
	['1.9007199254740992'],
	['1.9007199254740993'],
	['1.123456789012345678901234567890'],
	['2'],
	['1!0'],
];

describe('parseVersion', () => {
	for (const [written, normal] of normalForms) {
		it(`reads ${JSON.stringify(written)} as ${normal}`, () => assert.equal(String(parseVersion(written)), normal));
	}
	for (const text of noVersions) {
		it(`refuses ${JSON.stringify(text)}`, () => {
			assert.equal(tryParseVersion(text), undefined);
			assert.throws(() => parseVersion(text), { name: 'ValidationError', code: 'invalid_input' });
		});
	}

	it('reads what is only numbers and dots as it reads any other spelling', () => {
		const numbers = fc.array(fc.stringMatching(/^[0-9]{0,18}$/), { minLength: 1, maxLength: 5 });
		fc.assert(
			fc.property(numbers, (parts) => {
				const text = parts.join('.');
				// White space around a version changes nothing, but is no plain number.
				assert.deepEqual(tryParseVersion(text), tryParseVersion(` ${text}`));
			}),
		);
	});

	it('takes a version apart', () => {
		const version = parseVersion('2!1.20RC3.post4.dev5+Local.06');
		assert.deepEqual({ ...version }, { epoch: 2, release: [1, 20], pre: ['rc', 3], post: 4, dev: 5, local: 'local.6' });
		assert.equal(version.base, '2!1.20');
		assert.equal(version.public, '2!1.20rc3.post4.dev5');
		assert.deepEqual([version.isPrerelease, version.isPostrelease, version.isDevrelease], [true, true, true]);
		const final = parseVersion('1.0');
		assert.deepEqual([final.isPrerelease, final.isPostrelease, final.isDevrelease], [false, false, false]);
	});

	for (const [text, offset, expected] of [
		['1.0.x', 3, /the end of the version/],
		['x', 0, /a release number/],
	] as const) {
		it(`says where ${text} stops being a version, and what could stand there`, () => {
			assert.throws(
				() => parseVersion(text),
				(error) =>
					error instanceof ValidationError && error.offset === offset && error.end === text.length && expected.test(error.expected ?? ''),
			);
		});
	}

	it('quotes only the beginning of a long text', () => {
		assert.throws(
			() => parseVersion('x'.repeat(100_000)),
			(error) => error instanceof ValidationError && error.message.length < 120,
		);
	});
});

describe('compareVersions', () => {
	const ranked = ascending.flatMap((equal, rank) => equal.map((text) => ({ rank, text })));
	for (const left of ranked) {
		it(`puts ${left.text} in its place`, () => {
			for (const right of ranked) {
				const order = Math.sign(compareVersions(parseVersion(left.text), parseVersion(right.text)));
				assert.equal(order, Math.sign(left.rank - right.rank), `${left.text} and ${right.text}`);
			}
		});
	}
});

describe('versions of any spelling', () => {
	const version = versionText.map(parseVersion);

	// PEP 440: "All integers are interpreted via the int() built in and normalize to the string form of the output."
	it('are equal to their normal form, which is its own normal form', () => {
		fc.assert(
			fc.property(version, (one) => {
				const again = parseVersion(String(one));
				assert.deepEqual({ ...again }, { ...one });
				assert.equal(String(again), String(one));
			}),
		);
	});

	// PEP 440: "Comparison and ordering of release segments considers the numeric value of each component of the release segment in turn."
	it('are totally ordered', () => {
		fc.assert(
			fc.property(version, version, version, (...three) => {
				const [a, b, c] = three.sort(compareVersions) as [Version, Version, Version];
				assert.ok(compareVersions(a, b) <= 0 && compareVersions(b, c) <= 0 && compareVersions(a, c) <= 0);
				assert.equal(Math.sign(compareVersions(a, c)), -Math.sign(compareVersions(c, a)) || 0);
			}),
		);
	});

	// PEP 440: "the shorter segment is padded out with additional zeros as necessary"
	it('stay the same with zeros behind their release', () => {
		fc.assert(
			fc.property(version, (one) => {
				assert.equal(compareVersions(one, new Version({ ...one, release: [...one.release, 0, 0] })), 0);
			}),
		);
	});

	// PEP 440: "MUST be ordered as shown: .devN, aN, bN, rcN, <no suffix>, .postN"
	it('stand between their developmental and their post-releases', () => {
		fc.assert(
			fc.property(version, (one) => {
				const final = new Version({ ...one, pre: undefined, post: undefined, dev: undefined, local: undefined });
				const ladder = [
					new Version({ ...final, dev: 1 }),
					...(['a', 'b', 'rc'] as const).map((letter) => new Version({ ...final, pre: [letter, 1] })),
					final,
					new Version({ ...final, post: 1 }),
				];
				assert.deepEqual(ladder.toReversed().sort(compareVersions), ladder);
			}),
		);
	});
});
