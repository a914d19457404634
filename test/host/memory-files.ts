import * as vscode from 'vscode';

/** A file system that is nowhere on disk. */
export class MemoryFiles implements vscode.FileSystemProvider {
	readonly #files = new Map<string, Uint8Array>();
	readonly #folders = new Set<string>(['/']);
	readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();

	readonly onDidChangeFile = this.#changed.event;

	watch(): vscode.Disposable {
		return new vscode.Disposable(() => undefined);
	}

	stat({ path }: vscode.Uri): vscode.FileStat {
		const content = this.#files.get(path);
		if (content === undefined && !this.#folders.has(path)) throw vscode.FileSystemError.FileNotFound(path);
		const type = content === undefined ? vscode.FileType.Directory : vscode.FileType.File;
		return { type, ctime: 0, mtime: this.#changes, size: content?.byteLength ?? 0 };
	}

	readDirectory({ path }: vscode.Uri): [string, vscode.FileType][] {
		const names = (paths: Iterable<string>) => [...paths].filter((other) => other.replace(/\/[^/]+$/, '') === path);
		return [
			...names(this.#files.keys()).map((file): [string, vscode.FileType] => [file.slice(path.length + 1), vscode.FileType.File]),
			...names(this.#folders).map((folder): [string, vscode.FileType] => [folder.slice(path.length + 1), vscode.FileType.Directory]),
		];
	}

	createDirectory({ path }: vscode.Uri): void {
		this.#folders.add(path);
	}

	readFile({ path }: vscode.Uri): Uint8Array {
		const content = this.#files.get(path);
		if (content === undefined) throw vscode.FileSystemError.FileNotFound(path);
		return content;
	}

	writeFile(uri: vscode.Uri, content: Uint8Array): void {
		const type = this.#files.has(uri.path) ? vscode.FileChangeType.Changed : vscode.FileChangeType.Created;
		this.#changes++;
		this.#files.set(uri.path, content);
		this.#changed.fire([{ type, uri }]);
	}

	delete(uri: vscode.Uri): void {
		this.#files.delete(uri.path);
		this.#changed.fire([{ type: vscode.FileChangeType.Deleted, uri }]);
	}

	rename(): never {
		throw vscode.FileSystemError.NoPermissions();
	}

	/** Files that change have another time. */
	#changes = 0;
}
