import * as vscode from 'vscode';

/**
 * Opens the editor of settings with those that `query` finds. Where VS Code runs elsewhere than its window, it lists what belongs to a machine, as
 * the index does, among that machine's settings alone.
 */
export async function openSettings(query: string): Promise<void> {
	const where = vscode.env.remoteName === undefined ? 'openSettings' : 'openRemoteSettings';
	await vscode.commands.executeCommand(`workbench.action.${where}`, { query });
}
