import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import type { IndexServer } from '../support/index-server.ts';
import { fileAt, writeAndShow } from './editor.ts';
import { outside } from './outside.ts';
import { useShopIndex } from './shop-index.ts';
import { isSoon, until } from './until.ts';

const dialog = '.quick-input-widget';
const failed = '.notifications-center .notification-list-item:has-text("could not be saved")';

describe('exporting the metrics', () => {
	let index: IndexServer;

	before(async () => {
		index = await useShopIndex();
		await writeAndShow('pyproject.toml', '[project]\nname = "shop"\nversion = "1.0"\ndependencies = ["flask"]\n');
		await outside.waitFor('.statusbar-item:has-text("AutoDocs"):not(:has-text("AutoDocs:"))');
		await vscode.commands.executeCommand('autodocs.showMetrics');
	});
	after(async () => {
		await vscode.commands.executeCommand('workbench.action.closeAllEditors');
		await index[Symbol.asyncDispose]();
	});

	async function askToSave(path: string): Promise<void> {
		await outside.clickInWebview('Export metrics…');
		await nameTarget(path);
	}

	async function nameTarget(path: string): Promise<void> {
		await outside.waitFor(`${dialog} .monaco-list-row`);
		// It may put its own proposal in place of what is typed, once it has listed the folder.
		await until('the dialog has the name', async () => {
			await outside.press('Control+A');
			await outside.type(path);
			return (await outside.valueOf(`${dialog} input`)) === path;
		});
		// While it looks at what was typed, it takes no Enter.
		await until('the dialog takes the name', async () => {
			await outside.press('Enter');
			return await isSoon(async () => !(await outside.isVisible(dialog)), 1000);
		});
	}

	it('saves them as JSON in the file that a person names', async () => {
		const { fsPath } = fileAt('named-here.json');
		await askToSave(fsPath);
		const text = await until('the file is written', () => readFile(fsPath, 'utf8').catch(() => undefined));
		await outside.waitFor('.statusbar-item:has-text("the metrics are in named-here.json")');
		const [{ scopeMetrics }] = JSON.parse(text).resourceMetrics;
		const names = scopeMetrics[0].metrics.map(({ name }: { readonly name: string }) => name);
		assert.ok(names.includes('http.client.requests') && names.includes('autodocs.answers'), names.join());
	});

	it('writes nothing, and says nothing, when the dialog is closed', async () => {
		await outside.clickInWebview('Export metrics…');
		await outside.waitFor(`${dialog} input`);
		await outside.press('Escape');
		await until('the dialog is gone', async () => !(await outside.isVisible(dialog)));
		await vscode.commands.executeCommand('notifications.showList');
		assert.ok(!(await outside.isVisible(failed)));
		await vscode.commands.executeCommand('notifications.hideList');
		await assert.rejects(async () => await vscode.workspace.fs.stat(fileAt('autodocs-metrics.json')));
	});

	it('says where and why that failed, and asks for another place', async () => {
		// No file system takes a name of so many bytes.
		await askToSave(fileAt(`${'é'.repeat(200)}.json`).fsPath);
		await until('the failure is told', async () => {
			await vscode.commands.executeCommand('notifications.showList');
			return await outside.isVisible(failed);
		});
		await outside.screenshot('export-failed');
		const said = (await outside.textOf(failed)) ?? '';
		assert.match(said, /could not be saved in é+\.json: \S/);
		await outside.click(`${failed} .monaco-button:has-text("Save Elsewhere…")`);
		const { fsPath } = fileAt('elsewhere.json');
		await nameTarget(fsPath);
		await until('the file is written', () => readFile(fsPath, 'utf8').catch(() => undefined));
	});
});
