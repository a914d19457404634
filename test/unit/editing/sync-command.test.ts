import assert from 'node:assert/strict';
import { excludeNewer } from '../../../src/core/editing/exclude-newer.ts';
import { syncCommand } from '../../../src/core/editing/sync-command.ts';

describe('the command that takes over a changed pyproject', () => {
	const cases: readonly (readonly [title: string, text: string, locks: readonly string[], command: string])[] = [
		['a lock file', '[tool.poetry]\n', ['uv.lock'], 'uv sync'],
		['its table', '[tool.pdm]\n', [], 'pdm lock'],
		['its back-end', '[build-system]\nbuild-backend = "poetry.core.masonry.api"\n', [], 'poetry lock'],
		['an underscored back-end', '[build-system]\nbuild-backend = "uv_build"\n', [], 'uv sync'],
		['hatch', '[tool.hatch.envs.default]\n', [], 'hatch env create'],
		['nothing', '[project]\n', [], 'pip install -e .'],
		['what is no TOML', '[project\n', [], 'pip install -e .'],
	];
	for (const [title, text, locks, command] of cases) {
		it(`is, by ${title}, ${command}`, () => assert.equal(syncCommand(text, new Set(locks)), command));
	}
});

describe('exclude-newer', () => {
	const now = Date.UTC(2026, 0, 31);
	const cases: readonly (readonly [written: string, at: number | undefined])[] = [
		['"2026-01-02T03:04:05Z"', Date.UTC(2026, 0, 2, 3, 4, 5)],
		['"2026-01-02"', Date.UTC(2026, 0, 3)],
		['2026-01-02', Date.UTC(2026, 0, 3)],
		['"1 week"', Date.UTC(2026, 0, 24)],
		['"soon"', undefined],
		['["2026-01-02"]', undefined],
	];
	for (const [written, at] of cases) {
		it(`of ${written} is ${at}`, () => assert.equal(excludeNewer(`[tool.uv]\nexclude-newer = ${written}\n`, now), at));
	}

	it('is nothing where there is none, and in what is no TOML', () => {
		assert.deepEqual([excludeNewer('[tool.uv]\n', now), excludeNewer('exclude-newer = [', now)], [undefined, undefined]);
	});
});
