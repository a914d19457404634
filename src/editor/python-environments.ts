import * as vscode from 'vscode';
import type { EnvironmentPlaces } from '../core/project/installed/environments.ts';
import { nodeFolders, within } from '../core/project/installed/folder-reader.ts';
import { ChosenPythons } from './chosen-python.ts';

/** Where the environments of the workspace are. While its authors are not trusted, nothing outside it is read. */
export class PythonEnvironments implements vscode.Disposable {
	readonly #chosen = new ChosenPythons();
	readonly #changed = new vscode.EventEmitter<void>();
	readonly #disposables: readonly vscode.Disposable[];

	/** Others may count than before. */
	readonly onDidChange = this.#changed.event;

	constructor() {
		const change = () => this.#changed.fire();
		this.#disposables = [
			this.#chosen,
			this.#changed,
			this.#chosen.onDidChange(change),
			vscode.workspace.onDidGrantWorkspaceTrust(change),
			vscode.workspace.onDidChangeWorkspaceFolders(change),
		];
	}

	/** As they are now: trust may be granted at any time. */
	places(): EnvironmentPlaces {
		const { isTrusted } = vscode.workspace;
		const roots = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
		return {
			folders: isTrusted ? nodeFolders : within(roots, nodeFolders),
			chosen: (pyproject) => (isTrusted ? this.#chosen.of(pyproject) : Promise.resolve(undefined)),
			variables: isTrusted ? process.env : {},
			os: process.platform,
		};
	}

	/** A good time to look whether a Python extension has become active. */
	listen(): void {
		this.#chosen.listen();
	}

	dispose(): void {
		for (const disposable of this.#disposables) disposable.dispose();
	}
}

/** The folders that are in the workspace, links followed: no other is watched. */
export async function insideWorkspace(folders: readonly string[]): Promise<readonly vscode.Uri[]> {
	const real = await Promise.all(folders.map((folder) => nodeFolders.realPath(folder)));
	return folders.flatMap((folder, i) => {
		const place = real[i];
		const isInside = place !== undefined && vscode.workspace.getWorkspaceFolder(vscode.Uri.file(place)) !== undefined;
		return isInside ? [vscode.Uri.file(folder)] : [];
	});
}
