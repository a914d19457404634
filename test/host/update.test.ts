import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { IndexServer } from '../support/index-server.ts';
import { placeOf, problemsBecome, problemsOf, writeAndShow } from './editor.ts';
import { outside } from './outside.ts';
import { useShopIndex } from './shop-index.ts';
import { until } from './until.ts';

const pyproject = `[project]
name = "shop"
requires-python = ">=3.10"
dependencies = [
    "flask>=2.3,<3",  # the old series
    "requests==2.31.0",
    "numpy>=1.20",  # 2.3 needs a newer Python
    "click",
]
`;

const updated = pyproject.replace('flask>=2.3,<3', 'flask>=3.1,<4').replace('2.31.0', '2.32.5').replace('1.20', '1.26');

describe('updating requirements', () => {
	let index: IndexServer;
	let editor: vscode.TextEditor;

	before(async () => {
		index = await useShopIndex();
		editor = await writeAndShow('pyproject.toml', pyproject);
		await problemsBecome(editor.document.uri, []);
	});

	after(async () => {
		await vscode.commands.executeCommand('workbench.action.files.revert');
		await index[Symbol.asyncDispose]();
	});

	it('of one is offered at the cursor, with all that changes in the title', async () => {
		const place = placeOf(editor.document, 'flask');
		const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
			'vscode.executeCodeActionProvider',
			editor.document.uri,
			new vscode.Range(place, place),
			'refactor.rewrite',
		);
		assert.deepEqual(
			actions.map(({ title }) => title),
			['Update flask: >=2.3,<3 → >=3.1,<4'],
		);
	});

	it('of all is shown edit by edit, and made when it is confirmed', async () => {
		const updating = vscode.commands.executeCommand('autodocs.updateAll');
		await outside.waitFor('.quick-input-widget >> text=To the newest releases');
		await outside.screenshot('update-choice');
		await outside.press('ArrowDown');
		await outside.press('Enter');
		await outside.waitFor('.bulk-edit-panel .monaco-list-row');
		assert.equal(editor.document.getText(), pyproject);
		await outside.click('.bulk-edit-panel .monaco-list-row .edit-checkbox');
		await outside.screenshot('update-preview');
		await vscode.commands.executeCommand('refactorPreview.apply');
		await updating;
		assert.equal(editor.document.getText(), updated);
		await until('the rest is clean', () => problemsOf(editor.document.uri).length === 0);
	});

	it('says what was left alone, and types the tool’s own command without running it', async () => {
		// The test driver keeps messages from popping up.
		await vscode.commands.executeCommand('notifications.showList');
		await outside.waitFor('.notifications-center >> text=1 requirement was left alone');
		await outside.screenshot('update-report');
		await outside.click('.notifications-center >> text=Type “uv sync” in a Terminal');
		await until('a terminal is there', () => vscode.window.terminals.some(({ name }) => name === 'AutoDocs: uv sync'));
		await outside.screenshot('update-terminal');
		for (const terminal of vscode.window.terminals) terminal.dispose();
	});
});
