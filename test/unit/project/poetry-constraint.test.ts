import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ValidationError } from '../../../src/core/errors.ts';
import { compatibleRange } from '../../../src/core/packaging/poetry-range.ts';
import { parseSpecifierSet } from '../../../src/core/packaging/specifier.ts';
import { parsePoetryConstraint } from '../../../src/core/project/poetry-constraint.ts';
import { publicVersionText, versionText } from '../../support/arbitrary-versions.ts';
import { threadCpuMs } from '../../support/thread-cpu.ts';

describe("Poetry's version constraints", () => {
	const rows: readonly (readonly [text: string, printed: string, accepts: readonly string[], refuses: readonly string[]])[] = [
		['*', '*', ['0', '1.2', '99'], []],
		['1.2', '1.2', ['1.2', '1.2.0'], ['1.2.1', '1.1']],
		['==1.2', '1.2', ['1.2'], ['1.2.1']],
		['=1.2', '1.2', ['1.2'], ['1.3']],
		['v1.2', '1.2', ['1.2'], ['1.3']],
		['^1.2.3', '>=1.2.3,<2.0.0', ['1.2.3', '1.99'], ['1.2.2', '2.0']],
		['^1.2', '>=1.2,<2.0', ['1.2', '1.9'], ['2.0', '1.1']],
		['^1', '>=1,<2', ['1.0', '1.9'], ['2.0', '0.9']],
		['^0.2.3', '>=0.2.3,<0.3.0', ['0.2.3', '0.2.9'], ['0.3.0', '0.2.2']],
		['^0.0.3', '>=0.0.3,<0.0.4', ['0.0.3'], ['0.0.4', '0.0.2']],
		['^0.0', '>=0.0,<0.1', ['0.0.9'], ['0.1']],
		['^0', '>=0,<1', ['0.9'], ['1.0']],
		['~1.2.3', '>=1.2.3,<1.3.0', ['1.2.3', '1.2.9'], ['1.3', '1.2.2']],
		['~1.2', '>=1.2,<1.3', ['1.2.9'], ['1.3']],
		['~1', '>=1,<2', ['1.9'], ['2.0']],
		['~=1.2', '>=1.2,<2.0', ['1.9'], ['2.0']],
		['~=1.2.3', '>=1.2.3,<1.3.0', ['1.2.9'], ['1.3']],
		['~=1', '>=1,<2', ['1.9'], ['2.0', '0.9']],
		['~=1.2.3.4', '>=1.2.3.4,<1.2.4.0', ['1.2.3.9'], ['1.2.3.3', '1.2.4']],
		['1.*', '>=1.0.0,<2.0.0', ['1.0', '1.9', '1.0rc1'], ['2.0', '2.0rc1', '0.9']],
		['1.2.*', '>=1.2.0,<1.3.0', ['1.2.9'], ['1.3']],
		['==1.2.*', '>=1.2.0,<1.3.0', ['1.2.9'], ['1.3']],
		['1.2.3.*', '>=1.2.3,<1.2.4', ['1.2.3', '1.2.3.9'], ['1.2.2', '1.2.4']],
		['1!1.*', '>=1!1.0.0,<1!2.0.0', ['1!1.9'], ['1.9', '1!2.0']],
		['!=1.2.3.*', '<1.2.3 || >=1.2.4', ['1.2.2', '1.2.4', '1.2.4rc1'], ['1.2.3.1', '1.2.3rc1']],
		['>=1.*', '>=1', ['1.0', '2.0'], ['0.9']],
		['< 1.2.*', '<1.2', ['1.1'], ['1.2']],
		['*.*', '*', ['0', '99'], []],
		['x', '*', ['0', '99'], []],
		['!=1.2', '!=1.2', ['1.1', '1.3', '1.2.post1', '1.2rc1'], ['1.2', '1.2.0']],
		['>=1,!=1.2', '>=1,<1.2 || >1.2', ['1.1', '1.2.post1', '1.2.1'], ['1.2', '0.9']],
		['>1,!=1.2,!=1.4,<2', '>1,<1.2 || >1.2,<1.4 || >1.4,<2', ['1.2.post1', '1.3', '1.4.post1'], ['1', '1.2', '1.4', '2']],
		['!=1.2+cu1', '!=1.2+cu1', ['1.2', '1.2+cu2'], ['1.2+cu1']],
		['>=1.2+cu1', '>=1.2+cu1', ['1.2.1'], ['1.1']],
		['>=1,<2', '>=1,<2', ['1.5'], ['2.0', '0.9']],
		['>=1 <2', '>=1,<2', ['1.5'], ['2.0']],
		['>= 1, < 2', '>=1,<2', ['1.5'], ['2.0']],
		['>1.0', '>1.0', ['1.1'], ['1.0']],
		['<=1.0', '<=1.0', ['1.0'], ['1.1']],
		['^1.0 || ^2.0', '>=1.0,<3.0', ['1.5', '2.5'], ['3.0']],
		['^1.0|^3.0', '>=1.0,<2.0 || >=3.0,<4.0', ['1.5', '3.5'], ['2.5']],
		['1.2 || 1.4', '1.2 || 1.4', ['1.2', '1.4'], ['1.3']],
		['>=2.7,!=3.0.*', '>=2.7,<3.0.0 || >=3.1.0', ['2.7', '3.1'], ['3.0.1', '2.6']],
		['^1!2.3', '>=1!2.3,<1!3.0', ['1!2.4'], ['2.4', '1!3.0']],
	];
	for (const [text, printed, accepts, refuses] of rows) {
		it(`${text} is ${printed}`, () => {
			const constraint = parsePoetryConstraint(text);
			assert.equal(constraint.toString(), printed);
			assert.deepEqual(
				accepts.filter((version) => !constraint.contains(version)),
				[],
				'refused, but should not be',
			);
			assert.deepEqual(
				refuses.filter((version) => constraint.contains(version)),
				[],
				'accepted, but should not be',
			);
		});
	}

	const bad: readonly (readonly [text: string, part: string])[] = [
		['', ''],
		['latest', 'latest'],
		['^1.0 || nope', 'nope'],
		['>=1,nope', 'nope'],
		['=>1', '=>1'],
		['^', '^'],
		['^1.*', '^1.*'],
		['>=1.x', '>=1.x'],
		['==*', '==*'],
		[',>=1', ',>=1'],
		['>=1,,<2', '>=1,,<2'],
		['>=1.*.*', '>=1.*.*'],
		['=1.x', '=1.x'],
		['=1.*.*', '=1.*.*'],
		['1!1.x', '1!1.x'],
		['1.2.3.4.x', '1.2.3.4.x'],
		['!=1.2.3.4.*.*', '!=1.2.3.4.*.*'],
		['>=1\t<2', '>=1\t<2'],
		['>=1\u00a0<2', '>=1\u00a0<2'],
		['>=1, \ufeff<2', '>=1, \ufeff<2'],
		['===1.0', '===1.0'],
		['^1.0 ||', ''],
		['^1.0 || || ^2.0', ''],
	];
	for (const [text, part] of bad) {
		it(`refuses “${text}” and points at the part`, () => {
			assert.throws(
				() => parsePoetryConstraint(text),
				(thrown: unknown) => {
					assert.ok(thrown instanceof ValidationError);
					assert.equal(text.slice(thrown.offset, thrown.end).trim(), part);
					return true;
				},
			);
		});
	}

	it('means by ^ and ~ what the range says that is offered for them in a requirement', () => {
		const release = fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 5 }).map((numbers) => numbers.join('.'));
		fc.assert(
			fc.property(fc.constantFrom('^' as const, '~' as const), release, versionText, (operator, text, version) => {
				const range = parseSpecifierSet(compatibleRange(operator, text) ?? assert.fail());
				assert.equal(parsePoetryConstraint(operator + text).contains(version), range.contains(version));
			}),
		);
	});

	it('knows what is a pin and what wants nothing', () => {
		const facts = (text: string) => [parsePoetryConstraint(text).isPin, parsePoetryConstraint(text).isEmpty];
		assert.deepEqual(facts('1.2'), [true, false]);
		assert.deepEqual(facts('*'), [false, true]);
		assert.deepEqual(facts('<1 || >=1'), [false, true]);
		assert.deepEqual(facts('^1.2'), [false, false]);
		assert.deepEqual(facts('1.2 || 1.3'), [false, false]);
	});

	it('accepts nothing where its parts contradict each other', () => {
		const constraint = parsePoetryConstraint('<1,>2');
		assert.equal(constraint.contains('1.5'), false);
		assert.equal(constraint.isEmpty, false);
		assert.equal(constraint.select([{ version: '1.5', yanked: false }]), undefined);
	});

	it('selects a pre-release only where nothing else is left, even if a bound names one', () => {
		const select = (text: string, versions: readonly string[]) =>
			parsePoetryConstraint(text).select(versions.map((version) => ({ version, yanked: false })))?.version;
		assert.equal(select('>=1.0a1', ['2.0rc1', '1.0', '1.0a1']), '1.0');
		assert.equal(select('^1.0rc1 || ^3.0', ['3.1b1', '1.2', '1.0rc1']), '1.2');
		assert.equal(select('>=1.0a1', ['1.0b2', '1.0a1', '0.9']), '1.0b2');
		assert.equal(select('1.0rc1', ['1.0', '1.0rc1']), '1.0rc1');
		assert.equal(select('0.48.*', ['0.49b0', '0.48b0', '0.47b0']), '0.48b0');
	});

	it('selects pre-releases like others, or never, where it is told to', () => {
		const select = (text: string, prereleases: boolean, versions: readonly string[]) =>
			parsePoetryConstraint(text)
				.taking(prereleases)
				.select(versions.map((version) => ({ version, yanked: false })))?.version;
		assert.equal(select('^1.0', true, ['2.0rc1', '1.2.dev3', '1.1']), '1.2.dev3');
		assert.equal(select('^1 || ^3', true, ['3.1b1', '1.2']), '3.1b1');
		assert.equal(select('*', false, ['2.0rc1', '1.0']), '1.0');
		assert.equal(select('^2.0rc1', false, ['2.0rc1', '1.0']), undefined);
		assert.equal(select('2.0rc1', false, ['2.0rc1']), undefined);
	});

	it('selects the newest good release of all alternatives', () => {
		const releases = ['3.5', '2.5', '1.5'].map((version) => ({ version, yanked: version === '3.5' }));
		assert.equal(parsePoetryConstraint('^1 || ^2 || ^3').select(releases)?.version, '2.5');
		assert.equal(parsePoetryConstraint('3.5').select(releases)?.version, '3.5');
	});

	it('reads or refuses any text, and never fails otherwise', () => {
		const piece = fc.oneof(fc.constantFrom('^', '~', '>=', '<', '!=', '||', '|', ',', ' ', '*', '.*', '=='), versionText, fc.string());
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
				try {
					parsePoetryConstraint(pieces.join('')).toString();
				} catch (thrown) {
					if (!(thrown instanceof ValidationError)) throw thrown;
				}
			}),
		);
	});

	it('reads what it prints as the same constraint', () => {
		fc.assert(
			fc.property(
				fc.constantFrom('^', '~', '>=', '<', '!=', ''),
				publicVersionText,
				fc.constantFrom('', ' || ^9', ',<8'),
				(operator, version, more) => {
					const printed = parsePoetryConstraint(`${operator}${version}${more}`).toString();
					if (printed !== '') assert.equal(parsePoetryConstraint(printed).toString(), printed);
				},
			),
		);
	});

	for (const [what, text] of [
		['operators', '<'.repeat(100_000)],
		['digits', `^${'1'.repeat(100_000)}`],
		['dots', `^${'1.'.repeat(50_000)}`],
		['alternatives', '1||'.repeat(30_000)],
		['exclusions', Array.from({ length: 20_000 }, (_, i) => `!=${i}`).join(',')],
	] as const) {
		it(`answers 100 kB of ${what} at once`, () => {
			const start = threadCpuMs();
			try {
				parsePoetryConstraint(text);
			} catch (thrown) {
				if (!(thrown instanceof ValidationError)) throw thrown;
			}
			assert.ok(threadCpuMs() - start < 500, `${threadCpuMs() - start} ms`);
		});
	}
});
