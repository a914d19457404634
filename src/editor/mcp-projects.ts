import * as vscode from 'vscode';
import type { ProjectSource } from '../mcp/projects.ts';
import { filesOf } from './files.ts';
import type { Projects } from './projects.ts';

/** The projects of the open folders, as the person sees them: open buffers win over the disk. */
export function projectsOfWorkspace(projects: Projects): ProjectSource {
	return {
		folders: () => (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath),
		async list() {
			const known = projects.all().map(({ uri }) => uri);
			// An agent may be faster than the search that begins with the window.
			return (known.length > 0 ? known : await projects.find()).map(({ fsPath }) => fsPath).sort();
		},
		load: (file) => projects.load(vscode.Uri.file(file)),
		watch(changed) {
			const watching = vscode.Disposable.from(projects.onDidChange(changed), projects.onDidRemove(changed));
			return () => watching.dispose();
		},
		realPath: (path) => filesOf(vscode.Uri.file(path)).realPath(path),
	};
}
