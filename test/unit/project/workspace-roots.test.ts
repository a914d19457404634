import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ProjectParseError } from '../../../src/core/errors.ts';
import type { FileReader } from '../../../src/core/project/files.ts';
import { loadProject, SharedFiles } from '../../../src/core/project/load-project.ts';
import type { Project } from '../../../src/core/project/model.ts';
import { parsePyproject } from '../../../src/core/project/pyproject.ts';
import { passedOn } from '../../../src/core/project/workspace-roots.ts';

const member = '/ws/packages/a/pyproject.toml';
const root = '/ws/pyproject.toml';
const workspace = '[tool.uv.workspace]\nmembers = ["packages/*"]\nexclude = ["packages/seeds"]\n';
const sources = '[tool.uv.sources]\nshared = { workspace = true }\ntqdm = { git = "https://x.test/tqdm" }\n';
const requiring = '[project]\nname = "a"\ndependencies = ["shared", "tqdm>=4", "requests"]\n';

/** Reads these texts, and says which paths were asked for. */
function reader(texts: Readonly<Record<string, string>>): FileReader & { readonly asked: string[] } {
	const asked: string[] = [];
	return {
		asked,
		readText: async (path) => {
			asked.push(path);
			const text = texts[path];
			if (text === undefined) throw new ProjectParseError('project_not_found', `${path} cannot be read`, { details: { code: 'ENOENT' } });
			if (text === 'no text') throw new ProjectParseError('invalid_toml', `${path} is not UTF-8`);
			return text;
		},
		realPath: (path) => Promise.resolve(path),
		names: () => Promise.resolve([]),
	};
}

async function load(texts: Readonly<Record<string, string>>, file = member, shared = new SharedFiles()): Promise<Project> {
	return (await loadProject(file, reader(texts), shared)).parsed.project ?? assert.fail();
}

const withoutLocks = (paths: readonly string[]) =>
	paths.filter((path) => (path.endsWith('.toml') && !path.endsWith('pylock.toml')) || path.endsWith('.txt'));
const origins = ({ requirements }: Project) => Object.fromEntries(requirements.map(({ name, origin }) => [name, origin.kind]));
const fromIndex = { shared: 'index', tqdm: 'index', requests: 'index' };
const fromRoot = { shared: 'workspace', tqdm: 'git', requests: 'index' };

describe('a member of a uv workspace', () => {
	const rows: readonly (readonly [what: string, texts: Readonly<Record<string, string>>, origins: Readonly<Record<string, string>>])[] = [
		['takes what the root binds', { [root]: workspace + sources }, fromRoot],
		['takes it past folders without a pyproject.toml', { [root]: workspace + sources, '/pyproject.toml': '' }, fromRoot],
		['takes nothing where the root binds nothing', { [root]: workspace }, fromIndex],
		['is none without a workspace', { [root]: sources }, fromIndex],
		['is none without a root', {}, fromIndex],
		['is none where no pattern matches', { [root]: `[tool.uv.workspace]\nmembers = ["libs/*"]\n${sources}` }, fromIndex],
		['is none where it is excluded', { [root]: `[tool.uv.workspace]\nmembers = ["**"]\nexclude = ["*/a"]\n${sources}` }, fromIndex],
		['is none behind another project', { [root]: workspace + sources, '/ws/packages/pyproject.toml': '[project]\nname = "b"' }, fromIndex],
		['is none behind a file that says nothing', { [root]: workspace + sources, '/ws/packages/pyproject.toml': '' }, fromIndex],
		['is none behind a file that does not parse', { [root]: workspace + sources, '/ws/packages/pyproject.toml': '[' }, fromIndex],
		['is none behind a file that is no text', { [root]: workspace + sources, '/ws/packages/pyproject.toml': 'no text' }, fromIndex],
		[
			'of its nearest root, not of one above it',
			{ [root]: workspace, '/pyproject.toml': `[tool.uv.workspace]\nmembers = ["**"]\n${sources}` },
			fromIndex,
		],
	];
	for (const [what, texts, expected] of rows) {
		it(what, async () => assert.deepEqual(origins(await load({ ...texts, [member]: requiring })), expected));
	}

	const own: readonly (readonly [what: string, sources: string, origins: Readonly<Record<string, string>>])[] = [
		['binds', 'tqdm = { path = "../tqdm" }', { ...fromRoot, tqdm: 'path' }],
		['binds under a marker', 'tqdm = [{ index = "x", marker = "os_name == \'nt\'" }]', { ...fromRoot, tqdm: 'index' }],
		['names without binding it', 'Shared = { workspace = false }', { ...fromRoot, shared: 'index' }],
	];
	for (const [what, table, expected] of own) {
		it(`keeps to its own sources for what it ${what}: ${table}`, async () => {
			const text = `${requiring}[tool.uv.sources]\n${table}\n`;
			assert.deepEqual(origins(await load({ [root]: workspace + sources, [member]: text })), expected);
		});
	}

	it('has its lists in other files bound as well, by itself and by the root', async () => {
		const text =
			'[project]\ndynamic = ["dependencies"]\n[tool.setuptools.dynamic]\ndependencies = { file = "list.txt" }\n' +
			'[tool.uv.sources]\nown = { workspace = true }\n';
		const texts = { [root]: workspace + sources, [member]: text, '/ws/packages/a/list.txt': 'own\nshared\nrequests\n' };
		assert.deepEqual(origins(await load(texts)), { own: 'workspace', shared: 'workspace', requests: 'index' });
	});

	it('may have what is in an index of the root', async () => {
		const index = '[[tool.uv.index]]\nname = "x"\nurl = "https://x.test/simple"\n';
		const names = async (text: string) => (await load({ [root]: text, [member]: requiring })).namesOtherIndexes;
		assert.equal(await names(workspace + index), true);
		assert.equal(await names(`${workspace}${index}explicit = true\n`), false);
		assert.equal(await names(index), false);
	});

	it('leaves out as too new what its root does, as uv reads it', async () => {
		const uv = (day: string) => `[tool.uv]\nexclude-newer = "${day}"\n`;
		const project = await load({ [root]: uv('2026-01-01') + workspace, [member]: requiring + uv('2026-02-02') });
		assert.equal(project.excludeNewer.all, '2026-01-01');
	});

	it('takes pre-releases as its root does, in its lists in other files as well', async () => {
		const uv = (mode: string) => `[tool.uv]\nprerelease = ${mode}\n`;
		const lists =
			'[project]\nname = "a"\ndynamic = ["dependencies"]\noptional-dependencies.x = ["requests"]\n' +
			'[tool.setuptools.dynamic]\ndependencies = { file = "list.txt" }\n[tool.poetry.dependencies]\ntqdm = "^4"\n' +
			'[build-system]\nrequires = ["hatchling"]\n[tool.hatch.envs.x]\ndependencies = ["mypy"]\n' +
			'[dependency-groups]\nx = ["pytest"]\n';
		for (const [ofRoot, ofMember, taken] of [
			['"allow"', '"disallow"', true],
			['"disallow"', '"allow"', false],
			['"explicit"', '"allow"', undefined],
			['["allow"]', '"if-necessary"', undefined],
		] as const) {
			const project = await load({
				[root]: uv(ofRoot) + workspace,
				[member]: lists + uv(ofMember),
				[member.replace('pyproject.toml', 'list.txt')]: 'flask>=2\n',
			});
			assert.deepEqual(Object.fromEntries(project.requirements.map(({ name, specifiers }) => [name, specifiers.prereleases])), {
				requests: taken,
				flask: taken,
				pytest: taken,
				// uv does not read them, or goes by what they name all the same.
				tqdm: undefined,
				hatchling: undefined,
				mypy: undefined,
			});
		}
	});

	it('which is a root itself inherits nothing', async () => {
		const files = reader({ [root]: workspace + sources, [member]: `${requiring}[tool.uv.workspace]\n` });
		const { parsed, followed } = await loadProject(member, files);
		assert.deepEqual(origins(parsed.project ?? assert.fail()), fromIndex);
		assert.deepEqual(withoutLocks(followed), []);
	});

	it('follows every file that decides what it inherits, and none above its root', async () => {
		const texts = { [root]: workspace, [member]: requiring, '/pyproject.toml': '' };
		assert.deepEqual(withoutLocks((await loadProject(member, reader(texts))).followed), ['/ws/packages/pyproject.toml', root]);
	});

	it('follows lists, whether they are there or not', async () => {
		const text = '[project]\ndynamic = ["dependencies"]\n[tool.setuptools.dynamic]\ndependencies = { file = ["gone.txt", "../x.txt"] }\n';
		assert.deepEqual(withoutLocks((await loadProject('/p/pyproject.toml', reader({ '/p/pyproject.toml': text }))).followed), [
			'/p/gone.txt',
			'/pyproject.toml',
		]);
	});

	it('is looked for in a few folders above it, however deep it is', async () => {
		const deep = `${'/x'.repeat(500)}/pyproject.toml`;
		const files = reader({ [deep]: requiring });
		await loadProject(deep, files);
		assert.equal(withoutLocks(files.asked).length, 33);
	});

	it('keeps what it inherited while the root does not parse', async () => {
		const shared = new SharedFiles();
		const inherited = async (text: string) => origins(await load({ [root]: text, [member]: requiring }, member, shared));
		assert.deepEqual(await inherited(workspace + sources), fromRoot);
		assert.deepEqual(await inherited(`${workspace}${sources}half =`), fromRoot);
		assert.deepEqual(await inherited('no text'), fromRoot);
		assert.deepEqual(await inherited(workspace), fromIndex);
	});

	it('has its root parsed anew only when that has changed', async () => {
		const files = new SharedFiles();
		const shared = async (text: string) => (await load({ [root]: text, [member]: requiring }, member, files)).requirements[0]?.origin;
		const first = await shared(workspace + sources);
		assert.deepEqual(first, { kind: 'workspace' });
		assert.equal(await shared(workspace + sources), first);
		assert.notEqual(await shared(`${workspace}${sources}# changed`), first);
	});

	it('has a result, whatever is above it', async () => {
		const above = fc.oneof(
			fc.string(),
			fc.constantFrom(
				'',
				'[',
				'tool = 1',
				'tool.uv.workspace = []',
				'tool.uv = { workspace = { members = [1, "**"], exclude = {} }, sources = { shared = [] } }',
			),
		);
		await fc.assert(
			fc.asyncProperty(above, async (text) => {
				const { requirements } = await load({ [root]: text, [member]: requiring });
				assert.equal(requirements.length, 3);
			}),
		);
	});
});

describe('what a root passes on', () => {
	const of = (text: string) => passedOn(parsePyproject(text, root).project);
	const same: readonly (readonly [what: string, one: string, other: string])[] = [
		['requirements', workspace, `[project]\ndependencies = ["a"]\n${workspace}`],
		['the places of patterns', workspace, `# why\n\n${workspace}`],
		['anything, without a workspace', '[project]\nname = "a"', `[project]\nname = "b"\n${sources}`],
	];
	for (const [what, one, other] of same) it(`does not depend on ${what}`, () => assert.equal(of(one), of(other)));

	const different: readonly (readonly [what: string, one: string | undefined, other: string])[] = [
		['members', workspace, workspace.replace('packages/*', 'libs/*')],
		['whether it takes pre-releases', workspace, `${workspace}[tool.uv]\nprerelease = "allow"\n`],
		['what is excluded', workspace, workspace.replace('packages/seeds', 'packages/trees')],
		['sources', workspace, workspace + sources],
		['an index', workspace, `${workspace}[[tool.uv.index]]\nurl = "https://x.test/simple"\n`],
		['the workspace', sources, workspace],
		['whether it can be read', '[', ''],
	];
	for (const [what, one, other] of different) it(`depends on ${what}`, () => assert.notEqual(one && of(one), of(other)));
});
