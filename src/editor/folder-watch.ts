import { type FSWatcher, watch } from 'node:fs';
import * as vscode from 'vscode';
import type { Logger } from '../core/platform.ts';

/** Every one costs the system a handle. */
const mostFolders = 200;

/**
 * Watches single folders by Node's own means, not what is below them. VS Code's watcher misses what happens in a folder that was made together
 * with the one above it, as `git switch` and `mkdir -p` do.
 */
export class FolderWatch implements vscode.Disposable {
	/** By the folder's URI. */
	readonly #watchers = new Map<string, FSWatcher>();
	readonly #onChange: (uri: vscode.Uri) => void;
	readonly #log: Logger;

	/** `onChange` gets each file that came, changed or went. */
	constructor(onChange: (uri: vscode.Uri) => void, log: Logger) {
		this.#onChange = onChange;
		this.#log = log;
	}

	/** Does nothing for folders on other file systems, for those watched already, and beyond the greatest number. */
	add(folder: vscode.Uri): void {
		if (folder.scheme !== 'file' || this.#watchers.has(folder.toString()) || this.#watchers.size >= mostFolders) return;
		try {
			const watcher = watch(folder.fsPath, { persistent: false }, (_event, name) => {
				if (name !== null) this.#onChange(vscode.Uri.joinPath(folder, name));
			});
			watcher.on('error', (error) => this.#giveUp(folder, error));
			this.#watchers.set(folder.toString(), watcher);
		} catch (thrown) {
			this.#giveUp(folder, thrown);
		}
	}

	remove(folder: vscode.Uri): void {
		this.#watchers.get(folder.toString())?.close();
		this.#watchers.delete(folder.toString());
	}

	dispose(): void {
		for (const watcher of this.#watchers.values()) watcher.close();
		this.#watchers.clear();
	}

	/** What VS Code tells of the folder remains. */
	#giveUp(folder: vscode.Uri, thrown: unknown): void {
		this.#log('debug', `${folder.fsPath} is not watched on its own: ${String(thrown)}`);
		this.remove(folder);
	}
}
