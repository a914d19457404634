import assert from 'node:assert/strict';
import { changedRows } from '../../../src/core/tree/changes.ts';
import type { TreeModel } from '../../../src/core/tree/model.ts';
import { isSection } from '../../../src/core/tree/sections.ts';
import { projectWith } from '../../support/checked.ts';
import { answer, projectReleases, release } from '../../support/known-index.ts';
import { TestTree } from './tree-of.ts';

const nameOf = (i: number) => `p${String(i).padStart(4, '0')}`;
const named = (count: number, from = 0) => Array.from({ length: count }, (_, i) => `"${nameOf(i + from)}"`);

/** The group of a project that has one, with what is right below it as lines. */
function groupOf({ roots, rows, children }: TreeModel): { readonly id: string; readonly lines: readonly string[] } {
	const [id = ''] = children.get(roots[0] ?? '') ?? [];
	return { id, lines: (children.get(id) ?? []).map((child) => `${rows.get(child)?.label} | ${rows.get(child)?.description}`) };
}

describe('a group of the tree', () => {
	it('of 250 requirements is one list', async () => {
		using tree = new TestTree();
		const model = tree.make([await tree.project(projectWith(...named(250)))]);
		assert.deepEqual([groupOf(model).lines.length, model.sectionOf.size], [250, 0]);
	});

	it('of more is sections of the same size, which say what is in them; the first one is open', async () => {
		using tree = new TestTree();
		const model = tree.make([await tree.project(projectWith(...named(625)))]);
		const { id, lines } = groupOf(model);
		assert.deepEqual(lines, [
			'p0000 – p0208 | 209 · 209 problems',
			'p0209 – p0417 | 209 · 209 problems',
			'p0418 – p0624 | 207 · 207 problems',
		]);
		const sections = model.children.get(id) ?? [];
		assert.deepEqual(
			sections.map((section) => model.rows.get(section)?.below),
			['shown', 'hidden', 'hidden'],
		);
		for (const section of sections) {
			assert.ok(isSection(section));
			for (const row of model.children.get(section) ?? []) assert.equal(model.sectionOf.get(row), section);
		}
		assert.deepEqual([model.shown, model.sectionOf.size], [625, 625]);
	});

	it('has its sections in the order that is shown, and none when the filter leaves few', async () => {
		using tree = new TestTree();
		const project = await tree.project(projectWith(...named(300, 300), ...named(300)));
		assert.match(groupOf(tree.make([project])).lines[0] ?? '', /^p0300 – p0499 /);
		assert.match(groupOf(tree.make([project], { order: 'name', filter: '' })).lines[0] ?? '', /^p0000 – p0199 /);
		assert.equal(groupOf(tree.make([project], { order: 'file', filter: 'p00' })).lines.length, 100);
	});

	it('keeps its sections when what is in them moves, and is shown anew as a whole', async () => {
		const names = Array.from({ length: 502 }, (_, i) => nameOf(i));
		using tree = new TestTree(Object.fromEntries(names.map((name) => [name, answer(projectReleases(name, [release('1.0')]))])));
		const before = tree.make([await tree.project(projectWith(...named(501, 1)))]);
		const after = tree.make([await tree.project(projectWith(...named(501)))]);
		const { id, lines } = groupOf(after);
		assert.deepEqual(lines, ['p0000 – p0166 | 167', 'p0167 – p0333 | 167', 'p0334 – p0500 | 167']);
		assert.deepEqual(before.children.get(id), after.children.get(id));
		assert.deepEqual(changedRows(before, after), [id]);
	});

	it('is not shown anew when one of its rows says something else', async () => {
		using tree = new TestTree();
		const project = await tree.project(projectWith(...named(1001)));
		const before = tree.make([project]);
		const [first, ...others] = project.findings;
		assert.ok(first);
		const after = tree.make([{ ...project, findings: [{ ...first, message: 'other' }, ...others] }]);
		const changed = changedRows(before, after);
		assert.deepEqual(typeof changed === 'string' ? changed : changed.map((row) => after.rows.get(row)?.label), ['p0000']);
	});

	it('shortens long names in its sections', async () => {
		using tree = new TestTree();
		const long = (i: number) => `"${'x'.repeat(90)}${i}"`;
		const model = tree.make([await tree.project(projectWith(...Array.from({ length: 501 }, (_, i) => long(i))))]);
		for (const line of groupOf(model).lines) assert.ok((line.split(' | ')[0] ?? '').length <= 83, line);
	});
});
