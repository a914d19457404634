import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { ProjectParseError } from '../errors.ts';
import type { FileReader } from './files.ts';
import type { ProjectProblem, Requirement, RequirementFile } from './model.ts';
import { type ParsedPyproject, parsePyproject } from './pyproject.ts';
import { parseRequirementsFile } from './requirements-file.ts';

/** Lists in other files that are read for one project, and how long they may be together, in UTF-16 units. */
const mostFiles = 100;
export const longestLists = 250_000;

/** A pyproject with the lists that it names in other files. */
export interface LoadedProject {
	readonly parsed: ParsedPyproject;
	/** The text of each file that the spans point into, by absolute path. */
	readonly texts: ReadonlyMap<string, string>;
}

/** Reads a pyproject.toml and what it names. Throws ProjectParseError when the pyproject itself cannot be read. */
export async function loadProject(file: string, files: FileReader): Promise<LoadedProject> {
	const text = await files.readText(file);
	return completeProject(parsePyproject(text, file), text, files);
}

/** Adds the requirements of the files that a parsed pyproject names; those outside its folder are not followed. */
export async function completeProject(parsed: ParsedPyproject, text: string, files: FileReader): Promise<LoadedProject> {
	const { project } = parsed;
	const texts = new Map([[parsed.file, text]]);
	if (project === undefined || project.requirementFiles.length === 0) return { parsed, texts };
	const lists: (readonly Requirement[])[] = [project.requirements];
	const problems: ProjectProblem[] = [];
	let room = longestLists;
	for (const [i, named] of project.requirementFiles.entries()) {
		try {
			if (i >= mostFiles) throw notRead(named, `is one list too many (at most ${mostFiles})`);
			const path = await insideProject(parsed.file, named, files);
			const list = await files.readText(path);
			if (list.length > room) throw notRead(named, 'is too large');
			room -= list.length;
			const read = parseRequirementsFile(list, path, named.source);
			lists.push(read.requirements);
			// Two fields may name one file.
			if (!texts.has(path)) problems.push(...read.problems);
			texts.set(path, list);
		} catch (thrown) {
			if (!(thrown instanceof ProjectParseError)) throw thrown;
			problems.push({ code: 'invalid-requirement', message: thrown.message, file: parsed.file, span: named.span });
		}
	}
	const completed = { ...project, requirements: lists.flat(), problems: [...project.problems, ...problems] };
	return { parsed: { ...parsed, project: completed }, texts };
}

/** A project must not make us read what is not its own, be it by `..` or by a link. */
async function insideProject(pyproject: string, named: RequirementFile, files: FileReader): Promise<string> {
	const folder = dirname(pyproject);
	const path = resolve(folder, named.path);
	const fromFolder = relative(await files.realPath(folder), await files.realPath(path));
	const isOutside = fromFolder === '..' || fromFolder.startsWith(`..${sep}`) || isAbsolute(fromFolder);
	if (isAbsolute(named.path) || isOutside) throw notRead(named, 'is outside the project');
	return path;
}

function notRead({ path }: RequirementFile, reason: string): ProjectParseError {
	return new ProjectParseError('project_not_found', `“${path.slice(0, 200)}” ${reason} and is not read.`);
}
