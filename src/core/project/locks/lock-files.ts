import { dirname, join } from 'node:path';
import { ProjectParseError } from '../../errors.ts';
import { type FileReader, isGone } from '../files.ts';
import { isLockedList } from '../fixed-version.ts';
import type { Project } from '../model.ts';
import { type LockFile, lockKindOf } from './lock-file.ts';
import { lockOf, readLock } from './read-lock.ts';

/** The lock that holds for a project. */
export interface FoundLock {
	readonly lock: LockFile | undefined;
	/** See {@link Project.otherLocks}. */
	readonly others: readonly LockFile[];
	/** Of those that have problems, by absolute path; '' for what could not be read. */
	readonly texts: ReadonlyMap<string, string>;
	/** Absolute paths of the files that decide which lock it is, whether they are there or not. */
	readonly followed: readonly string[];
}

interface KnownLock {
	readonly text: string;
	readonly lock: Promise<LockFile>;
}

interface ReadLock {
	readonly lock: LockFile;
	readonly text: string;
}

/** Lock files with a name that are read for one project. */
const mostNamed = 20;

/** Reads the lock files of projects, each once for all members of a workspace, and anew when its text has changed. */
export class LockFiles {
	/** By path. */
	readonly #known = new Map<string, KnownLock>();

	/** `root`: the pyproject.toml of the workspace that the project is a member of. */
	async find(project: Project, root: string | undefined, files: FileReader): Promise<FoundLock> {
		const followed: string[] = [];
		for (const path of lockPaths(project, root)) {
			followed.push(path);
			const found = await this.#read(path, files);
			if (found !== undefined) return { lock: found.lock, others: [], texts: textsOf([found]), followed };
		}
		const named = await this.#readNamed(project, files);
		const [lock, ...others] = named.map((one) => one.lock);
		followed.push(...named.map((one) => one.lock.file));
		return { lock, others, texts: textsOf(named), followed };
	}

	/** `pylock.<name>.toml`, each made for some of the project's lists. The one that holds most of what it requires comes first, then by name. */
	async #readNamed(project: Project, files: FileReader): Promise<readonly ReadLock[]> {
		const folder = dirname(project.file);
		const names = (await files.names(folder)).filter((name) => lockKindOf(name) === 'pylock').sort();
		const read = await Promise.all(names.slice(0, mostNamed).map((name) => this.#read(join(folder, name), files)));
		const required = new Set(project.requirements.filter(({ source }) => isLockedList(source)).map(({ name }) => name));
		const held = ({ byName }: LockFile) => [...required].filter((name) => byName.has(name)).length;
		return read.filter((one) => one !== undefined).sort((a, b) => held(b.lock) - held(a.lock));
	}

	/** Undefined where there is none that belongs to the folder. */
	async #read(path: string, files: FileReader): Promise<ReadLock | undefined> {
		const kind = lockKindOf(path);
		if (kind === undefined) return undefined;
		try {
			const text = await files.readText(path);
			if (!(await isBeside(path, files))) return undefined;
			const known = this.#known.get(path);
			const lock = known?.text === text ? known.lock : readLock(text, path, kind);
			this.#known.set(path, { text, lock });
			return { lock: await lock, text };
		} catch (thrown) {
			if (!(thrown instanceof ProjectParseError)) throw thrown;
			this.#known.delete(path);
			if (isGone(thrown)) return undefined;
			const problem = { message: thrown.message, span: { start: 0, end: 0 }, isBroken: true, isOfWhole: true };
			return { lock: await lockOf(path, kind, { head: {}, blocks: [], problems: [problem] }, ''), text: '' };
		}
	}
}

/**
 * In the order in which they count. A member of a uv workspace is locked with its root. Where a project has locks of several tools, uv's counts,
 * then that of the tool which has a table in the pyproject; PEP 751's is for others to install from. Those with a name come after all of these.
 */
function lockPaths({ file, tools }: Project, root: string | undefined): readonly string[] {
	const folder = dirname(file);
	const others = tools.includes('pdm') && !tools.includes('poetry') ? ['pdm.lock', 'poetry.lock'] : ['poetry.lock', 'pdm.lock'];
	const beside = ['uv.lock', ...others, 'pylock.toml'].map((name) => join(folder, name));
	return root === undefined ? beside : [join(dirname(root), 'uv.lock'), ...beside];
}

function textsOf(read: readonly ReadLock[]): ReadonlyMap<string, string> {
	return new Map(read.filter(({ lock }) => lock.problems.length > 0).map(({ lock, text }) => [lock.file, text]));
}

/** A link must not make us read what is not the project's own. */
async function isBeside(path: string, files: FileReader): Promise<boolean> {
	return dirname(await files.realPath(path)) === (await files.realPath(dirname(path)));
}
