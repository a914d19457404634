import { dirname, join } from 'node:path';
import { judgedForUse } from '../judged-for-use.ts';
import type { Project } from '../model.ts';
import type { Environment, ProjectPython } from './environment.ts';
import { noFolders } from './folder-reader.ts';
import { type ModuleOwners, readModules } from './modules.ts';
import { type PythonPrefix, prefixAt, prefixOf } from './python-prefix.ts';
import { pythonVersion } from './pyvenv-cfg.ts';
import { readEnvironment } from './read-environment.ts';
import { readTies } from './ties.ts';
import { type ToolPlaces, toolEnvironment } from './tool-environments.ts';

/** An interpreter that a person has chosen in their editor. */
export interface ChosenPython {
	/** Absolute path of the interpreter, or of its environment. */
	readonly path: string;
	/** As the editor knows it. */
	readonly version: string | undefined;
	/** Absolute path of the folder that the choice was made for. */
	readonly folder: string;
}

/** Where environments may be, beside the folders of projects. */
export interface EnvironmentPlaces extends ToolPlaces {
	/** For the project of a pyproject.toml. */
	readonly chosen: (pyproject: string) => Promise<ChosenPython | undefined>;
}

const noPlaces = placesOf({ folders: noFolders, variables: {}, os: 'linux' });

/** As a command line finds them: nobody has chosen one. */
export function placesOf(world: ToolPlaces): EnvironmentPlaces {
	return { ...world, chosen: () => Promise.resolve(undefined) };
}

/** What a project runs in. */
export interface FoundEnvironment {
	readonly environment: Environment | undefined;
	readonly python: ProjectPython | undefined;
	/** Absolute paths of the files and folders that decide which it is and what is in it, whether they are there or not. */
	readonly followed: readonly string[];
}

/** A place to look at. */
interface Candidate {
	readonly folder: string;
	readonly version?: string | undefined;
	/** Whether a Python counts there that is no environment. */
	readonly isChosen?: true;
}

interface Known {
	/** What the folders looked like before they were read. */
	readonly stamp: string;
	readonly prefix: PythonPrefix;
	readonly environment: Promise<Environment>;
}

/** Environments that are remembered. */
const mostKnown = 100;
/** Bytes of a .python-version. */
const longestVersionFile = 1000;

/** Finds the environments of projects, and reads each once for all that share it, and anew when something was installed there. */
export class Environments {
	readonly #places: EnvironmentPlaces;
	/** By the folder. */
	readonly #known = new Map<string, Known>();
	readonly #modules = new WeakMap<Environment, Promise<ModuleOwners>>();

	constructor(places = noPlaces) {
		this.#places = places;
	}

	/** `root`: the pyproject.toml of the workspace that the project is a member of. */
	async find(project: Project, root: string | undefined): Promise<FoundEnvironment> {
		const own = dirname(project.file);
		const above = root === undefined ? [] : [dirname(root)];
		const followed: string[] = [own, ...above].flatMap(namedEnvironments);
		for (const { folder, version, isChosen } of await this.#candidates(project, own, above)) {
			const prefix = await prefixAt(folder, this.#places.folders, version);
			if (prefix === undefined || (prefix.kind === 'installation' && isChosen !== true)) continue;
			const environment = await this.#read(prefix);
			const python =
				environment.python === undefined ? undefined : ({ version: environment.python, from: folder, kind: 'environment' } as const);
			followed.push(...prefix.followed, ...prefix.sites);
			return { environment, python: python ?? (await this.#versionFile([own, ...above], followed)), followed };
		}
		return { environment: undefined, python: await this.#versionFile([own, ...above], followed), followed };
	}

	/** Which modules are in an environment, read when they are first asked for. */
	async modulesOf(environment: Environment): Promise<ModuleOwners> {
		const known = this.#modules.get(environment) ?? readModules(environment, this.#places.folders);
		this.#modules.set(environment, known);
		return await known;
	}

	/** The requirements of a project (PEP 503 form) that nothing but imports could need, as far as what is installed tells. */
	async judgedForUse(project: Project): Promise<ReadonlySet<string>> {
		const installed = new Set(project.requirements.flatMap(({ name }) => project.environment?.byName.get(name) ?? []));
		return judgedForUse(project, await readTies([...installed], this.#places.folders));
	}

	/** The site-packages of the environments that have changed since they were read. */
	async changed(): Promise<readonly string[]> {
		const known = await Promise.all(
			[...this.#known.values()].map(async ({ stamp, prefix }) => (stamp === (await this.#stamp(prefix)) ? [] : prefix.sites)),
		);
		return known.flat();
	}

	/**
	 * As a person would expect it: what they chose for the project, what stands in its folder, what they chose for a folder above, what stands in
	 * the root of its workspace, what its tool keeps for it elsewhere, what is active.
	 */
	async #candidates(project: Project, own: string, above: readonly string[]): Promise<readonly Candidate[]> {
		const { chosen: choose, variables } = this.#places;
		const chosen = await choose(project.file);
		const kept = await toolEnvironment(project, this.#places);
		const choice: readonly Candidate[] =
			chosen === undefined ? [] : [{ folder: prefixOf(chosen.path), version: pythonVersion(chosen.version), isChosen: true }];
		const isForThis = chosen?.folder === own;
		const active = [variables['VIRTUAL_ENV'], condaOf(variables)].filter((folder) => folder !== undefined && folder !== '');
		return [
			...(isForThis ? choice : []),
			...namedEnvironments(own).map((folder) => ({ folder })),
			...(isForThis ? [] : choice),
			...above.flatMap(namedEnvironments).map((folder) => ({ folder })),
			...(kept === undefined ? [] : [{ folder: kept }]),
			...active.map((folder) => ({ folder: folder ?? '' })),
		];
	}

	async #read(prefix: PythonPrefix): Promise<Environment> {
		const { folder } = prefix;
		const stamp = await this.#stamp(prefix);
		const known = this.#known.get(folder);
		if (known?.stamp === stamp) return await known.environment;
		const environment = readEnvironment(prefix, this.#places.folders);
		this.#known.delete(folder);
		this.#known.set(folder, { stamp, prefix, environment });
		for (const oldest of [...this.#known.keys()].slice(0, -mostKnown)) this.#known.delete(oldest);
		return await environment;
	}

	async #stamp({ python, sites, followed }: PythonPrefix): Promise<string> {
		const { folders } = this.#places;
		const times = await Promise.all([...followed.slice(1, 2), ...sites].map((path) => folders.changedAt(path)));
		return JSON.stringify([python, sites, times]);
	}

	async #versionFile(inFolders: readonly string[], followed: string[]): Promise<ProjectPython | undefined> {
		for (const folder of inFolders) {
			const from = join(folder, '.python-version');
			followed.push(from);
			const version = versionIn(await this.#places.folders.head(from, longestVersionFile));
			if (version !== undefined) return { version, from, kind: 'python-version' };
		}
		return undefined;
	}
}

function namedEnvironments(folder: string): readonly string[] {
	return [join(folder, '.venv'), join(folder, 'venv')];
}

/** conda's base environment is active in every terminal: nobody chose it for a project. */
function condaOf(variables: EnvironmentPlaces['variables']): string | undefined {
	return variables['CONDA_DEFAULT_ENV'] === 'base' ? undefined : variables['CONDA_PREFIX'];
}

/** The first line of a .python-version that says a version of CPython, as pyenv and uv read it. */
function versionIn(text: string | undefined): string | undefined {
	const lines = (text ?? '').split(/\r\n|\n|\r/).map((line) => line.trim());
	const first = lines.find((line) => line !== '' && !line.startsWith('#'));
	return pythonVersion(first?.replace(/^c?python[-@]?/i, ''));
}
