import { dirname, join } from 'node:path';
import { ProjectParseError } from '../../errors.ts';
import { type FileReader, isGone } from '../files.ts';
import type { Project } from '../model.ts';
import { type LockFile, lockKindOf } from './lock-file.ts';
import { lockOf, readLock } from './read-lock.ts';

/** The lock that holds for a project. */
export interface FoundLock {
	readonly lock: LockFile | undefined;
	/** Of the lock; '' when it could not be read. */
	readonly text: string;
	/** Absolute paths of the files that decide which lock it is, whether they are there or not. */
	readonly followed: readonly string[];
}

interface KnownLock {
	readonly text: string;
	readonly lock: Promise<LockFile>;
}

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
			if (found !== undefined) return { ...found, followed };
		}
		return { lock: undefined, text: '', followed };
	}

	/** Undefined where there is none that belongs to the folder. */
	async #read(path: string, files: FileReader): Promise<Pick<FoundLock, 'lock' | 'text'> | undefined> {
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
			const problem = { message: thrown.message, span: { start: 0, end: 0 }, isBroken: true, isConflict: false };
			return { lock: lockOf(path, kind, { head: {}, blocks: [], problems: [problem] }, ''), text: '' };
		}
	}
}

/**
 * In the order in which they count. A member of a uv workspace is locked with its root. Where a project has locks of several tools, uv's counts,
 * then that of the tool which has a table in the pyproject; PEP 751's is for others to install from.
 */
function lockPaths({ file, tools }: Project, root: string | undefined): readonly string[] {
	const folder = dirname(file);
	const others = tools.includes('pdm') && !tools.includes('poetry') ? ['pdm.lock', 'poetry.lock'] : ['poetry.lock', 'pdm.lock'];
	const beside = ['uv.lock', ...others, 'pylock.toml'].map((name) => join(folder, name));
	return root === undefined ? beside : [join(dirname(root), 'uv.lock'), ...beside];
}

/** A link must not make us read what is not the project's own. */
async function isBeside(path: string, files: FileReader): Promise<boolean> {
	return dirname(await files.realPath(path)) === (await files.realPath(dirname(path)));
}
