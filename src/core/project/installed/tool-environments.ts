import { createHash } from 'node:crypto';
import { dirname, join, normalize } from 'node:path';
import { parse, TomlError } from 'smol-toml';
import { normalizeName } from '../../packaging/name.ts';
import { type LockTable, tableAt, textAt } from '../locks/lock-values.ts';
import type { Project } from '../model.ts';
import { syncToolOf } from '../sync-tool.ts';
import type { FolderReader } from './folder-reader.ts';

/** The world that a tool looks at to know where its environments are. */
export interface ToolPlaces {
	readonly folders: FolderReader;
	/** Of the process. */
	readonly variables: Readonly<Record<string, string | undefined>>;
	/** As `process.platform` has it. */
	readonly os: string;
}

const mostEnvironments = 10_000;
/** Bytes. */
const longestFile = 50_000;

/**
 * The environment that the project's own tool keeps for it elsewhere, by its absolute path, whether it is there or not; undefined for a tool that
 * keeps none. The tool is not run.
 */
export async function toolEnvironment(project: Project, places: ToolPlaces): Promise<string | undefined> {
	const tool = syncToolOf(project);
	if (tool !== 'poetry' && tool !== 'hatch') return undefined;
	const folder = dirname(project.file);
	const real = (await places.folders.realPath(folder)) ?? folder;
	return tool === 'poetry' ? await ofPoetry(project, real, places) : ofHatch(project, real, places);
}

/** Of several, for different Pythons, the one that `poetry env use` has noted, else the newest. */
async function ofPoetry({ name }: Project, real: string, places: ToolPlaces): Promise<string | undefined> {
	const folder = await poetryFolder(places);
	if (folder === undefined) return undefined;
	// `os.path.normcase`.
	const id = shortHash(places.os === 'win32' ? real.toLowerCase() : real);
	const called = (name === undefined ? 'non-package-mode' : normalizeName(name)).slice(0, 42);
	const base = `${called}-${id}`;
	const noted = textAt(tableAt(await tableIn(join(folder, 'envs.toml'), places), base), 'minor');
	if (noted !== undefined) return join(folder, `${base}-py${noted}`);
	const there = (await places.folders.names(folder, mostEnvironments)).filter((one) => one.startsWith(`${base}-py`));
	const [newest] = there.sort((a, b) => minorOf(b) - minorOf(a));
	return newest === undefined ? undefined : join(folder, newest);
}

function minorOf(environment: string): number {
	return Number(/-py3\.(\d{1,3})$/.exec(environment)?.[1] ?? -1);
}

/** `virtualenvs.path` of the person's own settings: a project's poetry.toml must not lead us anywhere. */
async function poetryFolder(places: ToolPlaces): Promise<string | undefined> {
	const { variables } = places;
	const folder = variables['POETRY_CONFIG_DIR'] || appFolder('config', 'pypoetry', places);
	const config = folder === undefined ? undefined : await tableIn(join(folder, 'config.toml'), places);
	const cache = variables['POETRY_CACHE_DIR'] || textAt(config, 'cache-dir') || appFolder('cache', 'pypoetry', places);
	const path = variables['POETRY_VIRTUALENVS_PATH'] || textAt(tableAt(config, 'virtualenvs'), 'path') || '{cache-dir}/virtualenvs';
	if (cache === undefined && path.includes('{cache-dir}')) return undefined;
	return normalize(atHome(path.replace('{cache-dir}', cache ?? ''), variables));
}

/** The environment `default`. */
function ofHatch({ name }: Project, real: string, places: ToolPlaces): string | undefined {
	const data = places.variables['HATCH_DATA_DIR'] || appFolder('data', 'hatch', places);
	if (data === undefined) return undefined;
	const id = shortHash(places.os === 'win32' || places.os === 'darwin' ? real.toLowerCase() : real);
	const called = name === undefined ? `${id}-unmanaged` : normalizeName(name);
	return join(atHome(data, places.variables), 'env', 'virtual', called, id, called);
}

function shortHash(path: string): string {
	return createHash('sha256').update(path).digest('base64url').slice(0, 8);
}

async function tableIn(file: string, { folders }: ToolPlaces): Promise<LockTable | undefined> {
	const text = await folders.head(file, longestFile);
	try {
		return text === undefined ? undefined : parse(text);
	} catch (thrown) {
		if (thrown instanceof TomlError) return undefined;
		throw thrown;
	}
}

/** As Python's platformdirs has it: the variable and what is below the app's folder on Windows, the folder on macOS, and by XDG elsewhere. */
const appFolders = {
	cache: { windows: ['LOCALAPPDATA', 'Cache'], mac: 'Library/Caches', xdg: ['XDG_CACHE_HOME', '.cache'] },
	config: { windows: ['APPDATA', ''], mac: 'Library/Application Support', xdg: ['XDG_CONFIG_HOME', '.config'] },
	data: { windows: ['LOCALAPPDATA', ''], mac: 'Library/Application Support', xdg: ['XDG_DATA_HOME', '.local/share'] },
} as const;

function appFolder(kind: keyof typeof appFolders, app: string, { variables, os }: ToolPlaces): string | undefined {
	const { windows, mac, xdg } = appFolders[kind];
	if (os === 'win32') return below(variables[windows[0]], app, windows[1]);
	if (os === 'darwin') return below(homeOf(variables), mac, app);
	return below(variables[xdg[0]] || below(homeOf(variables), xdg[1]), app);
}

function below(folder: string | undefined, ...steps: readonly string[]): string | undefined {
	return folder === undefined || folder === '' ? undefined : join(folder, ...steps);
}

function homeOf(variables: ToolPlaces['variables']): string | undefined {
	return variables['HOME'] || variables['USERPROFILE'];
}

function atHome(path: string, variables: ToolPlaces['variables']): string {
	return /^~[/\\]/.test(path) ? join(homeOf(variables) ?? '', path.slice(2)) : path;
}
