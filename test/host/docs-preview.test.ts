import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { IndexServer } from '../support/index-server.ts';
import { problemsBecome, writeAndShow } from './editor.ts';
import { outside } from './outside.ts';
import { setSetting, useShopIndex } from './shop-index.ts';
import { pictureInThemes } from './themes.ts';
import { until } from './until.ts';

const pyproject = '[project]\nname = "shop"\nrequires-python = ">=3.10"\ndependencies = ["flask==2.3.3", "requests==2.32.0"]\n';

describe('the docs preview', () => {
	let index: IndexServer;

	before(async () => {
		index = await useShopIndex();
		const { document } = await writeAndShow('pyproject.toml', pyproject);
		await problemsBecome(document.uri, ['yanked-version “==2.32.0”']);
	});

	after(async () => {
		await setSetting('offline', true);
		await index[Symbol.asyncDispose]();
	});

	const page = async (path: string) => (await vscode.workspace.openTextDocument(vscode.Uri.from({ scheme: 'autodocs', path }))).getText();
	const labels = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));

	it('shows facts, findings and the way to other versions', async () => {
		await vscode.commands.executeCommand('autodocs.openPackageDocs', 'requests');
		await until('its tab is there', () => labels().some((label) => /2\.32\.0/.test(label)), { seen: labels });
		await outside.waitForWebview('Other versions');
		const text = await page('/package/requests/2.32.0.md');
		assert.match(text, /\| \*\*Used by\*\* \| shop \\\(pin\\\) \|/);
		assert.match(text, /> ⚠ This release was yanked: Yanked due to conflicts/);
		await pictureInThemes('docs-preview', () => outside.waitForWebview('Other versions'));
	});

	it('leads to the docs of another version', async () => {
		await outside.followInWebview('2.32.5');
		await until('the other version is shown', () => labels().some((label) => /2\.32\.5/.test(label)), { seen: labels });
		await outside.waitForWebview('the latest release');
	});

	it('offers the packages of the project, and any other by its name', async () => {
		const opening = vscode.commands.executeCommand('autodocs.openPackageDocs');
		await outside.waitFor('.quick-input-widget .monaco-list-row:has-text("flask")');
		const asked = index.requests.length;
		await outside.type('ric');
		await outside.waitFor('.quick-input-widget .monaco-list-row:has-text("rich")');
		await outside.screenshot('docs-choice');
		assert.equal(index.requests.length, asked);
		await outside.type('h');
		await outside.press('Enter');
		await opening;
		await until('the docs of rich are shown', () => labels().some((label) => /rich/.test(label)), { seen: labels });
	});

	it('works while the index cannot be reached, and says how old it is', async () => {
		await page('/package/flask/2.3.3.md');
		await setSetting('offline', true);
		await index[Symbol.asyncDispose]();
		await vscode.commands.executeCommand('autodocs.openPackageDocs', 'flask');
		await outside.waitForWebview('lightweight web application framework');
		await outside.waitForWebview('Shown from the cache');
		await outside.waitFor('.tab.active:has-text("flask 2.3.3")');
		await outside.screenshot('docs-preview-offline');
	});
});
