import { realpath } from 'node:fs/promises';
import * as vscode from 'vscode';
import { ProjectParseError } from '../core/errors.ts';
import { decode, type FileReader, longestFile } from '../core/project/files.ts';

const reasons: Readonly<Record<string, string>> = {
	FileNotFound: 'it does not exist',
	FileIsADirectory: 'it is a folder',
	NoPermissions: 'permission to read it is missing',
	Unavailable: 'its file system does not answer',
};

/** Reads what the person sees: an open buffer, saved or not, else the disk. Paths are those of `uri.fsPath`. */
export const editorFiles: FileReader = {
	async readText(path) {
		const uri = vscode.Uri.file(path);
		const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
		if (open !== undefined) return open.getText();
		try {
			const { size } = await vscode.workspace.fs.stat(uri);
			if (size > longestFile)
				throw new ProjectParseError('invalid_toml', `${path} is too large to be read (${(size / 1e6).toFixed(1)} MB).`);
			return decode(await vscode.workspace.fs.readFile(uri), path);
		} catch (thrown) {
			if (thrown instanceof ProjectParseError) throw thrown;
			const code = thrown instanceof vscode.FileSystemError ? thrown.code : '';
			const reason = reasons[code] ?? (thrown instanceof Error ? thrown.message : String(thrown));
			throw new ProjectParseError('project_not_found', `${path} cannot be read: ${reason}.`, { details: { path, code }, cause: thrown });
		}
	},
	async realPath(path) {
		try {
			return await realpath(path);
		} catch {
			return path; // Reading it says what is wrong.
		}
	},
};
