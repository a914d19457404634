import { basename, dirname, join } from 'node:path';
import type { FolderReader } from './folder-reader.ts';
import { type PyvenvCfg, pythonVersion, readPyvenvCfg } from './pyvenv-cfg.ts';

/** Bytes of a pyvenv.cfg, which has a few lines. */
const longestCfg = 10_000;
const mostCondaPackages = 20_000;
const mostLibraries = 5000;

/** A folder that holds a Python with packages of its own. */
export interface PythonPrefix {
	/** Absolute path. */
	readonly folder: string;
	/** `installation`: a Python as it was installed on the machine. */
	readonly kind: 'virtual' | 'conda' | 'installation';
	readonly python: string | undefined;
	/** Absolute paths of its site-packages, without doubles. */
	readonly sites: readonly string[];
	/** Absolute paths that decide all this, whether they are there or not. */
	readonly followed: readonly string[];
}

/** What is at a folder; undefined where no Python is. `hint`: the version of its Python, where somebody knows. */
export async function prefixAt(folder: string, folders: FolderReader, hint?: string): Promise<PythonPrefix | undefined> {
	const cfgFile = join(folder, 'pyvenv.cfg');
	const text = await folders.head(cfgFile, longestCfg);
	const cfg = text === undefined ? undefined : readPyvenvCfg(text);
	const conda = cfg === undefined ? await condaPython(folder, folders) : undefined;
	const said = cfg?.version ?? conda?.python ?? hint;
	const libraries = await librariesOf(folder, said, folders);
	const kind = cfg !== undefined ? 'virtual' : conda !== undefined ? 'conda' : 'installation';
	if (kind === 'installation' && libraries.sites.length === 0) return undefined;
	const base = cfg?.systemSitePackages === true ? await sitesOfBase(cfg, folders) : [];
	return {
		folder,
		kind,
		python: said ?? libraries.python,
		sites: [...libraries.sites, ...base],
		followed: [folder, cfgFile, join(folder, 'lib'), join(folder, 'conda-meta')],
	};
}

/** The folder that an interpreter, given by its absolute path, belongs to. What is no interpreter is taken for the folder itself. */
export function prefixOf(interpreter: string): string {
	const above = dirname(interpreter);
	if (!/^(?:python|pypy)[\d.]*t?(?:\.exe)?$/i.test(basename(interpreter))) return interpreter;
	return /^(?:bin|scripts)$/i.test(basename(above)) ? dirname(above) : above;
}

/** conda notes each package in a file whose name has its version: name-version-build.json. */
async function condaPython(folder: string, folders: FolderReader): Promise<{ readonly python: string | undefined } | undefined> {
	const notes = await folders.names(join(folder, 'conda-meta'), mostCondaPackages);
	if (!notes.includes('history') && !notes.some((note) => note.endsWith('.json'))) return undefined;
	return { python: notes.map((note) => pythonVersion(/^python-(\d[^-]*)-[^-]+\.json$/.exec(note)?.[1])).find((one) => one !== undefined) };
}

interface Libraries {
	readonly sites: readonly string[];
	/** Major and minor, by the name of the folder. */
	readonly python: string | undefined;
}

/**
 * The site-packages of a prefix: `lib/python3.X/site-packages` and its twin in `lib64` (Python, "site"), on Windows `Lib/site-packages`, and what
 * Debian has in their place. Of several Pythons in one prefix the one of version `said` counts, else the newest.
 */
async function librariesOf(folder: string, said: string | undefined, folders: FolderReader): Promise<Libraries> {
	const minor = /^\d+\.\d+/.exec(said ?? '')?.[0];
	const sites = new Map<string, string>();
	let python: string | undefined;
	for (const library of ['lib', 'lib64', 'Lib']) {
		const names = await folders.names(join(folder, library), mostLibraries);
		const chosen = chosenPython(names, minor);
		python ??= chosen && /\d+\.\d+/.exec(chosen)?.[0];
		const places = [
			...(chosen === undefined ? [] : [`${chosen}/site-packages`]),
			...(names.includes('site-packages') ? ['site-packages'] : []),
			...(names.includes('python3') ? ['python3/dist-packages'] : []),
		];
		for (const place of places) await addSite(join(folder, library, place), sites, folders);
	}
	// What people install beside Debian's packages.
	if (basename(folder) === 'usr' && python !== undefined)
		await addSite(join(folder, 'local/lib', `python${python}`, 'dist-packages'), sites, folders);
	return { sites: [...sites.values()], python };
}

/** `lib64` often is a link to `lib`. */
async function addSite(site: string, sites: Map<string, string>, folders: FolderReader): Promise<void> {
	const real = await folders.realPath(site);
	if (real !== undefined && !sites.has(real)) sites.set(real, site);
}

function chosenPython(names: readonly string[], minor: string | undefined): string | undefined {
	const pythons = names.filter((name) => /^(?:python|pypy)\d\.\d{1,3}t?$/.test(name));
	const said = pythons.find((name) => /\d+\.\d+/.exec(name)?.[0] === minor);
	return said ?? pythons.toSorted((a, b) => minorOf(b) - minorOf(a))[0];
}

function minorOf(name: string): number {
	return Number(/\d+\.(\d+)/.exec(name)?.[1] ?? 0);
}

/** Of the Python that a virtual environment was made with, whose packages it shares. */
async function sitesOfBase({ home, version }: PyvenvCfg, folders: FolderReader): Promise<readonly string[]> {
	if (home === undefined) return [];
	// Windows has its python.exe at the top of the prefix.
	const prefix = /^bin$/i.test(basename(home)) ? dirname(home) : home;
	return (await librariesOf(prefix, version, folders)).sites;
}
