import assert from 'node:assert/strict';
import { syncCommand } from '../../../src/core/editing/sync-command.ts';
import { parsePyproject } from '../../../src/core/project/pyproject.ts';
import { lockBeside } from '../../support/checked.ts';

describe('the command that takes over a changed pyproject', () => {
	const built = (by: string) => `[build-system]\nrequires = ["${by}"]\n`;
	const cases: readonly (readonly [title: string, text: string, lock: string | undefined, command: string])[] = [
		['a lock file', '[tool.poetry]\n', 'uv.lock', 'uv sync'],
		['a lock file of no tool, its table', '[tool.poetry]\n', 'pylock.toml', 'poetry lock'],
		['its table', '[tool.pdm]\n', undefined, 'pdm lock'],
		['its back-end', built('poetry-core>=1'), undefined, 'poetry lock'],
		['a back-end of another spelling', built('uv_build>=0.8'), undefined, 'uv sync'],
		['hatch', '[tool.hatch.envs.default]\n', undefined, 'hatch env create'],
		['a back-end of no tool', built('setuptools'), undefined, 'pip install -e .'],
		['nothing', '[project]\n', undefined, 'pip install -e .'],
	];
	for (const [title, text, lock, command] of cases) {
		it(`is, by ${title}, ${command}`, async () => {
			const { project } = parsePyproject(text, '/p/pyproject.toml');
			assert.ok(project);
			assert.equal(syncCommand({ ...project, lock: lock === undefined ? undefined : await lockBeside(lock, '') }), command);
		});
	}
});
