import assert from 'node:assert/strict';
import fc from 'fast-check';
import { versionInUse } from '../../../src/core/index/version-in-use.ts';
import { parseSpecifierSet } from '../../../src/core/packaging/specifier.ts';
import { compareVersions, parseVersion } from '../../../src/core/packaging/version.ts';
import { clauseText, versionText } from '../../support/arbitrary-versions.ts';
import { release } from '../../support/known-index.ts';

const releases = [
	release('3.0rc1'),
	release('2.0', { requiresPython: '>=3.12' }),
	release('1.5', { yanked: true }),
	release('1.4'),
	release('1.0'),
];

describe('the version in use', () => {
	const rows: readonly (readonly [specifier: string, isPin: boolean, found: string | undefined])[] = [
		['', false, 'latest 2.0'],
		['<2', false, 'specifier 1.4'],
		['==1.0', true, 'pin 1.0'],
		['==1.5', true, 'pin 1.5'],
		['>=3.0rc1', false, 'specifier 3.0rc1'],
		['>9', false, undefined],
	];
	for (const [specifier, isPin, expected] of rows) {
		it(`of “${specifier}” is ${expected ?? 'none'}`, () => {
			const found = versionInUse(parseSpecifierSet(specifier), isPin, releases, () => true);
			assert.equal(found && `${found.resolvedFrom} ${found.release.version}`, expected);
		});
	}

	it("runs on the project's Python where one does, and is told anyway where none does", () => {
		const runs = ({ requiresPython }: { readonly requiresPython: string | null }) => requiresPython === null;
		assert.equal(versionInUse(parseSpecifierSet(''), false, releases, runs)?.release.version, '1.4');
		assert.equal(versionInUse(parseSpecifierSet('>=2,<3'), false, releases, runs)?.release.version, '2.0');
	});

	it('is what the specifier selects of all releases, whatever they are', () => {
		const arbitraryReleases = fc
			.array(fc.record({ version: versionText, yanked: fc.boolean() }), { maxLength: 40 })
			.map((given) => given.map(({ version, yanked }) => release(String(parseVersion(version)), { yanked })))
			.map((given) => given.sort((a, b) => compareVersions(parseVersion(b.version), parseVersion(a.version))));
		fc.assert(
			fc.property(arbitraryReleases, clauseText, (given, text) => {
				const specifiers = parseSpecifierSet(text);
				const expected = specifiers.select(given);
				const found = versionInUse(specifiers, false, given, () => true)?.release;
				// 1.0 and 1.0.0 are equal: either is the best.
				assert.equal(found?.yanked, expected?.yanked);
				if (found === undefined || expected === undefined) assert.equal(found, expected);
				else assert.equal(compareVersions(parseVersion(found.version), parseVersion(expected.version)), 0);
			}),
		);
	});
});
