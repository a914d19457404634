import * as vscode from 'vscode';
import { lockFiles, syncCommand } from '../core/editing/sync-command.ts';
import type { ProjectFile } from './projects.ts';

/** The command of the project's own tool, and a way to have it typed in a terminal. */
interface Sync {
	readonly title: string;
	readonly type: () => void;
}

/** It is typed, and run by the person alone. */
export async function offerSync({ uri, text }: ProjectFile): Promise<Sync> {
	const folder = vscode.Uri.joinPath(uri, '..');
	const command = syncCommand(text, await locksAbove(folder));
	return {
		title: `Type “${command}” in a Terminal`,
		type() {
			const terminal = vscode.window.createTerminal({ name: `AutoDocs: ${command}`, cwd: folder });
			terminal.show();
			terminal.sendText(command, false);
		},
	};
}

/** Beside the project, or above it up to the folder that is open: the members of a workspace share one lock. */
async function locksAbove(folder: vscode.Uri): Promise<ReadonlySet<string>> {
	const top = vscode.workspace.getWorkspaceFolder(folder)?.uri.path ?? folder.path;
	for (let at = folder; at.path.startsWith(top); at = vscode.Uri.joinPath(at, '..')) {
		const present = await Promise.all(lockFiles.map((lock) => exists(vscode.Uri.joinPath(at, lock))));
		const found = lockFiles.filter((_, i) => present[i] === true);
		if (found.length > 0 || at.path === '/') return new Set(found);
	}
	return new Set();
}

async function exists(uri: vscode.Uri): Promise<boolean> {
	try {
		await vscode.workspace.fs.stat(uri);
		return true;
	} catch {
		return false; // What cannot be looked at locks nothing.
	}
}
