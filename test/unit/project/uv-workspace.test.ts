import assert from 'node:assert/strict';
import type { Workspace } from '../../../src/core/project/model.ts';
import { parsePyproject } from '../../../src/core/project/pyproject.ts';
import { isMember } from '../../../src/core/project/uv-workspace.ts';

function read(text: string): Workspace | undefined {
	return (parsePyproject(text, '/p/pyproject.toml').project ?? assert.fail()).workspace;
}

describe('a uv workspace', () => {
	it('is there where its table is', () => {
		assert.equal(read('[tool.uv]\nsources = {}'), undefined);
		assert.equal(read('[tool.uv]\nworkspace = true'), undefined);
		assert.deepEqual(read('[tool.uv.workspace]'), { members: [], exclude: [] });
	});

	it('has its patterns as written, each at its place, beside broken ones', () => {
		const text = '[tool.uv.workspace]\nmembers = ["./packages/*", 1, \'🐍/\']\nexclude = ["packages/seeds"]';
		const { members, exclude } = read(text) ?? assert.fail();
		const seen = (globs: Workspace['members']) => globs.map(({ pattern, span }) => [pattern, text.slice(span.start, span.end)]);
		assert.deepEqual(seen(members), [
			['./packages/*', '"./packages/*"'],
			['🐍/', "'🐍/'"],
		]);
		assert.deepEqual(seen(exclude), [['packages/seeds', '"packages/seeds"']]);
	});

	const rows: readonly (readonly [tables: string, members: readonly string[], others: readonly string[]])[] = [
		['members = ["packages/*"]', ['packages/a'], ['packages', 'a', 'other/a', 'packages/a/b']],
		['members = ["**"]\nexclude = ["pack*"]', ['a', 'a/b'], ['packages', 'packages/a/b']],
		['members = ["packages/*"]\nexclude = ["packages/seeds"]', ['packages/a', 'packages/seedsx'], ['packages/seeds']],
		['members = ["a", "libs/b"]', ['a', 'libs/b'], ['b', 'libs']],
		['members = ["./packages/*/", "x//y"]\nexclude = ["./ignored/../packages/b"]', ['packages/a', 'x/y'], ['packages/b']],
		['members = ["**"]\nexclude = ["**/tests/*"]', ['a', 'a/b'], ['tests/a', 'a/tests/b']],
		['members = ["[", "a"]\nexclude = ["b**"]', ['a'], ['[', 'b']],
		['exclude = ["a"]', [], ['a', 'b']],
		['', [], ['a', '']],
	];
	for (const [tables, members, others] of rows) {
		it(`tells its members: ${tables.replace('\n', ' ')}`, () => {
			const workspace = read(`[tool.uv.workspace]\n${tables}`) ?? assert.fail();
			for (const folder of members) assert.ok(isMember(workspace, folder), folder);
			for (const folder of others) assert.ok(!isMember(workspace, folder), folder);
		});
	}
});
