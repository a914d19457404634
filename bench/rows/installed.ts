import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type EnvironmentPlaces, Environments, placesOf } from '../../src/core/project/installed/environments.ts';
import { nodeFolders } from '../../src/core/project/installed/folder-reader.ts';
import { parsePyproject } from '../../src/core/project/pyproject.ts';
import { longestStandstill, type Standstill } from '../../test/support/loop-watch.ts';
import { startIndex } from '../bench-index.ts';
import { packageName } from '../index-pages.ts';
import { keystrokes } from '../keystrokes.ts';
import { best, median, type Row } from '../row.ts';
import { engineFor, withFolder } from '../workbench.ts';

const distributions = 500;

/** An environment as large as people have it, with what is imported from it beside each record. */
export async function installedRows(): Promise<readonly Row[]> {
	return await withFolder(async (folder) => {
		await writeEnvironment(join(folder, '.venv'));
		const places = placesOf({ folders: nodeFolders, variables: {}, os: process.platform });
		return [...(await readingRows(folder, places)), ...(await moduleRows(folder, places)), ...(await keystrokeRows(folder, places))];
	});
}

async function readingRows(folder: string, places: EnvironmentPlaces): Promise<readonly Row[]> {
	const { project } = parsePyproject('[project]\nname = "demo"', join(folder, 'pyproject.toml'));
	const took: number[] = [];
	const again: number[] = [];
	const standstills: Standstill[] = [];
	for (let run = 0; run < 7 && project !== undefined; run++) {
		const environments = new Environments(places);
		const standstill = await longestStandstill(async () => {
			const startedAt = performance.now();
			await environments.find(project, undefined);
			took.push(performance.now() - startedAt);
		});
		standstills.push(standstill);
		const startedAt = performance.now();
		await environments.find(project, undefined);
		again.push(performance.now() - startedAt);
	}
	const held = median(standstills.map(({ worked }) => worked));
	return [
		{ figure: `read an environment of ${distributions} packages`, measured: best(took), limit: 50, unit: 'ms' },
		{ figure: '… event loop held up', measured: held, limit: 50, unit: 'ms', note: 'work of this thread' },
		{ figure: '… see that nothing has changed', measured: best(again), limit: 5, unit: 'ms' },
	];
}

/** What is done once, before the first hover on an import. */
async function moduleRows(folder: string, places: EnvironmentPlaces): Promise<readonly Row[]> {
	const { project } = parsePyproject('[project]\nname = "demo"', join(folder, 'pyproject.toml'));
	const took: number[] = [];
	const standstills: Standstill[] = [];
	for (let run = 0; run < 5 && project !== undefined; run++) {
		const environments = new Environments(places);
		const { environment } = await environments.find(project, undefined);
		if (environment === undefined) continue;
		const standstill = await longestStandstill(async () => {
			const startedAt = performance.now();
			await environments.modulesOf(environment);
			took.push(performance.now() - startedAt);
		});
		standstills.push(standstill);
	}
	const held = median(standstills.map(({ worked }) => worked));
	return [
		{ figure: '… learn which modules it has', measured: best(took), limit: 500, unit: 'ms', note: '100 files a package' },
		{ figure: '… event loop held up', measured: held, limit: 50, unit: 'ms', note: 'work of this thread' },
	];
}

/** What is done anew at each key in a project that has all of them installed, with nothing that agrees. */
async function keystrokeRows(folder: string, places: EnvironmentPlaces): Promise<readonly Row[]> {
	const names = Array.from({ length: distributions }, (_, i) => packageName(i));
	const text = `[project]\nname = "demo"\ndependencies = [\n${names.map((name) => `    "${name}>=0",\n`).join('')}]\n`;
	const bare = parsePyproject(text, join(folder, 'pyproject.toml')).project;
	const found = bare && (await new Environments(places).find(bare, undefined));
	await using index = await startIndex({ packages: distributions, size: 'small', latencyMs: 0 });
	const engine = engineFor(index.url, join(folder, 'cache'));
	const read = () => {
		const parsed = parsePyproject(text, join(folder, 'pyproject.toml'));
		return { ...parsed, project: parsed.project && { ...parsed.project, environment: found?.environment, python: found?.python } };
	};
	const took = await keystrokes(engine, read, text);
	await engine.close();
	return [{ figure: `read and check anew ${distributions} requirements, installed`, measured: best(took), limit: 10, unit: 'ms' }];
}

async function writeEnvironment(folder: string): Promise<void> {
	const site = join(folder, 'lib/python3.12/site-packages');
	await mkdir(site, { recursive: true });
	await writeFile(join(folder, 'pyvenv.cfg'), 'home = /usr/bin\nversion = 3.12.4\n');
	for (let i = 0; i < distributions; i++) {
		const name = packageName(i).replaceAll('-', '_');
		const record = join(site, `${name}-0.1.${i % 5}.dist-info`);
		await mkdir(record);
		await writeFile(join(record, 'METADATA'), `Metadata-Version: 2.1\nName: ${name}\nVersion: 0.1.${i % 5}\n`);
		await writeFile(join(record, 'RECORD'), Array.from({ length: 100 }, (_, file) => `${name}/module_${file}.py,sha256=x,1\n`).join(''));
	}
}
