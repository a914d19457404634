import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { removeFolder, temporaryFolder } from '../support/temporary-folder.ts';
import { ableTools, type RehearsedTool, simpleSource } from './rehearsal.ts';
import { load, look, sorted } from './seen.ts';
import { run, runWith, tools } from './tools.ts';

type Listed = readonly { readonly name: string; readonly version: string }[];

const head = '[project]\nname = "shop"\nversion = "1.0"\nrequires-python = ">=3.10"\n';
const dependencies = `dependencies = [
    "requests>=2.31",
    "click<8.2",
    "colorama ; sys_platform == 'win32'",
]
`;
const groups = '[dependency-groups]\ndev = ["iniconfig"]\n';

const able: readonly string[] = JSON.parse(process.env[ableTools] ?? '[]');

/** For a tool that did its part in the rehearsal: where it did not, there is nothing that AutoDocs could be held against. */
function against(tool: RehearsedTool, title: string, compare: () => Promise<void>): void {
	if (able.includes(tool)) it(`${tool}: ${title}`, compare);
}

describe('held against the tools themselves', () => {
	let folder = '';
	beforeEach(async () => {
		folder = await temporaryFolder();
	});
	afterEach(() => removeFolder(folder));

	async function write(text: string): Promise<void> {
		await writeFile(join(folder, 'pyproject.toml'), text);
	}

	/** As a person edits it by hand. */
	async function replace(from: string, to: string): Promise<void> {
		const text = await readFile(join(folder, 'pyproject.toml'), 'utf8');
		assert.ok(text.includes(from));
		await write(text.replace(from, to));
	}

	async function pythonOfEnvironment(): Promise<string> {
		const python = join(folder, '.venv', process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
		return (await run(folder, python, '-c', 'import platform; print(platform.python_version())')).trim();
	}

	against('uv', 'what is locked, what is installed, and where they drift apart', async () => {
		await write(head + dependencies + groups);
		await run(folder, 'uv', 'sync');
		const exported = await run(folder, 'uv', 'export', '--no-hashes', '--all-groups', '--no-emit-project', '--no-header', '--no-annotate');
		const locked = [...exported.matchAll(/^([\w.-]+)==([^\s;]+)/gm)].map(([, name = '', version]) => ({ name, version }));
		const installed = async () => sorted(JSON.parse(await run(folder, 'uv', 'pip', 'list', '--format', 'json')) as Listed, 'shop');
		const seen = await look(folder);
		assert.deepEqual(seen.locked, sorted(locked));
		assert.deepEqual(seen.installed, await installed());
		assert.deepEqual(seen.drifts, []);
		assert.equal(seen.python, await pythonOfEnvironment());
		assert.match(seen.inUse['click'] ?? '', /^8\.1\.\d+ lock:uv\.lock$/);

		await run(folder, 'uv', 'pip', 'install', 'click==8.1.3');
		assert.match((await look(folder)).drifts.join(), /^click 8\.1\.3 is installed in \.venv, but uv\.lock has 8\.1\.\d+\.$/);
		assert.deepEqual((await look(folder)).installed, await installed());
		await run(folder, 'uv', 'sync');
		await replace('"click<8.2"', '"click<8.1"');
		await replace('"iniconfig"', '"iniconfig", "packaging"');
		const drifts = (await look(folder)).drifts.join(' ');
		assert.match(drifts, /uv\.lock has click 8\.1\.\d+, which <8\.1 does not allow\./);
		assert.match(drifts, /packaging is not in uv\.lock\./);
		await run(folder, 'uv', 'sync');
		assert.deepEqual((await look(folder)).drifts, []);
	});

	against('poetry', 'what is locked, what is installed, and where they drift apart', async () => {
		await write(
			`${head}${dependencies}[tool.poetry]\npackage-mode = false\n[tool.poetry.group.dev.dependencies]\niniconfig = "^2"\n${simpleSource}`,
		);
		await run(folder, 'poetry', 'install', '--no-interaction');
		const shown = await run(folder, 'poetry', 'show', '--no-ansi', '--no-interaction');
		const locked = [...shown.matchAll(/^(\S+)\s+(?:\(!\)\s+)?(\d\S*)/gm)].map(([, name = '', version]) => ({ name, version }));
		const seen = await look(folder);
		assert.ok(locked.length > 3);
		assert.deepEqual(
			seen.locked.filter((one) => !one.startsWith('colorama ')),
			sorted(locked).filter((one) => !one.startsWith('colorama ')),
		);
		const listed = await run(folder, 'uv', 'pip', 'list', '--format', 'json');
		assert.deepEqual(seen.installed, sorted(JSON.parse(listed) as Listed, 'shop'));
		assert.deepEqual([seen.drifts, seen.python], [[], await pythonOfEnvironment()]);

		await run(folder, 'uv', 'pip', 'install', 'iniconfig==2.0.0', 'click==8.1.3');
		assert.match((await look(folder)).drifts.join(), /click 8\.1\.3 is installed in \.venv, but poetry\.lock has 8\.1\.\d+\./);
		await run(folder, 'poetry', 'install', '--no-interaction');
		await replace('requires-python = ">=3.10"', 'requires-python = ">=3.9"');
		assert.deepEqual((await look(folder)).drifts, ['poetry.lock is older than this file: its content-hash is that of other requirements.']);
	});

	against('pdm', 'what is locked, what is installed, and where they drift apart', async () => {
		await write(`${head}${dependencies}${groups}[tool.pdm]\ndistribution = false\n`);
		await run(folder, 'pdm', 'venv', 'create', '--with-pip');
		await run(folder, 'pdm', 'use', '-f', '.venv');
		await run(folder, 'pdm', 'install');
		const listed = async () => sorted(JSON.parse(await run(folder, 'pdm', 'list', '--json')) as Listed, 'shop');
		const seen = await look(folder);
		assert.deepEqual(seen.installed, await listed());
		const exported = await run(folder, 'pdm', 'export', '--without-hashes', '-f', 'requirements', '-G:all');
		const locked = [...exported.matchAll(/^([\w.-]+)(?:\[[^\]]*\])?==([^\s;]+)/gm)].map(([, name = '', version]) => ({ name, version }));
		assert.deepEqual(seen.locked, sorted(locked));
		assert.deepEqual([seen.drifts, seen.python], [[], await pythonOfEnvironment()]);
		assert.match(seen.inUse['click'] ?? '', /^8\.1\.\d+ lock:pdm\.lock$/);

		await run(folder, 'uv', 'pip', 'install', 'click==8.1.3');
		assert.match((await look(folder)).drifts.join(), /^click 8\.1\.3 is installed in \.venv, but pdm\.lock has 8\.1\.\d+\.$/);
		assert.deepEqual((await look(folder)).installed, await listed());
	});

	against('poetry', 'the environment that it keeps elsewhere', async () => {
		await write(`${head.replace('shop', 'My.Shop_X')}dependencies = []\n[tool.poetry]\npackage-mode = false\n`);
		await elsewhere(async (place, tool) => {
			await tool('poetry', 'env', 'use', tools.path('python'), '--no-interaction');
			assert.equal((await load(folder, place)).environment?.folder, (await tool('poetry', 'env', 'info', '--path')).trim());
		});
	});

	against('hatch', 'the environment that it keeps elsewhere', async () => {
		await write(`${head.replace('shop', 'My.Shop_X')}dependencies = []\n[tool.hatch.envs.default]\nskip-install = true\n`);
		await elsewhere(async (place, tool) => {
			await tool('hatch', 'env', 'create');
			assert.equal((await load(folder, place)).environment?.folder, (await tool('hatch', 'env', 'find')).trim());
		});
	});

	/** With a home of its own, where tools keep what they keep. */
	async function elsewhere(
		compare: (place: NodeJS.ProcessEnv, tool: (...words: readonly string[]) => Promise<string>) => Promise<void>,
	): Promise<void> {
		const home = await temporaryFolder();
		const place = { HOME: home, XDG_CACHE_HOME: join(home, 'cache'), XDG_DATA_HOME: join(home, 'data') };
		try {
			await compare(place, (...words) => runWith({ ...place, POETRY_VIRTUALENVS_IN_PROJECT: 'false' }, folder, ...words));
		} finally {
			await removeFolder(home);
		}
	}

	against('pip', 'what is installed without a lock, and is not allowed', async () => {
		await write(head + dependencies.replace('click<8.2', 'click>=8'));
		await run(folder, 'python', '-m', 'venv', '.venv');
		const python = join(folder, '.venv', process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
		await run(folder, python, '-m', 'pip', 'install', '--quiet', 'requests', 'click==8.1.3');
		const listed = async () => sorted(JSON.parse(await run(folder, python, '-m', 'pip', 'list', '--format', 'json')) as Listed);
		const seen = await look(folder);
		assert.deepEqual(seen.installed, await listed());
		assert.deepEqual([seen.drifts, seen.inUse['click'], seen.python], [[], '8.1.3 installed', await pythonOfEnvironment()]);
		await run(folder, python, '-m', 'pip', 'install', '--quiet', 'click==7.1.2');
		assert.deepEqual((await look(folder)).drifts, ['click 7.1.2 is installed in .venv, but >=8 does not allow it.']);
		assert.deepEqual((await look(folder)).installed, await listed());
		await run(folder, python, '-m', 'pip', 'uninstall', '--quiet', '--yes', 'click');
		assert.deepEqual([(await look(folder)).drifts, (await look(folder)).installed], [[], await listed()]);
	});
});
