import * as vscode from 'vscode';

/** Opens a pyproject.toml with the least that a project needs. Nothing is written before the person saves it. */
export async function createProject(): Promise<void> {
	const [folder] = vscode.workspace.workspaceFolders ?? [];
	const uri = folder === undefined ? undefined : vscode.Uri.joinPath(folder.uri, 'pyproject.toml').with({ scheme: 'untitled' });
	const document = await (uri === undefined
		? vscode.workspace.openTextDocument({ language: 'toml' })
		: vscode.workspace.openTextDocument(uri));
	const editor = await vscode.window.showTextDocument(document);
	if (document.getText() === '') await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), leastProject(folder?.name)));
}

/** A name that every tool takes. */
function leastProject(folder = 'my-project'): string {
	const name =
		folder
			.toLowerCase()
			.replace(/[^a-z0-9]+/g, '-')
			.replace(/^-|-$/g, '') || 'my-project';
	return `[project]\nname = "${name}"\nversion = "0.1.0"\nrequires-python = ">=3.10"\ndependencies = [\n]\n`;
}
