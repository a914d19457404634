import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { IndexServer } from '../support/index-server.ts';
import { putCursor } from './at-the-cursor.ts';
import { problemsBecome, writeAndShow } from './editor.ts';
import { madeOfText } from './hostile-texts.ts';
import { outside } from './outside.ts';
import { useShopIndex } from './shop-index.ts';
import { pictureInThemes } from './themes.ts';
import { showTooltip } from './tooltip.ts';
import { until } from './until.ts';

const pyproject = `[project]
name = "shop"
version = "1.0"
requires-python = ">=3.9"
dependencies = [
    "rich",
    "flask>=3,<3.1",
    "requests==2.32.0",
    "sqlalchmy",
]

[dependency-groups]
dev = ["httpx", "click"]
`;

const lock = ['flask 3.0.3 click', 'click 8.1.8'].map((line) => {
	const [name, version, ...needs] = line.split(' ');
	return `[[package]]\nname = "${name}"\nversion = "${version}"\nsource = { registry = "x" }\ndependencies = [${needs.map((need) => `{ name = "${need}" }`)}]\n`;
});

const row = (text: string) => `.pane-body [role=treeitem]:has-text("${text}")`;

describe('the tree of dependencies', () => {
	let index: IndexServer;
	let editor: vscode.TextEditor;
	const run = (command: string, ...given: unknown[]) => vscode.commands.executeCommand(`autodocs.${command}`, ...given);

	before(async () => {
		index = await useShopIndex();
		await writeAndShow('uv.lock', `version = 1\nrequires-python = ">=3.9"\n${lock.join('')}`);
		editor = await writeAndShow('pyproject.toml', pyproject);
		await problemsBecome(editor.document.uri, ['yanked-version “==2.32.0”', 'unknown-package “sqlalchmy”']);
	});
	after(() => index[Symbol.asyncDispose]());

	it('shows each requirement with its version and what is wrong, the worst first', async () => {
		await run('showDependencies');
		await outside.waitFor(row('sqlalchmy'));
		await outside.waitFor(row('2.32.0 → 2.32.5'));
		await outside.waitFor(row('3.0.3 → 3.1.2'));
		await outside.waitFor('.activitybar .action-item:has([aria-label^="Python Dependencies"]) .badge:has-text("2")');
		await pictureInThemes('tree', () => outside.waitFor(row('sqlalchmy')));
	});

	it('opens a requirement: where its version is from, the latest, links, what it needs', async () => {
		await outside.click(`${row('flask')} .monaco-tl-twistie`);
		await outside.waitFor(row('from uv.lock'));
		await outside.waitFor(row('Latest: 3.1.2'));
		await outside.waitFor(row('Documentation'));
		await outside.click(`${row('Needs')} .monaco-tl-twistie`);
		await outside.waitFor(row('8.1.8'));
		await pictureInThemes('tree-open', () => outside.waitFor(row('8.1.8')));
	});

	it('filters while a person types, and says how many are left', async () => {
		const asked = run('filterDependencies');
		await outside.waitFor('.quick-input-widget:has-text("Filter Dependencies")');
		await outside.type('problem');
		await outside.waitFor('.pane-body:has-text("2 of 6 match “problem”")');
		await until('the others are gone', async () => !(await outside.isVisible(row('httpx'))));
		await outside.screenshot('tree-filtered');
		await outside.press('Enter');
		await asked;
		await outside.waitFor(row('sqlalchmy'));
		await run('clearDependencyFilter');
		await outside.waitFor(row('httpx'));
	});

	it('offers to clear a filter that nothing matches', async () => {
		const asked = run('filterDependencies');
		await outside.waitFor('.quick-input-widget:has-text("Filter Dependencies")');
		await outside.type('nothing-like-it');
		await outside.press('Enter');
		await asked;
		await outside.waitFor('.pane-body:has-text("No requirement matches the filter.")');
		await outside.screenshot('tree-no-match');
		await outside.click('.pane-body .monaco-button:has-text("Clear the Filter")');
		await outside.waitFor(row('httpx'));
	});

	it('orders by name when that is chosen', async () => {
		const asked = run('sortDependencies');
		await outside.waitFor('.quick-input-widget:has-text("By age")');
		await outside.screenshot('tree-sort');
		await outside.click('.quick-input-list .monaco-list-row:has-text("By name")');
		await asked;
		await outside.waitFor(`${row('flask')}[aria-posinset="1"]`);
	});

	it('selects the requirement at the cursor', async () => {
		await putCursor(editor.document, 'httpx');
		// Not a key of the page, which may come before the cursor was put.
		await vscode.commands.executeCommand('cursorRight');
		await outside.waitFor(`${row('httpx')}[aria-selected="true"]`);
	});

	it('goes on to select the requirement at the cursor while its name is typed', async () => {
		editor = await writeAndShow('pyproject.toml', pyproject.replace('"click"]', '"click", ""]'));
		await putCursor(editor.document, '""');
		await vscode.commands.executeCommand('type', { text: 'q' });
		await outside.waitFor('.pane-body [role=treeitem][aria-selected="true"]:has(:text-is("q"))');
		await vscode.commands.executeCommand('workbench.action.files.revert');
		await writeAndShow('pyproject.toml', pyproject);
	});

	it('leads to the place in the file, to the docs, and to an update', async () => {
		await vscode.commands.executeCommand('workbench.action.closeAllEditors');
		await outside.click(row('requests'));
		// The editor that was closed may be told of for a moment.
		const selected = () => vscode.window.activeTextEditor?.document.getText(vscode.window.activeTextEditor.selection);
		await until('the requirement is selected', () => selected() === '"requests==2.32.0"', { seen: selected });
		await outside.pointAt(row('requests'));
		await outside.screenshot('tree-actions');
		await outside.click(`${row('requests')} [aria-label="Update…"]`);
		await outside.waitFor('.quick-input-widget:has-text("Within the present bounds")');
		await outside.press('Escape');
		await outside.pointAt(row('requests'));
		await outside.click(`${row('requests')} [aria-label="Open Docs"]`);
		await outside.waitForWebview('Requests is a simple, yet elegant');
	});

	it('says that the file does not parse, and keeps what it had', async () => {
		await writeAndShow('pyproject.toml', pyproject.replace('"rich"', '"rich'));
		await outside.waitFor(row('invalid-toml'));
		await outside.waitFor(row('httpx'));
		await outside.screenshot('tree-broken');
		await writeAndShow('pyproject.toml', pyproject);
	});

	it('says what is not available while the index fails', async () => {
		index.fail('*', { kind: 'status', status: 401 });
		await writeAndShow('pyproject.toml', pyproject.replace('"rich"', '"sqlalchemy"'));
		await outside.waitFor(row('not available just now'));
		await pictureInThemes('tree-outage', () => outside.waitFor(row('not available just now')));
		index.fail('*', undefined);
		await writeAndShow('pyproject.toml', pyproject);
	});

	it('says that a project requires nothing yet', async () => {
		await writeAndShow('pyproject.toml', '[project]\nname = "shop"\ndependencies = []\n');
		await outside.waitFor(row('No requirements yet'));
		await pictureInThemes('tree-empty', () => outside.waitFor(row('No requirements yet')));
	});

	it('says that it is still looking', async () => {
		index.fail('numpy', { kind: 'hang' });
		await writeAndShow('pyproject.toml', pyproject.replace('"rich"', '"numpy"'));
		await outside.waitFor(row('looking it up…'));
		await pictureInThemes('tree-loading', () => outside.waitFor(row('looking it up…')));
		index.fail('numpy', undefined);
	});

	it('shows hostile texts as the text that they are', async () => {
		const hostile = '<img src=x onerror=alert(1)>[x](command:workbench.action.quit)$(zap)';
		await writeAndShow(
			'pyproject.toml',
			`[project]\nname = "${hostile}"\ndependencies = ["${hostile} ${'long '.repeat(200)}", "flask"]\n[dependency-groups]\n"${hostile}\\n" = ["hostile==13.0"]\n`,
		);
		await outside.waitFor(row('hostile'));
		const shown = await outside.textOf(row('<img src=x onerror=alert(1)>'));
		assert.ok(shown?.includes('[x](command:workbench.action.quit)$(zap)'), shown ?? '');
		await outside.click(`${row('hostile')} .monaco-tl-twistie`);
		await outside.waitFor(row('<b>Docs</b>'));
		await showTooltip(row('hostile'), '.monaco-hover:has-text("<script>alert(1)</script>")');
		const tooltip = await outside.textOf('.monaco-hover:has-text("<script>alert(1)</script>")');
		assert.ok(tooltip?.includes('$(zap) **b** [quit](command:workbench.action.quit) kcab'), tooltip ?? '');
		assert.ok(await outside.isInWindow('.monaco-hover'));
		assert.ok(!(await outside.isVisible(madeOfText)));
		await pictureInThemes('tree-hostile', () => outside.waitFor(row('<b>Docs</b>')));
	});
});
