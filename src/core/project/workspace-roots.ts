import { dirname, join, relative, sep } from 'node:path';
import { ProjectParseError } from '../errors.ts';
import type { FileReader } from './files.ts';
import type { Project } from './model.ts';
import { parsePyproject } from './pyproject.ts';
import { bound } from './uv-sources.ts';
import { isMember } from './uv-workspace.ts';

/** Folders above a project in which its root is looked for. */
const mostAbove = 32;

/** A project with what it inherits. */
interface Inherited {
	readonly project: Project;
	/** Absolute paths of the files that decide what it inherits, whether they are there or not. */
	readonly followed: readonly string[];
	/** The pyproject.toml of the workspace that it is a member of. */
	readonly root: string | undefined;
}

/** A pyproject.toml above others, as it was last read. */
interface Root {
	readonly text: string;
	readonly project: Project | undefined;
}

const unreadable: Root = { text: '', project: undefined };

/**
 * Gives the members of uv workspaces what their root passes on. Each root is parsed once for all of its members; while it does not parse,
 * its last good text stands.
 */
export class WorkspaceRoots {
	/** By the path of the pyproject.toml. */
	readonly #read = new Map<string, Root>();

	/**
	 * The root is found as uv does it: the nearest pyproject.toml above a project is the root of its workspace, or there is none. Its sources
	 * bind what the project's own do not ("Workspace sources"); its indexes, and what it leaves out as too new or as pre-releases, are those of all
	 * members.
	 */
	async inherit(project: Project, files: FileReader): Promise<Inherited> {
		if (project.workspace !== undefined) return { project, followed: [], root: undefined };
		const followed: string[] = [];
		for (const path of pyprojectsAbove(project.file)) {
			followed.push(path);
			const root = await this.#rootAt(path, files);
			if (root === undefined) continue;
			if (!isMemberOf(project, root.project)) break;
			return { project: inheriting(project, root.project), followed, root: path };
		}
		return { project, followed, root: undefined };
	}

	/** Undefined where there is no file. */
	async #rootAt(path: string, files: FileReader): Promise<Root | undefined> {
		const known = this.#read.get(path);
		try {
			const text = await files.readText(path);
			if (known?.text === text) return known;
			const { project } = parsePyproject(text, path);
			const root = { text, project: project ?? known?.project };
			this.#read.set(path, root);
			return root;
		} catch (thrown) {
			if (!(thrown instanceof ProjectParseError)) throw thrown;
			return thrown.code === 'project_not_found' ? undefined : (known ?? unreadable);
		}
	}
}

/** What a project passes on, in a form to compare; undefined for one that is not there or cannot be read. */
export function passedOn(project: Project | undefined): string | undefined {
	if (project?.workspace === undefined) return project && '';
	const { workspace, sources, namesOtherIndexes, excludeNewer, prereleases } = project;
	const [members, exclude] = [workspace.members, workspace.exclude].map((globs) => globs.map(({ pattern }) => pattern));
	const excluded = [excludeNewer.all, ...excludeNewer.packages];
	return JSON.stringify({ members, exclude, sources: [...sources], namesOtherIndexes, excluded, prereleases });
}

/** Nearest first. */
function pyprojectsAbove(file: string): readonly string[] {
	const places: string[] = [];
	for (let folder = dirname(file); places.length < mostAbove && dirname(folder) !== folder; folder = dirname(folder)) {
		places.push(join(dirname(folder), 'pyproject.toml'));
	}
	return places;
}

function isMemberOf(project: Project, root: Project | undefined): root is Project {
	if (root?.workspace === undefined) return false;
	return isMember(root.workspace, relative(dirname(root.file), dirname(project.file)).split(sep).join('/'));
}

function inheriting(project: Project, root: Project): Project {
	const sources = new Map([...root.sources, ...project.sources]);
	return {
		...project,
		sources,
		requirements: bound(project.requirements, sources),
		namesOtherIndexes: project.namesOtherIndexes || root.namesOtherIndexes,
		// uv reads its settings from the root alone.
		excludeNewer: root.excludeNewer,
		prereleases: root.prereleases,
	};
}
