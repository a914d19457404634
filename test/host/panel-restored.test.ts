import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { fileAt } from './editor.ts';
import { outside } from './outside.ts';

/** Says to the window after the reload that it is that. */
const marker = 'reloaded';

describe('the panel after a reload of the window', () => {
	before(async () => {
		if (await exists(marker)) return;
		await vscode.commands.executeCommand('autodocs.showMetrics');
		await outside.waitForWebview('Where answers came from');
		await vscode.workspace.fs.writeFile(fileAt(marker), new Uint8Array());
		// This window is gone before this ends, and what it was waiting for may be called off first.
		const never = () => new Promise(() => undefined);
		await vscode.commands.executeCommand('workbench.action.reloadWindow').then(never, never);
	});

	it('is there again, with the tab that it had', async () => {
		await outside.waitForWebview('Where answers came from');
		const panels = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).filter(({ label }) => label === 'AutoDocs');
		assert.equal(panels.length, 1);
	});

	it('is the one that commands show', async () => {
		await vscode.commands.executeCommand('autodocs.showHealth');
		await outside.waitForWebview('Settings in force');
		assert.equal(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).filter(({ label }) => label === 'AutoDocs').length, 1);
	});
});

async function exists(path: string): Promise<boolean> {
	const { length } = await vscode.workspace.findFiles(path);
	return length > 0 && (await vscode.workspace.fs.stat(fileAt(path))).type === vscode.FileType.File;
}
