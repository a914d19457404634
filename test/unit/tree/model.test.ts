import assert from 'node:assert/strict';
import { NetworkError } from '../../../src/core/errors.ts';
import { changedRows } from '../../../src/core/tree/changes.ts';
import { parentId, requirementId } from '../../../src/core/tree/row.ts';
import { projectWith } from '../../support/checked.ts';
import { answer, projectReleases, release } from '../../support/known-index.ts';
import { asIs, drawn, TestTree } from './tree-of.ts';

const day = 86_400_000;
const answers = {
	flask: answer(projectReleases('flask', [release('3.1', { uploadedAt: 9 * day }), release('3.0', { uploadedAt: 5 * day })])),
	rich: answer(projectReleases('rich', [release('13.9', { uploadedAt: 2 * day })])),
	yanked: answer(projectReleases('yanked', [release('2.0'), release('1.0', { yanked: true, uploadedAt: day })])),
	broken: new NetworkError('unreachable', 'index.test could not be reached'),
};
const text = `${projectWith('"rich"', '"flask==3.0"', '"nowhere"', '"yanked==1.0"', '"broken"')}
[dependency-groups]
dev = ["flask"]
"odd\\nkey" = ["rich"]
`;

describe('the tree of dependencies', () => {
	it('goes from the project over its groups to each requirement, with its version and what is wrong', async () => {
		using tree = new TestTree(answers);
		assert.deepEqual(drawn(tree.make([await tree.project(text)])), [
			'project shop | pyproject.toml · 2 problems',
			'  group dependencies | 5 · 2 problems',
			'    package rich | 13.9',
			'    package flask | 3.0 → 3.1',
			'    error nowhere | unknown',
			'    warning yanked | 1.0 → 2.0',
			'    unavailable broken | not available just now',
			'  group dependency-groups: dev | 1',
			'    package flask | 3.1',
			'  group dependency-groups: odd key | 1',
			'    package rich | 13.9',
		]);
	});

	it('says what is not known yet, and what cannot be read', async () => {
		using tree = new TestTree({ slow: new Promise(() => undefined) });
		const slow = projectWith('"slow"', '"x =="', '"local @ file:///x"');
		const lines = drawn(tree.make([await tree.project(slow, slow, false)]));
		assert.deepEqual(lines.slice(2), ['    pending slow | looking it up…', '    error x | cannot be read', '    package local | ']);
	});

	const orders = [
		['file', ['rich', 'flask', 'nowhere', 'yanked', 'broken']],
		['name', ['broken', 'flask', 'nowhere', 'rich', 'yanked']],
		['problem', ['nowhere', 'yanked', 'broken', 'rich', 'flask']],
		['age', ['yanked', 'rich', 'flask', 'nowhere', 'broken']],
	] as const;
	for (const [order, wanted] of orders) {
		it(`orders by ${order}`, async () => {
			using tree = new TestTree(answers);
			const model = tree.make([await tree.project(text)], { order, filter: '' });
			const [, group] = [...model.children];
			assert.deepEqual(
				group?.[1].map((id) => model.rows.get(id)?.label),
				wanted,
			);
		});
	}

	const filters: readonly (readonly [typed: string, wanted: readonly string[]])[] = [
		['', ['rich', 'flask', 'nowhere', 'yanked', 'broken', 'flask', 'rich']],
		['FLA', ['flask', 'flask']],
		['flask dev', ['flask']],
		['problem', ['nowhere', 'yanked']],
		['unknown-package', ['nowhere']],
		['outdated', ['flask', 'yanked']],
		['unavailable', ['broken']],
		['x'.repeat(100_000), []],
	];
	for (const [filter, wanted] of filters) {
		it(`filters by “${filter.slice(0, 20)}”`, async () => {
			using tree = new TestTree(answers);
			const model = tree.make([await tree.project(text)], { order: 'file', filter });
			assert.deepEqual(
				[...model.requirements.values()].map(({ row }) => row.label),
				wanted,
			);
			assert.deepEqual([model.shown, model.total, model.roots.length], [wanted.length, 7, wanted.length === 0 ? 0 : 1]);
		});
	}

	it('gives each row an id of its own that leads to the one above', async () => {
		using tree = new TestTree(answers);
		const twice = await tree.project(`${projectWith('"rich"', '"rich"', '"rich 2"', '"#"')}[dependency-groups]\n"a\\nb" = ["rich"]\n`);
		const { rows, children, requirements } = tree.make([twice]);
		const ids = [...children.values()].flat();
		assert.equal(new Set(ids).size, ids.length);
		for (const [above, below] of children) for (const id of below) assert.equal(parentId(id), above);
		assert.deepEqual([rows.size, requirements.size], [ids.length + 1, 5]);
		for (const id of requirements.keys()) assert.equal(requirementId(`${id}\n"below"\n"it"`), id);
	});

	it('keeps its rows while the file does not parse, and says why it does not', async () => {
		using tree = new TestTree(answers);
		const broken = text.replace('name = "shop"', 'name = "shop');
		const lines = drawn(tree.make([await tree.project(text, broken)]));
		assert.equal(lines[0], 'project shop | pyproject.toml · 3 problems');
		assert.match(lines[1] ?? '', /^ {2}error .+ \| invalid-toml$/);
		assert.ok(lines.includes('    warning yanked | 1.0 → 2.0'));
	});

	it('says that a project requires nothing', async () => {
		using tree = new TestTree();
		assert.deepEqual(drawn(tree.make([await tree.project('[project]\nname = "x"\n')])), [
			'project x | pyproject.toml',
			'  note No requirements yet | ',
		]);
	});

	it('is made in slices when there is much of it, and keeps what it showed meanwhile', async () => {
		let time = 0;
		using tree = new TestTree(answers, () => time++);
		const many = Array.from({ length: 100 }, (_, i) => `"package-${i}"`);
		const project = await tree.project(projectWith(...many));
		let model = tree.make([project]);
		assert.ok(!model.isWhole && model.shown < 50, `${model.shown} at once`);
		let looks = 1;
		for (; !model.isWhole; looks++) model = tree.make([project]);
		assert.equal(model.shown, 100);
		assert.ok(looks < 20, `${looks} looks`);
		const edited = await tree.project(projectWith(...many, '"one-more"'));
		assert.ok(tree.make([edited]).shown >= 100);
	});
});

describe('what has changed in the tree', () => {
	it('is nothing when it is made again', async () => {
		using tree = new TestTree(answers);
		const project = await tree.project(text);
		assert.deepEqual(changedRows(tree.make([project]), tree.make([project])), []);
	});

	it('is the one row that says something else', async () => {
		using tree = new TestTree(answers);
		const project = await tree.project(text);
		const before = tree.make([project]);
		const hint = project.findings.find(({ code }) => code === 'unknown-package');
		assert.ok(hint);
		const other = { ...project, findings: project.findings.map((one) => (one === hint ? { ...hint, message: 'other' } : one)) };
		const changed = changedRows(before, tree.make([other]));
		assert.deepEqual(typeof changed === 'string' ? changed : changed.map((id) => before.rows.get(id)?.label), ['nowhere']);
	});

	it('is a group whose rows stand in another order, and all when a project comes', async () => {
		using tree = new TestTree(answers);
		const project = await tree.project(text);
		const before = tree.make([project]);
		const changed = changedRows(before, tree.make([project], { ...asIs, order: 'name' }));
		assert.deepEqual(typeof changed === 'string' ? changed : changed.map((id) => before.rows.get(id)?.label), ['dependencies']);
		const other = { ...project, key: 'file:///q', path: 'q/pyproject.toml' };
		assert.equal(changedRows(before, tree.make([project, other])), 'all');
	});
});
