import { homedir } from 'node:os';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type AutoDocsError, ProjectParseError, toAutoDocsError, ValidationError } from '../core/errors.ts';
import { excerpt } from '../core/packaging/excerpt.ts';
import { isBelow } from '../core/project/below.ts';
import { type FileReader, nodeFiles } from '../core/project/files.ts';
import { findProjects } from '../core/project/find-projects.ts';
import type { EnvironmentPlaces } from '../core/project/installed/environments.ts';
import { type LoadedProject, loadProject, SharedFiles } from '../core/project/load-project.ts';
import { watchProjects } from './watch-projects.ts';

/** The projects that callers may ask about. */
export interface ProjectSource {
	/** Absolute paths of the folders that were given on start: nothing outside them is read. */
	readonly folders: () => readonly string[];
	/** Absolute paths of every pyproject.toml in them. */
	readonly list: () => Promise<readonly string[]>;
	readonly load: (file: string) => Promise<LoadedProject>;
	readonly realPath: FileReader['realPath'];
	/** Calls `changed` when a project may have changed, until what it returns is called. */
	readonly watch: (changed: () => void) => () => void;
}

/** Projects on disk, in folders (or of pyproject.toml files) given on start. `places`: where environments are. */
export function projectsIn(paths: readonly string[], files: FileReader = nodeFiles, places?: EnvironmentPlaces): ProjectSource {
	const folders = paths.map((path) => (basename(path) === 'pyproject.toml' ? resolve(path, '..') : resolve(path)));
	const shared = new SharedFiles(places);
	const list = async () => [...new Set((await Promise.all(paths.map((path) => findProjects(resolve(path))))).flat())];
	return {
		folders: () => folders,
		list,
		load: (file) => loadProject(file, files, shared),
		realPath: files.realPath,
		watch: (changed) =>
			watchProjects(
				folders,
				list().then((files) => files.map(dirname)),
				changed,
			),
	};
}

/** UTF-16 units of a path in a message. */
const longestShown = 300;
/** How many choices are named when a caller has to choose. */
const mostChoices = 20;

/**
 * The one project meant by `path` (a folder or a pyproject.toml; relative to a given folder), or without it the one there is. Throws
 * ValidationError for what is outside the given folders or leaves a choice, ProjectParseError where there is none.
 */
export async function chooseProject(projects: ProjectSource, path: string | undefined): Promise<LoadedProject> {
	if (path === undefined) return await projects.load(await onlyProject(projects));
	const file = await projectAt(projects, path);
	try {
		return await projects.load(file);
	} catch (thrown) {
		throw await withChoices(projects, path, toAutoDocsError(thrown));
	}
}

/** Where nothing was found, what there is instead. */
async function withChoices(projects: ProjectSource, path: string, error: AutoDocsError): Promise<AutoDocsError> {
	if (error.code !== 'project_not_found') return error;
	const all = await projects.list();
	return new ProjectParseError(
		'project_not_found',
		`project_path ${quoted(path)} names no project: ${excerpt(error.message, longestShown)}`,
		{
			details: { project_paths: all.slice(0, mostChoices) },
			suggestions: all.length === 0 ? ['Name a folder with a pyproject.toml'] : choicesOf(all),
			cause: error,
		},
	);
}

function choicesOf(all: readonly string[]): readonly string[] {
	return all.slice(0, mostChoices).map((one) => `Call again with project_path ${one}`);
}

function quoted(path: string): string {
	return JSON.stringify(excerpt(path, longestShown));
}

/** As {@link chooseProject}, but undefined where nothing was named and there is no one project that must be meant. */
export async function impliedProject(projects: ProjectSource, path: string | undefined): Promise<LoadedProject | undefined> {
	if (path !== undefined) return await chooseProject(projects, path);
	const file = implied(projects, await projects.list());
	return file === undefined ? undefined : await projects.load(file);
}

async function onlyProject(projects: ProjectSource): Promise<string> {
	const all = await projects.list();
	const file = implied(projects, all);
	if (file !== undefined) return file;
	if (all.length === 0) {
		throw new ProjectParseError(
			'project_not_found',
			`There is no pyproject.toml in ${projects.folders().join(' or ') || 'any open folder'}.`,
			{
				suggestions: ['Open the folder that holds it, or name that folder when the server is started'],
			},
		);
	}
	throw new ValidationError(`There are ${all.length} projects: project_path has to say which one is meant.`, {
		details: { project_paths: all.slice(0, mostChoices) },
		suggestions: choicesOf(all),
	});
}

/** The only project, else the only one that stands at the top of a given folder. */
function implied(projects: ProjectSource, all: readonly string[]): string | undefined {
	if (all.length === 1) return all[0];
	const tops = projects.folders().map((folder) => join(folder, 'pyproject.toml'));
	const topmost = all.filter((file) => tops.includes(file));
	return topmost.length === 1 && tops.length === 1 ? topmost[0] : undefined;
}

async function projectAt(projects: ProjectSource, path: string): Promise<string> {
	const folders = projects.folders();
	const written = writtenPath(path);
	const candidates = isAbsolute(written) ? [resolve(written)] : folders.map((folder) => resolve(folder, written));
	const inside = await firstInside(projects, candidates);
	if (inside === undefined) {
		throw new ValidationError(`project_path ${quoted(path)} is outside the folders that AutoDocs was given.`, {
			details: { folders },
			suggestions: ['Name a folder or pyproject.toml inside one of them', 'Start the server with that folder: autodocs mcp DIR'],
		});
	}
	return basename(inside) === 'pyproject.toml' ? inside : join(inside, 'pyproject.toml');
}

/** As people write it: an address of a file, or from their home on. */
function writtenPath(path: string): string {
	try {
		return path.startsWith('file:') ? fileURLToPath(path) : path.replace(/^~(?=$|[\\/])/, homedir());
	} catch (cause) {
		throw new ValidationError(`project_path ${quoted(path)} is the address of no file on this machine.`, {
			suggestions: ['Give the path of a folder or pyproject.toml'],
			cause,
		});
	}
}

/** Links are followed before it is judged: they may lead outside. */
async function firstInside(projects: ProjectSource, candidates: readonly string[]): Promise<string | undefined> {
	const roots = await Promise.all(projects.folders().map(projects.realPath));
	for (const candidate of candidates) {
		const real = await projects.realPath(basename(candidate) === 'pyproject.toml' ? candidate : join(candidate, 'pyproject.toml'));
		if (roots.some((root) => isBelow(root, real))) return candidate;
	}
	return undefined;
}
