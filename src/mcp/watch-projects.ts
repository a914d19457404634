import { type FSWatcher, watch } from 'node:fs';

/** Folders that are watched, at most: the system has few watches to give. */
const mostFolders = 20;
/** What a project is read from. */
const read = /^(?:pyproject\.toml|pylock.*\.toml|.+\.lock)$/;

/** Calls `changed` when a file that lies in one of the folders changes, and those that are found later. Returns what ends it. */
export function watchProjects(folders: readonly string[], later: Promise<readonly string[]>, changed: () => void): () => void {
	const watchers = new Map<string, FSWatcher | undefined>();
	let ended = false;
	const add = (more: readonly string[]) => {
		for (const folder of more) {
			if (!ended && watchers.size < mostFolders && !watchers.has(folder)) watchers.set(folder, watchFolder(folder, changed));
		}
	};
	add(folders);
	later.then(add, () => undefined); // What cannot be searched holds nothing to watch.
	return () => {
		ended = true;
		for (const watcher of watchers.values()) watcher?.close();
	};
}

/** None for a folder that cannot be watched, as one that is not there: its project can still be asked about. */
function watchFolder(folder: string, changed: () => void): FSWatcher | undefined {
	try {
		const watcher = watch(folder, { persistent: false }, (_event, name) => {
			if (name === null || read.test(name)) changed();
		});
		// Such as the folder's end.
		watcher.on('error', () => watcher.close());
		return watcher;
	} catch {
		return undefined;
	}
}
