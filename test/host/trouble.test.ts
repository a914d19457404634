import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { IndexServer } from '../support/index-server.ts';
import { applyFix, diagnosticsOf, hoverOver, problemsBecome, problemsOf, writeAndShow } from './editor.ts';
import { outside } from './outside.ts';
import { setSetting, useShopIndex } from './shop-index.ts';
import { pictureInThemes } from './themes.ts';
import { until } from './until.ts';

const pyproject = `[project]
name = "shop"
version = "1.0"
dependencies = ["flask>=3", "requests", "numpy", "rich"]
`;

describe('an index in trouble', () => {
	let index: IndexServer;
	let editor: vscode.TextEditor;
	const uri = () => editor.document.uri;

	before(async () => {
		index = await useShopIndex((served) => served.fail('*', { kind: 'status', status: 401 }));
		editor = await writeAndShow('pyproject.toml', pyproject);
	});

	after(() => index[Symbol.asyncDispose]());

	it('becomes one note on the file that names the cause, and the status bar says so', async () => {
		await problemsBecome(uri(), ['docs-unavailable “[project]”']);
		const [note] = diagnosticsOf(uri());
		assert.match(note?.message ?? '', /4 of 4 packages could not be looked up/);
		assert.equal(note?.severity, vscode.DiagnosticSeverity.Information);
		await outside.waitFor('.statusbar-item:has-text("AutoDocs: 4 unavailable")');
		await pictureInThemes('outage', () => outside.waitFor('.statusbar-item:has-text("AutoDocs: 4 unavailable")'));
	});

	it('is told in the hover, with the next step', async () => {
		const text = await hoverOver(editor.document, 'flask');
		assert.match(text, /could not be looked up/);
		assert.match(text, /401/);
	});

	it('is over when a retry succeeds', async () => {
		index.fail('*', undefined);
		await applyFix(editor.document, '[project]', 'Retry now');
		await problemsBecome(uri(), []);
	});

	it('has the docs of what is shown fetched in advance, so that a hover asks nothing', async () => {
		const isAsked = (name: string) => index.requests.some(({ path, status }) => path.startsWith(`/pypi/${name}/`) && status === 200);
		await until('the docs of all four were asked for', () => ['flask', 'requests', 'numpy', 'rich'].every(isAsked), {
			seen: () => index.requests,
		});
		const asked = index.requests.length;
		assert.match(await hoverOver(editor.document, 'flask'), /simple framework/);
		assert.equal(index.requests.length, asked);
	});

	it('leaves what is cached on show, marked with its age', async () => {
		index.fail('*', { kind: 'status', status: 401 });
		await vscode.commands.executeCommand('autodocs.refresh');
		await problemsBecome(uri(), ['stale-data “[project]”']);
		const text = await hoverOver(editor.document, 'flask');
		assert.match(text, /From the cache/);
		index.fail('*', undefined);
		await vscode.commands.executeCommand('autodocs.refresh');
		await problemsBecome(uri(), []);
	});

	it('is never asked while offline is set', async () => {
		await setSetting('offline', true);
		const asked = index.requests.length;
		await vscode.commands.executeCommand('autodocs.refresh');
		await until('the answers are marked as old', () => problemsOf(uri()).some((problem) => problem.startsWith('stale-data')), {
			seen: () => problemsOf(uri()),
		});
		assert.equal(index.requests.length, asked);
		await setSetting('offline', false);
		await problemsBecome(uri(), []);
	});

	it('opens the docs of a package, rendered', async () => {
		await vscode.commands.executeCommand('autodocs.openPackageDocs', 'flask', '3.1.2');
		const document = await vscode.workspace.openTextDocument(vscode.Uri.parse('autodocs:/package/flask/3.1.2.md'));
		assert.match(document.getText(), /# flask 3\.1\.2/);
		await outside.waitForWebview('flask 3.1.2');
		await outside.screenshot('docs');
	});

	it('opens the page of a finding rendered, from its link in the Problems panel', async () => {
		await writeAndShow('pyproject.toml', pyproject.replace('rich', 'rich>=99'));
		await problemsBecome(uri(), ['no-matching-version “>=99”']);
		await vscode.commands.executeCommand('workbench.actions.view.problems');
		await outside.click('.markers-panel a:has-text("no-matching-version")');
		const tab = await until('a tab shows the page', () =>
			vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).find(({ label }) => label.includes('no-matching-version')),
		);
		assert.ok(tab.input instanceof vscode.TabInputCustom, `it is shown as ${tab.input?.constructor.name}`);
		await outside.waitForWebview('Why it matters');
		await outside.screenshot('finding-page');
	});
});
