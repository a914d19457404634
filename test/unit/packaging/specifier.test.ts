import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseSpecifierSet } from '../../../src/core/packaging/specifier.ts';
import { comparePublic, compareVersions, parseVersion } from '../../../src/core/packaging/version.ts';
import { clauseText, publicVersionText, releaseText, versionText } from '../../support/arbitrary-versions.ts';

const matches: readonly (readonly [specifier: string, inside: readonly string[], outside: readonly string[]])[] = [
	['', ['1.0', '1.0a1', 'anything'], []],
	['==1.0', ['1', '1.0.0', '1.0+local', 'v1.0'], ['1.0.1', '1.0.post1', '1.0a1']],
	['==1.0+a.1', ['1.0+A-01'], ['1.0', '1.0+a']],
	['==1.*', ['1', '1.9', '1.0a1', '1.0+x', '1.dev0'], ['2.dev0', '0.9', '1!1.0']],
	['==1.0.0.*', ['1', '1.0a1', '1.0.0.7'], ['1.0.1']],
	['!=1.0', ['1.0.1', '1.0a1'], ['1', '1.0+local', 'nonsense']],
	['!=1.*', ['2', '0'], ['1.5', '1.0rc1']],
	['~=1.4.2', ['1.4.2', '1.4.9', '1.4.3a1'], ['1.4.1', '1.5', '1.5.dev0']],
	['~=v1.4.RC1', ['1.4rc1', '1.9'], ['1.4b1', '2.0']],
	['~=2!1.0', ['2!1.5'], ['1.5', '3!1.5']],
	['>=1.0', ['1.0', '1.0+x', '2a1'], ['1.0a1', '1.0.dev9']],
	['<=1.0', ['1.0+x', '1.0a1'], ['1.0.post0', '1.0.1']],
	['<1.0', ['0.9', '0.9.post1'], ['1.0a1', '1.0.dev0', '1.0']],
	['<1.0rc1', ['1.0b1', '1.0.dev0', '1.0rc1.dev1'], ['1.0rc1']],
	['<1.0.post2', ['1.0', '1.0a1', '1.0.post1'], ['1.0.post2.dev0']],
	['>1.0', ['1.0.1', '1.1.dev0', '1.1.post1'], ['1.0.post1', '1.0+local', '1.0.post1.dev0']],
	['>1.0.post1', ['1.0.post2'], ['1.0.post1+local', '1.0']],
	['>1.0a1', ['1.0a2+local', '1.0'], ['1.0a1+local', '1.0a1.post1']],
	['===1.0', ['1.0'], ['1.0.0', '1', ' 1.0']],
	['===Not-A-Version', ['not-a-version'], ['1.0']],
	['>=1,<2,!=1.5', ['1.4'], ['1.5', '2', '0.9']],
	['>=99999999999999999999', ['100000000000000000000'], ['99999999999999999998']],
	[' >= 1 ,, < 2 ,', ['1.5'], ['2']],
];

describe('SpecifierSet.contains', () => {
	for (const [specifier, inside, outside] of matches) {
		it(`holds “${specifier}” to ${inside.join(', ')}${outside.length === 0 ? '' : `, not to ${outside.join(', ')}`}`, () => {
			const set = parseSpecifierSet(specifier);
			assert.deepEqual(
				inside.filter((version) => !set.contains(version)),
				[],
			);
			assert.deepEqual(
				outside.filter((version) => set.contains(version)),
				[],
			);
		});
	}

	it('takes a parsed version, which has lost its spelling', () => {
		assert.equal(parseSpecifierSet('===1.0').contains(parseVersion('v1.0')), true);
	});

	it('leaves pre-releases out only when it is told to', () => {
		const set = parseSpecifierSet('>=1');
		assert.deepEqual(
			[undefined, true, false].map((prereleases) => set.contains('2a1', { prereleases })),
			[true, true, false],
		);
		assert.equal(parseSpecifierSet('>=1a1').contains('2.dev0', { prereleases: false }), false);
		assert.equal(parseSpecifierSet('>=1').contains('2', { prereleases: false }), true);
		assert.equal(parseSpecifierSet('>=1').contains('no version', { prereleases: false }), false);
	});

	// PEP 440: "The comma is equivalent to a logical and operator: a candidate version must match all given version clauses".
	it('holds when each clause alone holds', () => {
		fc.assert(
			fc.property(fc.array(clauseText, { maxLength: 3 }), versionText, (clauses, version) => {
				const each = clauses.every((clause) => parseSpecifierSet(clause).contains(version));
				assert.equal(parseSpecifierSet(clauses.join(', ')).contains(version), each);
			}),
		);
	});

	// PEP 440: "the local version label of any candidate versions MUST be ignored when matching versions"
	it('agrees with the order of versions', () => {
		fc.assert(
			fc.property(publicVersionText, versionText, (wanted, candidate) => {
				const order = comparePublic(parseVersion(candidate), parseVersion(wanted));
				const holds = (operator: string) => parseSpecifierSet(operator + wanted).contains(candidate);
				assert.deepEqual([holds('=='), holds('!='), holds('<='), holds('>=')], [order === 0, order !== 0, order <= 0, order >= 0]);
			}),
		);
	});

	// PEP 440: "The exclusive ordered comparison <V MUST NOT allow a pre-release of the specified version unless the specified version is itself a pre-release."
	// PEP 440: "The exclusive ordered comparison >V MUST NOT allow a post-release of the given version unless V itself is a post release."
	it('never matches V itself nor the far side with < and >', () => {
		fc.assert(
			fc.property(publicVersionText, versionText, (wanted, candidate) => {
				const order = compareVersions(parseVersion(candidate), parseVersion(wanted));
				if (order >= 0) assert.equal(parseSpecifierSet(`<${wanted}`).contains(candidate), false);
				if (order <= 0) assert.equal(parseSpecifierSet(`>${wanted}`).contains(candidate), false);
			}),
		);
		fc.assert(
			fc.property(releaseText, (release) => {
				assert.equal(parseSpecifierSet(`<${release}`).contains(`${release}rc1`), false);
				assert.equal(parseSpecifierSet(`<${release}rc1`).contains(`${release}b1`), true);
				assert.equal(parseSpecifierSet(`>${release}`).contains(`${release}.post1`), false);
				assert.equal(parseSpecifierSet(`>${release}.post1`).contains(`${release}.post2`), true);
			}),
		);
	});

	// PEP 440: "For a given release identifier V.N, the compatible release clause is approximately equivalent to the pair of comparison clauses: >= V.N, == V.*"
	it('reads ~= as that pair', () => {
		fc.assert(
			fc.property(releaseText, versionText, (release, candidate) => {
				const prefix = release.slice(0, release.lastIndexOf('.'));
				const pair = parseSpecifierSet(`>=${release},==${prefix}.*`);
				assert.equal(parseSpecifierSet(`~=${release}`).contains(candidate), pair.contains(candidate));
			}),
		);
	});
});

describe('SpecifierSet.toString', () => {
	const printed: readonly (readonly [written: string, canonical: string])[] = [
		['', ''],
		['>= 1.0 , <2', '<2,>=1.0'],
		['==1.0,==1.0.0', '==1.0'],
		['~=1.0,~=1.0.0', '~=1.0,~=1.0.0'],
		['==1.*,==1.0.*', '==1.*,==1.0.*'],
		['==0.0,==0', '==0'],
		['>=v1.0-RC1', '>=v1.0-RC1'],
		['==1.2,==1.3', '==1.2,==1.3'],
		['===1.0,===1.0.0', '===1.0,===1.0.0'],
	];
	for (const [written, canonical] of printed) {
		it(`prints “${written}” as “${canonical}”`, () => assert.equal(String(parseSpecifierSet(written)), canonical));
	}

	it('prints what reads back to the same', () => {
		fc.assert(
			fc.property(fc.array(clauseText, { maxLength: 4 }), (clauses) => {
				const text = String(parseSpecifierSet(clauses.join(',')));
				assert.equal(String(parseSpecifierSet(text)), text);
			}),
		);
	});
});

describe('SpecifierSet.clauses', () => {
	it('keeps order, spelling and place', () => {
		const text = ' >= 1.0 ,==v2.*,=== a ';
		const { clauses, isEmpty } = parseSpecifierSet(text);
		assert.equal(isEmpty, false);
		assert.equal(parseSpecifierSet(' , ').isEmpty, true);
		assert.deepEqual(
			clauses.map(({ operator, version, span }) => [operator, version, text.slice(span.start, span.end)]),
			[
				['>=', '1.0', '>= 1.0'],
				['==', 'v2.*', '==v2.*'],
				['===', 'a', '=== a'],
			],
		);
	});

	it('knows the version that each names, and whether it is the beginning of one', () => {
		const { clauses } = parseSpecifierSet('>=v1.0, ==2.*, ===3.0, ===a');
		assert.deepEqual(
			clauses.map(({ parsed, isPrefix }) => [parsed && String(parsed), isPrefix]),
			[
				['1.0', false],
				['2', true],
				['3.0', false],
				[undefined, false],
			],
		);
	});
});

describe('parseSpecifierSet', () => {
	const refused: readonly (readonly [text: string, offending: string])[] = [
		['lolwat', 'lolwat'],
		['1.0', '1.0'],
		['=1.0', '='],
		['>=', '>='],
		['>=1.*', '>=1.*'],
		['~=1', '~=1'],
		['~=1.0+x', '~=1.0+x'],
		['==1.0a1.*', '==1.0a1.*'],
		['>=1 <2', '<2'],
		['>=1, <é', 'é'],
		['==1.0poſt1', 'poſt1'],
	];
	for (const [text, offending] of refused) {
		it(`refuses “${text}” and points at “${offending}”`, () => {
			assert.throws(
				() => parseSpecifierSet(text),
				(error: Error & { code?: string; offset?: number; end?: number }) => {
					assert.equal(error.code, 'invalid_requirement');
					assert.equal(text.slice(error.offset, error.end), offending);
					return true;
				},
			);
		});
	}
});

describe('SpecifierSet.select', () => {
	const choices: readonly (readonly [
		specifier: string,
		available: string,
		prereleases: boolean | undefined,
		choice: string | undefined,
	])[] = [
		['', '1.0 2.0 3.0a1', undefined, '2.0'],
		['', '3.0a1', undefined, '3.0a1'],
		['', '3.0a1', false, undefined],
		['', '1.0 3.0a1', true, '3.0a1'],
		['>=1.5a1', '2.0 3.0a1', undefined, '3.0a1'],
		['!=2.5a1', '2.0 3.0a1', undefined, '2.0'],
		['>2', '2.0 3.0a1', undefined, '3.0a1'],
		['>=1', '1.0 2.0! junk', undefined, '1.0'],
		['>=1', '1.0! 2.0!', undefined, undefined],
		['==1.0', '1.0! 2.0', undefined, '1.0'],
		['===1.0', '1.0! 2.0', undefined, '1.0'],
		['==1.*', '1.0! 2.0', undefined, undefined],
		['>=1', '1.0! 2.0a1', undefined, undefined],
		['==1', '1.0.0 1.0', undefined, '1.0'],
		['==1', '1.0 1.0.0!', undefined, '1.0'],
		['==1.0,<2', '1.0! 2.0', undefined, '1.0'],
		['', '2.0 1.0 junk', undefined, '2.0'],
		['===junk', 'junk', undefined, undefined],
	];
	for (const [specifier, available, prereleases, choice] of choices) {
		it(`picks ${choice ?? 'nothing'} of ${available} for “${specifier}”, pre-releases ${prereleases ?? 'by default'}`, () => {
			const releases = available.split(' ').map((text) => ({ version: text.replace('!', ''), yanked: text.endsWith('!') }));
			assert.equal(parseSpecifierSet(specifier).select(releases, { prereleases })?.version, choice);
		});
	}
});
