import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { IndexServer } from '../support/index-server.ts';
import { putCursor, showHover } from './at-the-cursor.ts';
import { diagnosticsOf, writeAndShow } from './editor.ts';
import { hostileText, madeOfText, plainText } from './hostile-texts.ts';
import { outside } from './outside.ts';
import { setSetting, useShopIndex } from './shop-index.ts';
import { pictureInThemes } from './themes.ts';
import { showTooltip } from './tooltip.ts';
import { until } from './until.ts';

const toml = (text: string) => JSON.stringify(text);
const pyproject = `[project]
name = ${toml(hostileText)}
version = "1.0"
dependencies = ["hostile==13.0", ${toml(hostileText)}, "flask"]

[dependency-groups]
${toml(hostileText)} = ["rich"]
`;

describe('hostile texts of packages, projects and settings', () => {
	let index: IndexServer;
	let editor: vscode.TextEditor;
	const run = (command: string) => vscode.commands.executeCommand(`autodocs.${command}`);
	const assertPlain = async (where: string) => {
		await outside.waitFor(where);
		assert.ok(await outside.isInWindow(where), `${where} is not in the window as a whole`);
		assert.ok(!(await outside.isVisible(madeOfText)), 'something was made of the text');
	};

	before(async () => {
		index = await useShopIndex();
		editor = await writeAndShow('pyproject.toml', pyproject);
	});
	after(async () => {
		await vscode.commands.executeCommand('workbench.action.closeAllEditors');
		await index[Symbol.asyncDispose]();
	});

	it('are text in the Problems panel', async () => {
		await until('both are problems', () => diagnosticsOf(editor.document.uri).length >= 2);
		await vscode.commands.executeCommand('workbench.actions.view.problems');
		await outside.waitFor('.markers-panel .monaco-list-row:has-text("hostile 13.0 was yanked: <img src=x onerror=alert(1)> $(zap)")');
		await assertPlain('.markers-panel');
		await pictureInThemes('hostile-problems', () => outside.waitFor('.markers-panel'));
		await vscode.commands.executeCommand('workbench.action.closePanel');
	});

	it('are text in the hover, whose lines break between words', async () => {
		await putCursor(editor.document, 'hostile==13.0');
		const hover = '.monaco-hover:has-text("hostile 13.0 was yanked: <img src=x onerror=alert(1)> $(zap)")';
		await showHover(hover);
		await assertPlain(hover);
		assert.match((await outside.textOf(hover)) ?? '', /⚠ hostile 13\.0 was yanked: </);
		await outside.screenshot('hostile-hover');
		await outside.press('Escape');
	});

	it('are text in the quick pick of docs, and what is no name is not offered', async () => {
		const asked = run('openPackageDocs');
		await outside.waitFor('.quick-input-list .monaco-list-row:has-text("hostile")');
		await outside.type(hostileText.split('\n', 1)[0] ?? '');
		await until('nothing is offered', async () => !(await outside.isVisible('.quick-input-list .monaco-list-row:has-text("hostile")')));
		await assertPlain('.quick-input-widget');
		await outside.screenshot('hostile-quick-pick');
		await outside.press('Escape');
		await asked;
	});

	it('are text in the quick pick of groups', async () => {
		await vscode.window.showTextDocument(editor.document);
		const asked = run('updateGroup');
		await outside.waitFor(`.quick-input-list .monaco-list-row:has-text("group:${plainText.slice(0, 28)}")`);
		assert.ok((await outside.textOf('.quick-input-list .monaco-list-row:has-text("group:")'))?.includes('$(zap)**b** kcab'));
		await assertPlain('.quick-input-widget');
		await outside.screenshot('hostile-groups');
		await outside.press('Escape');
		await asked;
	});

	it('are text in the tooltip of the status bar', async () => {
		await setSetting('index.url', hostileText);
		const status = '.statusbar-item:has-text("AutoDocs")';
		const tooltip = '.monaco-hover:has-text("onerror=alert(1)")';
		await outside.waitFor(`${status}:has-text("no index")`);
		await showTooltip(status, tooltip);
		await assertPlain(tooltip);
		await outside.screenshot('hostile-status');
		await setSetting('index.url', index.url);
	});
});
