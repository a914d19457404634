import assert from 'node:assert/strict';
import { type FolderReader, noFolders } from '../../../../src/core/project/installed/folder-reader.ts';
import { toolEnvironment } from '../../../../src/core/project/installed/tool-environments.ts';
import { parsePyproject } from '../../../../src/core/project/pyproject.ts';

/** What Poetry 2.1 and Hatch 1.14 make of this folder and name. */
const folder = '/tmp/exact-poetry/My Shop';
const id = 'tUmThTlC';
const poetry = '[project]\nname = "My.Shop_X"\n[tool.poetry]\n';
const hatch = '[project]\nname = "My.Shop_X"\n[tool.hatch]\n';
const home = { HOME: '/home/me' };

interface World {
	readonly variables?: Readonly<Record<string, string>>;
	readonly os?: string;
	readonly files?: Readonly<Record<string, string>>;
	/** The environments below Poetry's folder. */
	readonly there?: readonly string[];
}

async function kept(
	pyproject: string,
	{ variables = home, os = 'linux', files = {}, there = [] }: World = {},
): Promise<string | undefined> {
	const folders: FolderReader = {
		...noFolders,
		realPath: async (path) => path,
		head: async (file) => files[file],
		names: async () => there,
	};
	const { project } = parsePyproject(pyproject, `${folder}/pyproject.toml`);
	assert.ok(project);
	return await toolEnvironment(project, { folders, variables, os });
}

describe('the environment that a tool keeps elsewhere', () => {
	const both = [`my-shop-x-${id}-py3.9`, `my-shop-x-${id}-py3.12`, 'my-shop-x-AAAAAAAA-py3.13'];

	it('of Poetry is named after the project and its folder; of several the newest counts', async () => {
		assert.equal(await kept(poetry, { there: both }), `/home/me/.cache/pypoetry/virtualenvs/my-shop-x-${id}-py3.12`);
		assert.equal(await kept(poetry), undefined);
	});

	it('of Poetry is the one that “poetry env use” has noted', async () => {
		const files = { '/home/me/.cache/pypoetry/virtualenvs/envs.toml': `[my-shop-x-${id}]\nminor = "3.9"\npatch = "3.9.1"\n` };
		assert.equal(await kept(poetry, { there: both, files }), `/home/me/.cache/pypoetry/virtualenvs/my-shop-x-${id}-py3.9`);
	});

	it('of Poetry is there for a project without a name', async () => {
		const there = [`non-package-mode-${id}-py3.11`];
		assert.match((await kept('[tool.poetry]\npackage-mode = false\n', { there })) ?? '', /non-package-mode-tUmThTlC-py3\.11$/);
	});

	const places: readonly (readonly [what: string, world: World, wanted: string])[] = [
		['macOS', { os: 'darwin' }, '/home/me/Library/Caches/pypoetry/virtualenvs'],
		['XDG', { variables: { ...home, XDG_CACHE_HOME: '/cache' } }, '/cache/pypoetry/virtualenvs'],
		['POETRY_CACHE_DIR', { variables: { ...home, POETRY_CACHE_DIR: '/c' } }, '/c/virtualenvs'],
		['POETRY_VIRTUALENVS_PATH', { variables: { ...home, POETRY_VIRTUALENVS_PATH: '~/envs' } }, '/home/me/envs'],
		[
			'the person’s settings',
			{ files: { '/home/me/.config/pypoetry/config.toml': '[virtualenvs]\npath = "{cache-dir}/v"' } },
			'/home/me/.cache/pypoetry/v',
		],
		['settings that are no TOML', { files: { '/home/me/.config/pypoetry/config.toml': '[' } }, '/home/me/.cache/pypoetry/virtualenvs'],
	];
	for (const [what, world, wanted] of places) {
		it(`of Poetry is where ${what} has it`, async () => {
			assert.equal(await kept(poetry, { there: both, ...world }), `${wanted}/my-shop-x-${id}-py3.12`);
		});
	}

	it('of Hatch is its default one', async () => {
		assert.equal(await kept(hatch), `/home/me/.local/share/hatch/env/virtual/my-shop-x/${id}/my-shop-x`);
		assert.equal(await kept(hatch, { variables: { HATCH_DATA_DIR: '/h' } }), `/h/env/virtual/my-shop-x/${id}/my-shop-x`);
		assert.equal(await kept('[tool.hatch]\n'), `/home/me/.local/share/hatch/env/virtual/${id}-unmanaged/${id}/${id}-unmanaged`);
	});

	it('is none of other tools, and none where nobody says where home is', async () => {
		assert.equal(await kept('[tool.pdm]\n', { there: both }), undefined);
		assert.equal(await kept(poetry, { there: both, variables: {} }), undefined);
		assert.equal(await kept(hatch, { variables: {} }), undefined);
	});
});
