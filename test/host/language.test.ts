import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { IndexServer } from '../support/index-server.ts';
import { untranslated } from '../support/pseudo-language.ts';
import { diagnosticsOf, fixesOn, hoverOver, writeAndShow } from './editor.ts';
import { outside } from './outside.ts';
import { pseudoLanguageId } from './pseudo-language.ts';
import { useShopIndex } from './shop-index.ts';
import { until } from './until.ts';

const pyproject = `[project]
name = "shop"
version = "1.0"
requires-python = ">=3.9"
dependencies = [
    "flask>=3,<3.1",
    "requests==2.32.0",
    "sqlalchmy",
    "rich ~ 1",
]
`;

/** What is the same in every language. */
const data = ['flask', 'requests', 'sqlalchmy', 'sqlalchemy', 'rich', 'Yanked due to conflicts with CVE-2024-35195 mitigation'];
const docs = ['AutoDocs', 'Python', 'BSD-3-Clause', 'async', 'dotenv', 'Documentation', 'Source'];

describe('VS Code in another language', () => {
	let index: IndexServer;
	let editor: vscode.TextEditor;
	const isTranslated = (text: string, ...known: readonly string[]) => {
		assert.match(text, /⟦/);
		assert.deepEqual(untranslated(text, [...data, ...known]), [], text);
	};
	const shownIn = async (selector: string) => (await outside.textOf(selector)) ?? '';

	before(async () => {
		index = await useShopIndex();
		editor = await writeAndShow('pyproject.toml', pyproject);
		await until('the problems are there', () => diagnosticsOf(editor.document.uri).length === 3, {
			seen: () => diagnosticsOf(editor.document.uri),
		});
	});
	after(() => index[Symbol.asyncDispose]());

	it('is what the extension host speaks', () => {
		assert.equal(vscode.env.language, pseudoLanguageId);
	});

	it('has our texts in the Problems and on the fix that turns a finding off', async () => {
		for (const { message } of diagnosticsOf(editor.document.uri)) isTranslated(message);
		for (const text of ['==2.32.0', 'sqlalchmy', 'rich ~ 1']) isTranslated((await turningOff(text)).title);
		await vscode.commands.executeCommand('workbench.actions.view.problems');
		await outside.waitFor('.markers-panel :text("⟦")');
		await outside.screenshot('language-problems');
		await vscode.commands.executeCommand('workbench.action.closePanel');
	});

	it('has them in the hover, which is not cut', async () => {
		const text = await until('the docs are there', async () => {
			const hover = await hoverOver(editor.document, 'flask');
			return hover.includes('BSD-3-Clause') && hover;
		});
		const [head = ''] = text.split('Flask is a lightweight');
		isTranslated(
			head.replace(/\]\([^)]*\)/g, ']').replace('A simple framework for building complex web applications', ''),
			...docs,
			'Flask',
		);
		await outside.pointAt('.view-line :text("flask")');
		await outside.waitFor('.monaco-hover :text("⟦")');
		await outside.screenshot('language-hover');
		await outside.press('Escape');
	});

	it('has them in the status bar and the tree', async () => {
		isTranslated(await shownIn('.statusbar-item:has-text("AutoDocs")'), 'AutoDocs');
		await vscode.commands.executeCommand('autodocs.showDependencies');
		await outside.click('.pane-body [role=treeitem]:has-text("flask") .monaco-tl-twistie');
		await until('its rows are there', async () => (await shownIn('.pane-body .monaco-list-rows')).includes('Documentation'));
		isTranslated(await shownIn('.pane-body .monaco-list-rows'), ...docs, 'example', 'shop', 'project', 'dependencies', 'pyproject.toml');
		await outside.screenshot('language-tree');
	});

	it('has the titles of our commands in the palette', async () => {
		await outside.press('F1');
		await outside.type('AutoDocs');
		await outside.waitFor('.quick-input-list :text("⟦")');
		// VS Code shows the English title too, since people look for it.
		assert.match(await shownIn('.quick-input-list .monaco-list-rows'), /AutoDocs: ⟦Clear Cache/);
		await outside.screenshot('language-palette');
		await outside.press('Escape');
	});

	it('has them in the panel', async () => {
		await vscode.commands.executeCommand('autodocs.showHealth');
		await outside.waitForWebview('⟦Checks');
		await outside.screenshot('language-panel');
	});

	/** The fix that turns the finding on some text off. */
	async function turningOff(text: string): Promise<vscode.CodeAction> {
		const found = (await fixesOn(editor.document, text)).find(({ command }) => command?.arguments?.[0]?.command === 'ignoreCode');
		assert.ok(found);
		return found;
	}
});
