import assert from 'node:assert/strict';
import { cutOffOf, excludedAfter, isTooNew, latestCutOff, whyTooNew } from '../../../src/core/project/exclude-newer.ts';
import { parsePyproject } from '../../../src/core/project/pyproject.ts';
import { pyproject } from '../../support/checked.ts';

const now = Date.UTC(2026, 0, 31);
const dayMs = 86_400_000;

function excluded(settings: string, name = 'demo'): number | undefined {
	const { project } = parsePyproject(`[tool.uv]\n${settings}\n`, pyproject);
	assert.ok(project);
	return excludedAfter(project.excludeNewer, name, now)?.at;
}

describe('exclude-newer', () => {
	const cases: readonly (readonly [written: string, at: number | undefined])[] = [
		['"2026-01-02T03:04:05Z"', Date.UTC(2026, 0, 2, 3, 4, 5)],
		['"2026-01-02T03:04:05+02:00"', Date.UTC(2026, 0, 2, 1, 4, 5)],
		['2026-01-02T03:04:05Z', Date.UTC(2026, 0, 2, 3, 4, 5)],
		['"2026-01-02"', Date.UTC(2026, 0, 3)],
		['2026-01-02', Date.UTC(2026, 0, 3)],
		['"1 week"', Date.UTC(2026, 0, 24)],
		['"3 days ago"', Date.UTC(2026, 0, 28)],
		['"P7D"', Date.UTC(2026, 0, 24)],
		['"PT24H"', Date.UTC(2026, 0, 30)],
		['"soon"', undefined],
		['["2026-01-02"]', undefined],
		['false', undefined],
	];
	for (const [written, at] of cases) it(`of ${written} is ${at}`, () => assert.equal(excluded(`exclude-newer = ${written}`), at));

	it('of several projects leaves out what none of them may take', () => {
		const by = 'exclude-newer' as const;
		assert.equal(
			latestCutOff([
				{ at: 1, by },
				{ at: 3, by },
				{ at: 2, by },
			])?.at,
			3,
		);
		assert.equal(latestCutOff([{ at: 1, by }, undefined]), undefined);
		assert.equal(latestCutOff([undefined, { at: 1, by }]), undefined);
	});

	it('is nothing where there is none', () => assert.equal(excluded(''), undefined));

	it('of one package counts before that of all, by any spelling of the name', () => {
		const settings = 'exclude-newer = "2026-01-02"\nexclude-newer-package = { My_Own = "2026-01-20", free = false, odd = "soon" }';
		assert.equal(excluded(settings, 'my-own'), Date.UTC(2026, 0, 21));
		assert.equal(excluded(settings, 'free'), undefined);
		assert.equal(excluded(settings, 'odd'), undefined);
		assert.equal(excluded(settings, 'other'), Date.UTC(2026, 0, 3));
	});
});

describe('what is too new', () => {
	const byUv = { at: now - 5 * dayMs, by: 'exclude-newer' } as const;

	it('is decided by the earlier of exclude-newer and the cooldown', () => {
		assert.equal(cutOffOf(undefined, 0, now), undefined);
		assert.equal(cutOffOf(byUv, 0, now), byUv);
		assert.equal(cutOffOf(byUv, 4, now), byUv);
		assert.deepEqual(cutOffOf(byUv, 6, now), { at: now - 6 * dayMs, by: 'cooldown.days' });
		assert.deepEqual(cutOffOf(undefined, 6, now), { at: now - 6 * dayMs, by: 'cooldown.days' });
	});

	it('is what came then or later; of unknown age only for exclude-newer, as uv has it', () => {
		const byCooldown = { at: byUv.at, by: 'cooldown.days' } as const;
		assert.deepEqual(
			[byUv.at - 1, byUv.at].map((uploadedAt) => isTooNew({ uploadedAt }, byUv)),
			[false, true],
		);
		assert.deepEqual(
			[byUv, byCooldown, undefined].map((cutOff) => isTooNew({ uploadedAt: null }, cutOff)),
			[true, false, false],
		);
	});

	it('is said with the last day that counts', () => {
		assert.equal(whyTooNew({ at: Date.UTC(2026, 0, 3), by: 'exclude-newer' }), 'is newer than exclude-newer allows (2026-01-02)');
		assert.equal(whyTooNew({ at: Number.NEGATIVE_INFINITY, by: 'cooldown.days' }), 'is younger than cooldown.days allows (1970-01-01)');
	});
});
