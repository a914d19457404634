import assert from 'node:assert/strict';
import { NetworkError } from '../../../src/core/errors.ts';
import { parsePyproject } from '../../../src/core/project/pyproject.ts';
import { type DetailFacts, detailRows } from '../../../src/core/tree/details.ts';
import type { LazyRow } from '../../../src/core/tree/lock-rows.ts';
import { lockBeside, projectWith, pyproject } from '../../support/checked.ts';
import { answer, projectReleases, release } from '../../support/known-index.ts';
import { metadataWith } from '../../support/metadata.ts';

const day = 86_400_000;

async function factsOf(change: Partial<DetailFacts> = {}, lock = ''): Promise<DetailFacts> {
	const { project } = parsePyproject(projectWith('"demo>=1"'), pyproject);
	const [requirement] = project?.requirements ?? [];
	assert.ok(project !== undefined && requirement !== undefined);
	const releases = [release('2.0', { uploadedAt: 0 }), release('1.0')];
	return {
		id: 'id',
		projectKey: 'file:///p',
		project: lock === '' ? project : { ...project, lock: await lockBeside('uv.lock', lock) },
		requirement,
		findings: [],
		known: { state: 'answered', answer: answer(projectReleases('demo', releases)) },
		inUse: { release: release('1.0'), resolvedFrom: 'pin' },
		whence: 'pinned here',
		cutOff: undefined,
		newer: '2.0',
		metadata: undefined,
		page: 'https://index.test/project/demo/',
		os: 'linux',
		now: 3 * day,
		...change,
	};
}

function drawn(rows: readonly LazyRow[]): readonly string[] {
	return rows.map(({ row }) => `${row.icon} ${row.label} | ${row.description}`);
}

describe('what is below a requirement', () => {
	it('is the version in use and where it comes from, the latest with its age, and links', async () => {
		const urls = [{ label: 'Documentation', url: 'https://demo.test/docs' }];
		const facts = await factsOf({ metadata: metadataWith({ urls }) });
		assert.deepEqual(drawn(detailRows(facts)), [
			'version 1.0 | pinned here',
			'latest Latest: 2.0 | 3 days old',
			'link Documentation | demo.test',
			'link Page at the index | index.test',
		]);
	});

	it('says that the latest is in use, or which one could be', async () => {
		const inUse = { release: release('2.0'), resolvedFrom: 'specifier' } as const;
		assert.match(drawn(detailRows(await factsOf({ inUse, newer: undefined })))[1] ?? '', /in use here · 3 days old$/);
		assert.match(drawn(detailRows(await factsOf({ newer: '1.5' })))[1] ?? '', /for this project 1\.5 · 3 days old$/);
	});

	it('leaves out of the latest what is too new, as the hover does, and says so', async () => {
		const cutOff = { at: day, by: 'exclude-newer' } as const;
		const releases = [release('3.0', { uploadedAt: 2 * day }), release('2.0', { uploadedAt: 0 })];
		const known = { state: 'answered', answer: answer(projectReleases('demo', releases)) } as const;
		assert.equal(
			drawn(detailRows(await factsOf({ known, cutOff })))[1],
			'latest Latest: 2.0 | 3 days old · 3.0 is newer than exclude-newer allows (1970-01-01)',
		);
	});

	it('calls a pre-release the latest where the requirement takes them like others', async () => {
		const known = { state: 'answered', answer: answer(projectReleases('demo', ['2.0rc1', '1.0'])) } as const;
		const facts = await factsOf({ known, newer: undefined });
		const requirement = { ...facts.requirement, specifiers: facts.requirement.specifiers.taking(true) };
		assert.equal(drawn(detailRows(facts))[1], 'latest Latest: 1.0 | in use here');
		assert.equal(drawn(detailRows({ ...facts, requirement }))[1], 'latest Latest: 2.0rc1 | ');
	});

	it('says that links are fetched, and why they could not be', async () => {
		assert.ok(drawn(detailRows(await factsOf({ metadata: 'fetching' }))).includes('pending Fetching its links… | '));
		const error = new NetworkError('timeout', 'index.test took too long');
		assert.ok(drawn(detailRows(await factsOf({ metadata: error }))).includes('unavailable index.test took too long | timeout'));
	});

	it('is where it comes from alone when nothing else is known', async () => {
		const facts = await factsOf({ known: undefined, inUse: undefined, page: undefined, whence: 'from a Git repository: x' });
		assert.deepEqual(drawn(detailRows(facts)), ['version from a Git repository: x | ']);
	});

	it('is what it needs by the lock, step by step, and no circle opens twice', async () => {
		const entry = (name: string, needs: readonly string[]) =>
			`[[package]]\nname = "${name}"\nversion = "1.0"\nsource = { registry = "x" }\ndependencies = [${needs.map((need) => `{ name = "${need}" }`).join(', ')}]\n`;
		const facts = await factsOf({}, `version = 1\n${entry('demo', ['inner', 'gone'])}${entry('inner', ['demo'])}`);
		const [needs] = detailRows(facts).slice(-1);
		assert.ok(needs);
		assert.equal(drawn([needs])[0], 'dependencies Needs | 2 packages by uv.lock');
		const below = needs.below();
		assert.deepEqual(drawn(below), ['package inner | 1.0', 'package gone | not in the lock']);
		const [inner] = below;
		assert.deepEqual(drawn(inner?.below() ?? []), ['package demo | 1.0, see above']);
		assert.deepEqual(inner?.below()[0]?.below(), []);
	});

	it('is what it needs by all locks of the project, and which of them has what where they differ', async () => {
		const entry = (name: string, version: string, needs: readonly string[] = []) =>
			`[[packages]]\nname = "${name}"\nversion = "${version}"\ndependencies = [${needs.map((need) => `{ name = "${need}" }`).join(', ')}]\n`;
		const head = 'lock-version = "1.0"\n';
		const prod = await lockBeside('pylock.prod.toml', `${head}${entry('demo', '1.0', ['inner'])}${entry('inner', '1.0')}`);
		const dev = await lockBeside(
			'pylock.dev.toml',
			`${head}${entry('demo', '1.0', ['inner', 'gone', 'tool'])}${entry('inner', '1.1', ['tool'])}${entry('tool', '3.0')}`,
		);
		const facts = await factsOf();
		const project = { ...facts.project, lock: prod, otherLocks: [dev] };
		const [needs] = detailRows({ ...facts, project }).slice(-1);
		assert.ok(needs);
		assert.equal(drawn([needs])[0], 'dependencies Needs | 3 packages by pylock.prod.toml, pylock.dev.toml');
		const below = needs.below();
		assert.deepEqual(drawn(below), [
			'package inner | 1.0 (pylock.prod.toml), 1.1 (pylock.dev.toml)',
			'package gone | in none of the locks',
			'package tool | 3.0',
		]);
		assert.deepEqual(drawn(below[0]?.below() ?? []), ['package tool | 3.0']);
		const requirement = { ...facts.requirement, name: 'tool' };
		assert.deepEqual(drawn(detailRows({ ...facts, project, requirement }).slice(-1)), ['link Page at the index | index.test']);
	});

	it('is one line each, whatever packages and servers say', async () => {
		const hostile = `<img src=x>\u202e[x](command:y)\n# ${'long '.repeat(10_000)}`;
		const urls = Array.from({ length: 1000 }, () => ({ label: hostile, url: 'javascript:alert(1)' }));
		const rows = detailRows(await factsOf({ whence: hostile, metadata: metadataWith({ urls }) }));
		assert.ok(rows.length < 20);
		for (const { row } of rows) {
			for (const text of [row.label, row.description]) assert.ok(text.length <= 300 && !/[\n\u202e]/.test(text));
		}
	});
});
