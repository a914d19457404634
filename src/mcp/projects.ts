import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { ProjectParseError, ValidationError } from '../core/errors.ts';
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

/** How many choices are named when a caller has to choose. */
const mostChoices = 20;

/**
 * The one project meant by `path` (a folder or a pyproject.toml; relative to a given folder), or without it the one there is. Throws
 * ValidationError for what is outside the given folders or leaves a choice, ProjectParseError where there is none.
 */
export async function chooseProject(projects: ProjectSource, path: string | undefined): Promise<LoadedProject> {
	return await projects.load(path === undefined ? await onlyProject(projects) : await projectAt(projects, path));
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
		suggestions: all.slice(0, mostChoices).map((one) => `Call again with project_path ${one}`),
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
	const candidates = isAbsolute(path) ? [resolve(path)] : folders.map((folder) => resolve(folder, path));
	const inside = await firstInside(projects, candidates);
	if (inside === undefined) {
		throw new ValidationError(`project_path ${JSON.stringify(path.slice(0, 200))} is outside the folders that AutoDocs was given.`, {
			details: { folders },
			suggestions: ['Name a folder or pyproject.toml inside one of them', 'Start the server with that folder: autodocs mcp DIR'],
		});
	}
	return basename(inside) === 'pyproject.toml' ? inside : join(inside, 'pyproject.toml');
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
