import { type FileHandle, open, opendir, realpath, stat } from 'node:fs/promises';
import { isBelow } from '../below.ts';

/** How the folders of environments are read. Nothing is thrown: what cannot be read is not there. */
export interface FolderReader {
	/** The names in a folder, of which no more than `most` are given. */
	names(folder: string, most: number): Promise<readonly string[]>;
	/** A file's beginning, so many bytes of it at most, as UTF-8; undefined where there is none. */
	head(file: string, bytes: number): Promise<string | undefined>;
	/** When a file, or the list of a folder's entries, last changed, ms since the epoch; undefined where there is none. */
	changedAt(path: string): Promise<number | undefined>;
	/** The path with every symbolic link resolved; undefined where there is nothing. */
	realPath(path: string): Promise<string | undefined>;
}

/** Those of this machine. */
export const nodeFolders: FolderReader = {
	async names(folder, most) {
		const names: string[] = [];
		try {
			for await (const { name } of await opendir(folder, { bufferSize: 1000 })) if (names.push(name) >= most) break;
		} catch {
			return [];
		}
		return names;
	},
	async head(file, bytes) {
		try {
			// A pipe or a device may never come to its end.
			const found = await stat(file);
			return found.isFile() ? await headOf(await open(file), Math.min(bytes, found.size)) : undefined;
		} catch {
			return undefined;
		}
	},
	async changedAt(path) {
		return await stat(path).then(
			({ mtimeMs }) => mtimeMs,
			() => undefined,
		);
	},
	async realPath(path) {
		return await realpath(path).catch(() => undefined);
	},
};

/** A file system that has no environments, such as that of a repository which is nowhere on disk. */
export const noFolders: FolderReader = {
	names: () => Promise.resolve([]),
	head: () => Promise.resolve(undefined),
	changedAt: () => Promise.resolve(undefined),
	realPath: () => Promise.resolve(undefined),
};

/** Reads only what really is in the given folders, links followed: for a workspace whose authors are not trusted. */
export function within(roots: readonly string[], folders: FolderReader): FolderReader {
	const isInside = async (path: string) => {
		const real = await folders.realPath(path);
		const realRoots = await Promise.all(roots.map((root) => folders.realPath(root)));
		return real !== undefined && realRoots.some((root) => root !== undefined && isBelow(root, real));
	};
	return {
		names: async (folder, most) => ((await isInside(folder)) ? await folders.names(folder, most) : []),
		head: async (file, bytes) => ((await isInside(file)) ? await folders.head(file, bytes) : undefined),
		changedAt: async (path) => ((await isInside(path)) ? await folders.changedAt(path) : undefined),
		realPath: async (path) => ((await isInside(path)) ? await folders.realPath(path) : undefined),
	};
}

async function headOf(file: FileHandle, bytes: number): Promise<string> {
	try {
		const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, 0);
		return buffer.toString('utf8', 0, bytesRead);
	} finally {
		await file.close();
	}
}
