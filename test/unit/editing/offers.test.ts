import assert from 'node:assert/strict';
import { nameOffers } from '../../../src/core/editing/name-offers.ts';
import { versionOffers } from '../../../src/core/editing/version-offers.ts';
import { groupOffers, markerOffers } from '../../../src/core/editing/word-offers.ts';
import { release } from '../../support/known-index.ts';

const span = { start: 0, end: 0 };

describe('names to offer', () => {
	it('are those of the workspace first, then the popular ones that begin so, then those that hold it', () => {
		const { names, isCut } = nameOffers('requests', ['requests-of-ours', 'numpy']);
		assert.deepEqual(names.slice(0, 2), ['requests-of-ours', 'requests']);
		const holding = names.findIndex((name) => !name.startsWith('requests'));
		assert.ok(holding > 1 && names.slice(holding).every((name) => !name.startsWith('requests')));
		assert.equal(isCut, false);
	});

	it('hold what is typed in any spelling, and its letters in their order', () => {
		assert.ok(nameOffers('Typing_Ext', []).names.includes('typing-extensions'));
		assert.ok(nameOffers('sqlalc', []).names.includes('sqlalchemy'));
		assert.ok(nameOffers('sqlchmy', []).names.includes('sqlalchemy'));
	});

	it('are 200 at most', () => {
		const { names, isCut } = nameOffers('', []);
		assert.deepEqual([names.length, isCut], [200, true]);
	});
});

describe('versions to offer', () => {
	const releases = [
		release('3.0rc1'),
		release('2.32.5'),
		release('2.32.0', { yanked: true }),
		release('2.31.0+cpu'),
		release('2.0', { requiresPython: '>=3.13' }),
		release('1'),
	];
	const offered = (operator: string, dialect: 'pep508' | 'poetry', blanks = '') =>
		versionOffers({ kind: 'version', span, name: 'demo', operator, blanks, dialect }, releases, (range) => range === null).map(
			({ text }) => text,
		);

	it('are newest first, yanked ones behind them, pre-releases last, without those for other Pythons', () => {
		assert.deepEqual(offered('==', 'pep508'), ['==2.32.5', '==2.31.0+cpu', '==1', '==2.32.0', '==3.0rc1']);
	});

	it('begin with what people mostly write while no operator is typed', () => {
		assert.deepEqual(offered('', 'pep508').slice(0, 4), ['>=2.32', '~=2.32', '==2.32.5', '==2.31.0+cpu']);
		assert.deepEqual(offered('', 'poetry').slice(0, 4), ['^2.32', '~2.32', '>=2.32', '2.32.5']);
	});

	it('keep the operator, its blanks, and what PEP 440 allows behind it', () => {
		assert.deepEqual(offered('~=', 'pep508', ' '), ['~= 2.32.5', '~= 2.31.0', '~= 1.0', '~= 2.32.0', '~= 3.0rc1']);
		assert.deepEqual(offered('^', 'poetry').slice(0, 2), ['^2.32.5', '^2.31.0']);
	});

	it('begin with a release that is old enough; those that are too new come behind it, and are marked', () => {
		const dated = [
			release('3.0', { uploadedAt: 300 }),
			release('2.0', { uploadedAt: 100 }),
			release('1.0', { yanked: true, uploadedAt: 50 }),
		];
		const place = { kind: 'version', span, name: 'demo', operator: '', blanks: '', dialect: 'pep508' } as const;
		const offers = versionOffers(place, dated, () => true, { at: 200, by: 'exclude-newer' });
		assert.deepEqual(
			offers.map(({ text, isTooNew }) => [text, isTooNew]),
			[
				['>=2.0', false],
				['~=2.0', false],
				['==2.0', false],
				['==3.0', true],
				['==1.0', false],
			],
		);
	});

	it('take a lone bracket for what is mostly meant', () => {
		assert.deepEqual(offered('>', 'pep508').slice(0, 2), ['>=2.32', '>=2.32.5']);
		assert.deepEqual(offered('<', 'pep508').slice(0, 3), ['<3', '<2.33', '<2.32.5']);
	});

	it('are none where none is known', () => {
		assert.deepEqual(
			versionOffers({ kind: 'version', span, name: 'demo', operator: '', blanks: '', dialect: 'pep508' }, [], () => true),
			[],
		);
	});
});

describe('words to offer', () => {
	it('are variables, operators that go with them, values in quotes where there are none, and what joins', () => {
		assert.equal(markerOffers({ kind: 'marker-variable', span })[0], 'python_version');
		assert.deepEqual(markerOffers({ kind: 'marker-operator', span, variable: 'sys_platform' }), ['==', '!=', 'in', 'not in']);
		assert.equal(markerOffers({ kind: 'marker-operator', span, variable: 'python_version' })[0], '>=');
		assert.equal(markerOffers({ kind: 'marker-value', span, variable: 'sys_platform', quote: "'" })[0], "'linux'");
		assert.deepEqual(markerOffers({ kind: 'marker-value', span, variable: 'extra', quote: '' }), []);
		assert.deepEqual(markerOffers({ kind: 'marker-joiner', span }), ['and', 'or']);
	});

	it('are the other groups', () => {
		const text =
			'[project]\nx = []\n[dependency-groups]\ntest = ["a"]\n"lint.all" = [\n  {include-group = "te"},\n]\ndev = [\n[tool.x]\ny = []\n';
		assert.deepEqual(groupOffers(text, 'Dev'), ['test', 'lint.all']);
	});
});
