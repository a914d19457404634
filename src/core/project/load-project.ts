import { dirname, isAbsolute, join } from 'node:path';
import * as l10n from '@vscode/l10n';
import { ProjectParseError } from '../errors.ts';
import { isBelow } from './below.ts';
import type { FileReader } from './files.ts';
import { type EnvironmentPlaces, Environments } from './installed/environments.ts';
import type { LockFile } from './locks/lock-file.ts';
import { LockFiles } from './locks/lock-files.ts';
import { isMadeFor } from './locks/poetry-hash.ts';
import type { Project, ProjectProblem, Requirement, RequirementFile } from './model.ts';
import { type ParsedPyproject, parsePyproject } from './pyproject.ts';
import { parseRequirementsFile } from './requirements-file.ts';
import { takingPrereleases } from './uv-prereleases.ts';
import { bound } from './uv-sources.ts';
import { WorkspaceRoots } from './workspace-roots.ts';

/** Lists in other files that are read for one project, and how long they may be together, in UTF-16 units. */
const mostFiles = 100;
export const longestLists = 250_000;

/** What is read once for several projects. */
export class SharedFiles {
	readonly roots = new WorkspaceRoots();
	readonly locks = new LockFiles();
	readonly environments: Environments;

	/** Without `places` nothing is said of what is installed. */
	constructor(places?: EnvironmentPlaces) {
		this.environments = new Environments(places);
	}
}

/** A pyproject with the lists that it names in other files, with its lock, and with what it inherits from the root of its workspace. */
export interface LoadedProject {
	readonly parsed: ParsedPyproject;
	/** The text of each file that findings point into, by absolute path. */
	readonly texts: ReadonlyMap<string, string>;
	/** Absolute paths of the other files, and folders with what comes and goes in them, that it depends on, whether they are there or not. */
	readonly followed: readonly string[];
}

/**
 * Reads a pyproject.toml, what it names, its lock, and what is installed for it. `shared` spares reading what belongs to a workspace for each of its members. Throws ProjectParseError
 * when the pyproject itself cannot be read.
 */
export async function loadProject(file: string, files: FileReader, shared = new SharedFiles()): Promise<LoadedProject> {
	const text = await files.readText(file);
	return completeProject(parsePyproject(text, file), text, files, shared);
}

/** Adds the requirements of the files that a parsed pyproject names, those outside its folder left out, and what it inherits. */
export async function completeProject(
	parsed: ParsedPyproject,
	text: string,
	files: FileReader,
	shared = new SharedFiles(),
): Promise<LoadedProject> {
	const texts = new Map([[parsed.file, text]]);
	if (parsed.project === undefined) return { parsed, texts, followed: [] };
	const lists = await readLists(parsed.project, files);
	const { project: inherited, followed, root } = await shared.roots.inherit(lists.project, files);
	const project = takingPrereleases(inherited);
	const found = await shared.locks.find(project, root, files);
	const { environment, python, followed: places } = await shared.environments.find({ ...project, lock: found.lock }, root);
	return {
		parsed: {
			...parsed,
			project: { ...project, lock: found.lock, otherLocks: found.others, isLockOlder: isOlder(found.lock, text), environment, python },
		},
		texts: new Map([...texts, ...lists.texts, ...found.texts]),
		followed: [...lists.followed, ...followed, ...found.followed, ...places],
	};
}

/** PDM's hash depends on the release of PDM, and uv has none. */
function isOlder(lock: LockFile | undefined, pyproject: string): boolean {
	return lock?.kind === 'poetry' && lock.contentHash !== undefined && isMadeFor(pyproject, lock.contentHash) === false;
}

interface Lists {
	readonly project: Project;
	readonly texts: ReadonlyMap<string, string>;
	readonly followed: readonly string[];
}

async function readLists(project: Project, files: FileReader): Promise<Lists> {
	const texts = new Map<string, string>();
	const followed: string[] = [];
	const lists: (readonly Requirement[])[] = [];
	const problems: ProjectProblem[] = [];
	let room = longestLists;
	for (const [i, named] of project.requirementFiles.entries()) {
		try {
			if (i >= mostFiles) throw notRead(l10n.t('“{0}” is one list too many (at most {1}) and is not read.', shownPath(named), mostFiles));
			const path = await insideProject(project.file, named, files);
			followed.push(path);
			const text = await files.readText(path);
			if (text.length > room) throw notRead(l10n.t('“{0}” is too large and is not read.', shownPath(named)));
			room -= text.length;
			const list = parseRequirementsFile(text, path, named.source);
			lists.push(list.requirements);
			// Two fields may name one file.
			if (!texts.has(path)) problems.push(...list.problems);
			texts.set(path, text);
		} catch (thrown) {
			if (!(thrown instanceof ProjectParseError)) throw thrown;
			problems.push({ code: 'invalid-requirement', message: thrown.message, file: project.file, span: named.span });
		}
	}
	const requirements = [...project.requirements, ...bound(lists.flat(), project.sources)];
	return { project: { ...project, requirements, problems: [...project.problems, ...problems] }, texts, followed };
}

/** A project must not make us read what is not its own, be it by `..` or by a link. */
async function insideProject(pyproject: string, named: RequirementFile, files: FileReader): Promise<string> {
	const folder = dirname(pyproject);
	if (isAbsolute(named.path)) throw outside(named);
	const path = join(folder, named.path);
	if (!isBelow(await files.realPath(folder), await files.realPath(path))) throw outside(named);
	return path;
}

function outside(named: RequirementFile): ProjectParseError {
	return notRead(l10n.t('“{0}” is outside the project and is not read.', shownPath(named)));
}

function notRead(message: string): ProjectParseError {
	return new ProjectParseError('project_not_found', message);
}

function shownPath({ path }: RequirementFile): string {
	return path.slice(0, 200);
}
