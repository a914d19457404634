import assert from 'node:assert/strict';
import * as l10n from '@vscode/l10n';
import { planUpdates, type UpdateTarget } from '../../../src/core/editing/update.ts';
import { PackageNotFoundError } from '../../../src/core/errors.ts';
import type { Known } from '../../../src/core/index/lookups.ts';
import type { Release } from '../../../src/core/index/package-index.ts';
import { parsePyproject } from '../../../src/core/project/pyproject.ts';
import { applyEdits, pyproject } from '../../support/checked.ts';
import { answer, projectReleases, release } from '../../support/known-index.ts';
import { assertTranslated, pseudoLanguage } from '../../support/pseudo-language.ts';

interface Asked {
	readonly target: UpdateTarget;
	readonly releases?: readonly (string | Release)[];
	readonly excludeNewer?: number;
	readonly known?: Known | undefined;
}

const all = ['4.0rc1', release('3.2.0', { yanked: true }), '3.1.4', '3.0', '2.5.1', '1.9.3', '1.4.9', '1.4.2', '1.2.3', '1.2'];

function plan(text: string, { target, releases = all, excludeNewer, ...more }: Asked) {
	const { project } = parsePyproject(text, pyproject);
	assert.ok(project);
	const known = 'known' in more ? more.known : ({ state: 'answered', answer: answer(projectReleases('demo', releases)) } as const);
	const texts = new Map([[pyproject, text]]);
	const cutOff = excludeNewer === undefined ? undefined : ({ at: excludeNewer, by: 'exclude-newer' } as const);
	return planUpdates({ project, requirements: project.requirements, texts, known: () => known, target, cutOff: () => cutOff });
}

function updated(text: string, asked: Asked): string {
	const { updates } = plan(text, asked);
	return applyEdits(
		text,
		updates.flatMap(({ edits }) => edits),
	);
}

function why(text: string, asked: Asked): string {
	const { leftAlone, updates } = plan(text, asked);
	assert.deepEqual(updates, []);
	return leftAlone.map((left) => left.why).join();
}

const list = (entry: string) => `[project]\nname = "shop"\nrequires-python = ">=3.9"\ndependencies = [\n\t${entry}, # keep 🐍\n]\n`;
const table = (entry: string) => `[tool.poetry.dependencies]\npython = "^3.9"\n${entry} # keep 🐍\n`;

describe('updating a requirement', () => {
	const pep508: readonly (readonly [written: string, within: string, newest: string])[] = [
		['demo', 'demo', 'demo'],
		['demo==1.2', 'demo==1.2', 'demo==3.1.4'],
		['demo===1.2', 'demo===1.2', 'demo===3.1.4'],
		['demo==1.*', 'demo==1.*', 'demo==3.*'],
		['demo==1.4.*', 'demo==1.4.*', 'demo==3.1.*'],
		['demo~=1.2', 'demo~=1.9', 'demo~=3.1'],
		['demo~=1.4.2', 'demo~=1.4.9', 'demo~=3.1.4'],
		['demo>=1.2', 'demo>=3.1', 'demo>=3.1'],
		['demo>=1.2.3', 'demo>=3.1.4', 'demo>=3.1.4'],
		['demo>1.2', 'demo>1.2', 'demo>1.2'],
		['demo>=1.2,<2', 'demo>=1.9,<2', 'demo>=3.1,<4'],
		[
			"demo [x] >= 1.2 , < 2.0 ; sys_platform == 'linux'",
			"demo [x] >= 1.9 , < 2.0 ; sys_platform == 'linux'",
			"demo [x] >= 3.1 , < 4.0 ; sys_platform == 'linux'",
		],
		['demo>=1.2,<1.5', 'demo>=1.4,<1.5', 'demo>=3.1,<3.2'],
		['demo<2', 'demo<2', 'demo<4'],
		['demo<=1.9.3', 'demo<=1.9.3', 'demo<=3.1.4'],
		['demo<2.0a0', 'demo<2.0a0', 'demo<4.0a0'],
		['demo>=1.2,!=1.9.3,<2', 'demo>=1.4,!=1.9.3,<2', 'demo>=3.1,!=1.9.3,<4'],
		['demo>=1.2,!=3.1.4', 'demo>=3.0,!=3.1.4', 'demo>=3.0,!=3.1.4'],
		['demo>=3.1', 'demo>=3.1', 'demo>=3.1'],
		['demo>=4.0a1', 'demo>=4.0rc1', 'demo>=4.0rc1'],
		['demo>=9', 'demo>=9', 'demo>=9'],
		['demo @ https://x.test/demo.whl', 'demo @ https://x.test/demo.whl', 'demo @ https://x.test/demo.whl'],
	];
	for (const [written, within, newest] of pep508) {
		it(`${written} → ${within}, ${newest}`, () => {
			assert.equal(updated(list(`"${written}"`), { target: 'within' }), list(`"${within}"`));
			assert.equal(updated(list(`"${written}"`), { target: 'newest' }), list(`"${newest}"`));
		});
	}

	const poetry: readonly (readonly [written: string, within: string, newest: string])[] = [
		['demo = "^1.2"', 'demo = "^1.9"', 'demo = "^3.1"'],
		["demo = '^1'", "demo = '^1'", "demo = '^3'"],
		['demo = "~1.2"', 'demo = "~1.2"', 'demo = "~3.1"'],
		['demo = "~1.4.2"', 'demo = "~1.4.9"', 'demo = "~3.1.4"'],
		['demo = "1.2"', 'demo = "1.2"', 'demo = "3.1.4"'],
		['demo = "1.*"', 'demo = "1.*"', 'demo = "3.*"'],
		['demo = "*"', 'demo = "*"', 'demo = "*"'],
		['demo = ">=1.2 <2"', 'demo = ">=1.9 <2"', 'demo = ">=3.1 <4"'],
		[
			'demo = { version = "^1.2", extras = ["x"] }',
			'demo = { version = "^1.9", extras = ["x"] }',
			'demo = { version = "^3.1", extras = ["x"] }',
		],
		['demo = "^1.2 || ^2"', 'demo = "^1.2 || ^2"', 'demo = "^1.2 || ^2"'],
		[
			'demo = { version = "^1.2", allow-prereleases = true }',
			'demo = { version = "^1.9", allow-prereleases = true }',
			'demo = { version = "^4.0rc1", allow-prereleases = true }',
		],
		[
			'demo = { version = "^4.0b1", allow-prereleases = false }',
			'demo = { version = "^4.0b1", allow-prereleases = false }',
			'demo = { version = "^4.0b1", allow-prereleases = false }',
		],
		['demo = { git = "https://x.test" }', 'demo = { git = "https://x.test" }', 'demo = { git = "https://x.test" }'],
	];
	it('takes the epoch of a Poetry constraint for a part of its version', () => {
		const asked = { releases: ['1!3.1', '1!1.9', '1!1.2'] };
		assert.equal(updated(table('demo = "^1!1.2"'), { ...asked, target: 'within' }), table('demo = "^1!1.9"'));
		assert.equal(updated(table('demo = ">=1!1.2,!=1!1.4,<1!2"'), { ...asked, target: 'newest' }), table('demo = ">=1!3.1,!=1!1.4,<1!4"'));
		assert.equal(updated(table('demo = "1.*,!=1.4"'), { ...asked, target: 'newest' }), table('demo = "1!3.*,!=1.4"'));
	});
	for (const [written, within, newest] of poetry) {
		it(`${written} → ${within}, ${newest}`, () => {
			assert.equal(updated(table(written), { target: 'within' }), table(within));
			assert.equal(updated(table(written), { target: 'newest' }), table(newest));
		});
	}

	it('respects the Python of the project', () => {
		const releases = [release('2.0', { requiresPython: '>=3.12' }), '1.5', '1.2'];
		assert.equal(updated(list('"demo>=1.2"'), { target: 'newest', releases }), list('"demo>=1.5"'));
		assert.match(why(list('"demo>=1.5"'), { target: 'newest', releases }), /it takes 1\.5.*; 2\.0 needs Python >=3\.12/);
	});

	it('respects exclude-newer', () => {
		const releases = [release('2.0', { uploadedAt: 200 }), release('1.5', { uploadedAt: 100 }), '1.2'];
		assert.equal(updated(list('"demo>=1.2"'), { target: 'newest', releases, excludeNewer: 150 }), list('"demo>=1.5"'));
	});

	it('keeps an epoch', () => {
		assert.equal(updated(list('"demo>=1!1.2"'), { target: 'newest', releases: ['1!2.3.4'] }), list('"demo>=1!2.3"'));
	});

	it('follows escapes', () => {
		assert.equal(updated(list('"\\u0064emo>=1.\\u0032"'), { target: 'newest' }), list('"\\u0064emo>=3.1"'));
	});

	const reasons: readonly (readonly [entry: string, asked: Asked, why: RegExp])[] = [
		['"demo"', { target: 'newest' }, /^it asks for no version$/],
		['"demo==1.2"', { target: 'within' }, /^it is pinned to one version$/],
		['"demo>=9"', { target: 'newest' }, /^it asks for more than 3\.1\.4/],
		['"demo~=1.9"', { target: 'within' }, /^it takes 1\.9\.3 as it is; 3\.1\.4 is outside of its bounds$/],
		['"demo>=3.1"', { target: 'newest' }, /^it takes 3\.1\.4, the newest release, as it is$/],
		['"demo>=1"', { target: 'newest', known: { state: 'pending' } }, /not known yet/],
		['"demo>=1"', { target: 'newest', known: undefined }, /not known yet/],
		[
			'"demo>=1"',
			{ target: 'newest', known: { state: 'failed', error: new PackageNotFoundError('No demo'), retryAt: undefined } },
			/^No demo$/,
		],
		['"demo @ git+https://x.test/a"', { target: 'newest' }, /Git repository/],
		['"demo>=1"', { target: 'newest', releases: [release('1.0', { yanked: true })] }, /^no release fits$/],
	];
	for (const [entry, asked, reason] of reasons) {
		it(`leaves ${entry} alone: ${reason.source}`, () => assert.match(why(list(entry), asked), reason));
	}

	describe('in another language', () => {
		before(() => l10n.config({ contents: pseudoLanguage }));
		after(() => l10n.config({ contents: {} }));

		const held = [release('2.0', { requiresPython: '>=3.12' }), '1.5'];
		const elsewhere = '[[tool.uv.index]]\nname = "mine"\nurl = "https://x.test/simple"\n[tool.uv.sources]\ndemo = ';
		const left: readonly (readonly [text: string, asked: Asked])[] = [
			...reasons.filter(([, { known }]) => known?.state !== 'failed').map(([entry, asked]) => [list(entry), asked] as const),
			[list('"demo>=1.5"'), { target: 'newest', releases: held }],
			[list('"demo"'), { target: 'newest', releases: held }],
			[list('"demo>=3"'), { target: 'newest', releases: held }],
			[list('"demo>=2"'), { target: 'newest', releases: [release('2.0', { requiresPython: '>=3.12' })] }],
			[list('"demo>=1.5rc1"'), { target: 'within', releases: ['1.5rc1'] }],
			[list('"demo @ https://x.test/a.zip"'), { target: 'newest' }],
			[list('"demo @ file:///a"'), { target: 'newest' }],
			[list('"demo>1.2"'), { target: 'newest', releases: ['1.2'] }],
			[`${list('"demo>=1"')}${elsewhere}{ workspace = true }\n`, { target: 'newest' }],
			[`${list('"demo>=1"')}${elsewhere}{ index = "mine" }\n`, { target: 'newest' }],
			[table('demo = "^1.2 || ^3"'), { target: 'newest' }],
		];
		it('is each reason', () => {
			for (const [text, asked] of left) assertTranslated(why(text, asked));
		});
	});

	it('counts neither Python nor the project itself', () => {
		const text = '[project]\nname = "demo"\ndependencies = ["demo[all]>=1"]\n[tool.poetry.dependencies]\npython = "^3.9"\n';
		assert.deepEqual(plan(text, { target: 'newest' }), { updates: [], leftAlone: [] });
	});
});
