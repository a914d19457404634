import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { outside } from './outside.ts';
import { pictureInThemes } from './themes.ts';
import { until } from './until.ts';

const welcome = '.pane-body:has-text("There is no pyproject.toml here.")';

describe('the tree of dependencies where there is no project', () => {
	it('says so when it is asked for, and what to do', async () => {
		await vscode.commands.executeCommand('autodocs.showDependencies');
		await pictureInThemes('tree-welcome', () => outside.waitFor(welcome));
	});

	it('has a panel that says so too', async () => {
		await vscode.commands.executeCommand('autodocs.showHealth');
		await pictureInThemes('panel-empty', () => outside.waitForWebview('No requirements to look up.'));
		await vscode.commands.executeCommand('workbench.action.closeAllEditors');
	});

	it('opens a new pyproject.toml, which nobody has saved yet', async () => {
		await outside.click('.pane-body .monaco-button:has-text("New pyproject.toml")');
		const { document } = await until('one is opened', () => vscode.window.activeTextEditor);
		await until('it has a name', () => document.getText().includes('[project]\nname = "workspace"'), { seen: () => document.getText() });
		assert.ok(document.isUntitled);
		await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
	});
});
