import * as vscode from 'vscode';
import { ProjectParseError } from '../core/errors.ts';
import { checkSize, decode, type FileReader, nodeFiles, unreadable } from '../core/project/files.ts';

/**
 * Reads for one project what the person sees: an open buffer, saved or not, else a file where the project is. Paths are those of
 * `uri.fsPath`.
 */
export function filesOf(project: vscode.Uri): FileReader {
	const stored = project.scheme === 'file' ? nodeFiles : virtualFiles(project);
	return {
		async readText(path) {
			const uri = uriBeside(project, path);
			const key = uri.toString();
			const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === key);
			if (open === undefined || (key !== project.toString() && !open.isDirty && (await isGone(uri)))) return await stored.readText(path);
			return open.getText();
		},
		realPath: (path) => stored.realPath(path),
		names: (folder) => stored.names(folder),
	};
}

/** A file that was deleted may stay open: what it held does not count any more, unless a person has changed it there. */
async function isGone(uri: vscode.Uri): Promise<boolean> {
	return await vscode.workspace.fs.stat(uri).then(
		() => false,
		(thrown: unknown) => thrown instanceof vscode.FileSystemError && thrown.code === 'FileNotFound',
	);
}

/** The file that a document is of: of a cell its notebook, which may be on another file system than the cell's URI says. */
export function fileOf(document: vscode.Uri): vscode.Uri {
	return notebookOf(document)?.uri ?? document;
}

/** The open notebook that a document is a cell of. */
export function notebookOf({ scheme, path }: vscode.Uri): vscode.NotebookDocument | undefined {
	if (scheme !== 'vscode-notebook-cell') return undefined;
	return vscode.workspace.notebookDocuments.find(({ uri }) => uri.path === path);
}

/** A path where the project is: on its file system, and at its authority. */
export function uriBeside(project: vscode.Uri, path: string): vscode.Uri {
	const file = vscode.Uri.file(path);
	return project.scheme === 'file' ? file : project.with({ path: file.path });
}

/** Errors of VS Code's file systems, as Node names them. */
const codes: Readonly<Record<string, string>> = {
	FileNotFound: 'ENOENT',
	FileNotADirectory: 'ENOTDIR',
	FileIsADirectory: 'EISDIR',
	NoPermissions: 'EACCES',
};

/** A file system that only VS Code can read, such as that of a repository that is nowhere on disk. What its links lead to is not known. */
function virtualFiles(project: vscode.Uri): FileReader {
	return {
		async readText(path) {
			const uri = uriBeside(project, path);
			try {
				checkSize(path, (await vscode.workspace.fs.stat(uri)).size);
				return decode(await vscode.workspace.fs.readFile(uri), path);
			} catch (thrown) {
				if (thrown instanceof ProjectParseError) throw thrown;
				const code = thrown instanceof vscode.FileSystemError ? thrown.code : '';
				throw unreadable(path, codes[code] ?? code, thrown);
			}
		},
		realPath: (path) => Promise.resolve(path),
		async names(folder) {
			const entries = await vscode.workspace.fs.readDirectory(uriBeside(project, folder)).then(undefined, () => []);
			return entries.map(([name]) => name);
		},
	};
}
