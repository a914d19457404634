import assert from 'node:assert/strict';
import * as l10n from '@vscode/l10n';
import { NetworkError, PackageNotFoundError } from '../../../src/core/errors.ts';
import { Checker } from '../../../src/core/findings/checker.ts';
import { type Finding, findingDefaults } from '../../../src/core/findings/finding.ts';
import { scanImports } from '../../../src/core/imports/scan-imports.ts';
import { Lookups } from '../../../src/core/index/lookups.ts';
import type { Vulnerability } from '../../../src/core/index/package-index.ts';
import { parsePyproject } from '../../../src/core/project/pyproject.ts';
import { checked, checkedStatus, lockBeside, type Packages, projectWith, pyproject, settingsWith } from '../../support/checked.ts';
import { environmentWith } from '../../support/environments.ts';
import { answer, KnownIndex, projectReleases, release } from '../../support/known-index.ts';
import { uvLock } from '../../support/locks.ts';
import { assertTranslated, pseudoLanguage } from '../../support/pseudo-language.ts';
import { SimulatedPlatform } from '../../support/simulated-platform.ts';

type World = Parameters<typeof checked>;

const demo = projectWith('"demo>=1"');
const down = () => new NetworkError('unreachable', '⟦it is down⟧');
const vulnerability = (id: string, fixedIn: readonly string[], link: string | null = null): Vulnerability => ({
	...{ id, aliases: [], summary: null, severity: null },
	fixedIn,
	link,
});
const daysAgo = (days: number): Packages => ({ demo: [release('2', { uploadedAt: Date.UTC(2026, 0, 1 - days) }), '1'] });
const group = `[project]\nname = "shop"\nrequires-python = ">=3.9"\n[dependency-groups]\ndev = ["demo==1"]\n[tool.uv.dependency-groups]\ndev = { requires-python = ">=3.8" }\n`;
const manyNames = ['a', 'b', 'c', 'd', 'e', 'f'];
const many = projectWith(...manyNames.map((name) => `"${name}"`));
const older = projectWith(...manyNames.map((name) => `"${name}>=2"`));
const noted = (...requirements: readonly string[]) =>
	uvLock('demo 1.0', ['shop 1.0', 'source = { editable = "." }', '', '[package.metadata]', `requires-dist = [${requirements.join(', ')}]`]);
const staleAnswer = answer(projectReleases('demo', ['1.0']), { staleBecause: down() });
const releases = { demo: ['1.0'] };

const withLock = async (text: string, lock: string, packages: Packages = releases, settings: World[2] = {}): Promise<World> => [
	text,
	packages,
	settings,
	{ lock: await lockBeside('uv.lock', lock) },
];

/** Of every finding each sentence that it has. */
const worlds: Readonly<Record<string, () => World | Promise<World>>> = {
	'no TOML': () => ['a ='],
	'a name that none is': () => ['[tool.poetry.dependencies]\n"é" = "*"\n'],
	'a requirement that can be mended': () => [projectWith('"demo=1"')],
	'a requirement of twice': () => [projectWith('"demo"', '"demo"'), releases],
	'no such package': () => [
		demo,
		{
			demo: new PackageNotFoundError('⟦none⟧', {
				suggestions: ['⟦look⟧'],
				details: { didYouMean: ['domo'], projectPage: 'https://x.test' },
			}),
		},
	],
	'no such package, and nothing to do': () => [demo, { demo: new PackageNotFoundError('⟦none⟧') }],
	'no release that matches': () => [projectWith('"demo>=9"'), releases],
	'no release that matches but for one that is too new': () => [projectWith('"demo<1"'), daysAgo(1), { 'cooldown.days': 14 }],
	'a vulnerability': () => [
		demo,
		releases,
		{},
		{ facts: { 'demo 1.0': { vulnerabilities: [vulnerability('X-1', [], 'https://x.test')] } } },
	],
	'vulnerabilities of what is installed': () => [
		demo,
		{ demo: ['2.0', '1.0'] },
		{},
		{
			environment: environmentWith('demo 1.0'),
			facts: { 'demo 1.0': { vulnerabilities: manyNames.map((id) => vulnerability(id, ['2.0'])) } },
		},
	],
	'a vulnerability of what is installed': () => [
		demo,
		releases,
		{},
		{ environment: environmentWith('demo 1.0'), facts: { 'demo 1.0': { vulnerabilities: [vulnerability('X-1', ['2.0'])] } } },
	],
	vulnerabilities: () => [demo, releases, {}, { facts: { 'demo 1.0': { vulnerabilities: manyNames.map((id) => vulnerability(id, [])) } } }],
	'a yanked release': () => [projectWith('"demo==1"'), { demo: ['2', release('1', { yanked: true }), '0.9'] }],
	'a yanked release with a reason, in a lock': () =>
		withLock(demo, uvLock('demo 1.0'), { demo: [release('1.0', { yanked: true, yankedReason: 'It burns' })] }),
	'a release of today': () => [demo, daysAgo(0), { 'cooldown.days': 14 }],
	'a release of yesterday': () => [demo, daysAgo(1), { 'cooldown.days': 14 }],
	'a release of the day before': () => [demo, daysAgo(2), { 'cooldown.days': 14 }],
	'a locked release of today': () => withLock(demo, uvLock('demo 2'), daysAgo(0), { 'cooldown.days': 14 }),
	'a locked release of yesterday': () => withLock(demo, uvLock('demo 2'), daysAgo(1), { 'cooldown.days': 14 }),
	'a locked release of the day before': () => withLock(demo, uvLock('demo 2'), daysAgo(2), { 'cooldown.days': 14 }),
	'a release after exclude-newer': () => [`${projectWith('"demo==2"')}[tool.uv]\nexclude-newer = "2025-12-01T00:00:00Z"\n`, daysAgo(2)],
	'a locked release after exclude-newer': () =>
		withLock(`${demo}[tool.uv]\nexclude-newer = "2025-12-01T00:00:00Z"\n`, uvLock('demo 2'), daysAgo(2)),
	'a licence': () => [demo, releases, { 'licences.deny': ['MIT'] }, { facts: { 'demo 1.0': { licence: 'MIT' } } }],
	'a licence that cannot be told': () => [demo, releases, { 'licences.allow': ['MIT'] }, { facts: { 'demo 1.0': { licence: 'Ours' } } }],
	'a licence that is not stated': () => [demo, releases, { 'licences.allow': ['MIT'] }, { facts: { 'demo 1.0': { licence: null } } }],
	'another Python': () => [
		projectWith('"demo==1"'),
		{ demo: [release('2', { requiresPython: '>=3.9' }), release('1', { requiresPython: '>=3.14' })] },
	],
	'another Python than that of a group': () => [group, { demo: [release('1', { requiresPython: '>=3.10' })] }],
	'a lock that is no TOML': () => withLock(demo, '[[package]]\nname ='),
	'a lock in a merge conflict': () => withLock(demo, '<<<<<<< HEAD\n=======\n>>>>>>> x\n'),
	'what is not locked': () => withLock(demo, uvLock('other 1.0')),
	'what is locked otherwise': () => withLock(projectWith('"demo>=2"'), uvLock('demo 1.0'), { demo: ['2.0', '1.0'] }),
	'what was locked otherwise': () => withLock(demo, noted('{ name = "demo", specifier = ">=0.5" }')),
	'what was locked without a specifier': () => withLock(demo, noted('{ name = "demo" }')),
	'what was locked with a specifier': () => withLock(projectWith('"demo"'), noted('{ name = "demo", specifier = ">=0.5" }')),
	'what was not noted': () => withLock(projectWith('"demo"'), noted()),
	'what is too much in a lock': () =>
		withLock(demo, noted('{ name = "demo", specifier = ">=1" }', ...manyNames.map((name) => `{ name = "${name}" }`))),
	'an old lock': () =>
		withLock(older, uvLock(...manyNames.map((name) => `${name} 1.0`)), Object.fromEntries(manyNames.map((name) => [name, ['2.0']]))),
	'what is installed otherwise': () => [
		projectWith('"demo>=2"'),
		{ demo: ['2.0', '1.0'] },
		{},
		{ environment: environmentWith('demo 1.0') },
	],
	'an old environment': () => [
		older,
		Object.fromEntries(manyNames.map((name) => [name, ['2.0', '1.0']])),
		{},
		{ environment: environmentWith(...manyNames.map((name) => `${name} 1.0`)) },
	],
	'no answer': () => [demo, { demo: down() }],
	'no answers': () => [many, Object.fromEntries(manyNames.map((name) => [name, down()]))],
	'three without an answer': () => [projectWith('"a"', '"b"', '"c"'), Object.fromEntries(['a', 'b', 'c'].map((name) => [name, down()]))],
	'a requirement that nothing uses': () => [demo, releases, { 'findings.unused-requirement': 'hint' }, { unused: new Set(['demo']) }],
	'an old answer': () => [demo, { demo: staleAnswer }],
};

const inSource = () => {
	const checker = new Checker(settingsWith(), new Lookups(new KnownIndex({}), new SimulatedPlatform()));
	const { project } = parsePyproject(demo, pyproject);
	assert.ok(project);
	const known = { project: { ...project, environment: environmentWith('pyyaml 6.0') }, pyproject: demo };
	const owners = new Map([['yaml', new Set(['pyyaml'])]]);
	return checker.checkSource({ ...known, imports: scanImports('import yaml'), owners, isOwn: () => false }, '/p/main.py');
};

const found: Readonly<Record<string, () => Promise<readonly Finding[]>>> = {
	...Object.fromEntries(Object.entries(worlds).map(([what, world]) => [what, async () => await checked(...(await world()))])),
	...Object.fromEntries(
		(['archived', 'deprecated', 'quarantined'] as const).flatMap((status) => [
			[`a project that is ${status}`, () => checkedStatus(demo, 'demo', status, null)],
			[`a project that is ${status}, with a reason`, () => checkedStatus(demo, 'demo', status, 'It is old')],
		]),
	),
	'a module that is not required': async () => inSource(),
};

describe('in another language', () => {
	before(() => l10n.config({ contents: pseudoLanguage }));
	after(() => l10n.config({ contents: {} }));

	for (const [what, findings] of Object.entries(found)) {
		it(`is what is said of ${what}`, async () => {
			const all = await findings();
			assert.notEqual(all.length, 0);
			for (const { message, fixes } of all) for (const text of [message, ...fixes.map(({ title }) => title)]) assertTranslated(text);
		});
	}

	it('is every finding', async () => {
		const all = await Promise.all(Object.values(found).map((findings) => findings()));
		const codes = new Set(all.flat().map(({ code }) => code));
		assert.deepEqual([...codes].sort(), Object.keys(findingDefaults).sort());
	});
});
