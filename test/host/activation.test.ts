import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { outside } from './outside.ts';
import { pictureInThemes } from './themes.ts';
import { until } from './until.ts';

describe('a workspace with a pyproject.toml', () => {
	const extension = vscode.extensions.getExtension('autodocs.autodocs');

	it('activates the extension', async () => {
		assert.ok(extension, 'the extension is not installed');
		await until('the extension is active', () => extension.isActive);
	});

	it('has every command that the manifest names', async () => {
		const declared: readonly { readonly command: string }[] = extension?.packageJSON.contributes.commands;
		const registered = new Set(await vscode.commands.getCommands(true));
		const missing = declared.map(({ command }) => command).filter((command) => !registered.has(command));
		assert.deepEqual(missing, []);
	});

	it('shows its file', async () => {
		const [file] = await vscode.workspace.findFiles('pyproject.toml');
		assert.ok(file);
		await vscode.window.showTextDocument(file);
		await pictureInThemes('pyproject', () => outside.waitFor('.monaco-editor .view-line'));
	});

	for (const [what, command, argument, key] of [
		['its settings', 'autodocs.openSettings', undefined, 'autodocs.index.url'],
		['the setting of another index', 'autodocs.applyFix', { command: 'chooseIndex' }, 'autodocs.index.url'],
		['the settings of the proxy', 'autodocs.applyFix', { command: 'openProxySettings' }, 'http.proxy'],
	] as const) {
		it(`opens ${what} where ${key} can be set, also in a window whose machine is another`, async () => {
			await vscode.commands.executeCommand(command, argument);
			await outside.waitFor(`.settings-editor [data-key="${key}"]`);
			await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
		});
	}

	it('leads from a setting to each that its description names', async () => {
		const links = settingLinks(extension?.packageJSON.contributes.configuration);
		assert.ok(links.length > 0);
		for (const [from, to] of links) {
			// Not those of the user: where VS Code is remote, they leave out what belongs to a machine.
			await vscode.commands.executeCommand('workbench.action.openWorkspaceSettings', { query: `@id:${from}` });
			await outside.click(`.settings-editor [data-key="${from}"] a[data-href="#${to}"]`);
			await outside.waitFor(`.settings-editor .monaco-list-row.focused [data-key="${to}"]`);
		}
		await outside.screenshot('setting-link');
		await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
	});
});

interface SettingsGroup {
	readonly properties: Readonly<Record<string, { readonly markdownDescription?: string }>>;
}

/** From which setting to which a description has a link. */
function settingLinks(groups: readonly SettingsGroup[]): readonly (readonly [from: string, to: string])[] {
	return groups.flatMap(({ properties }) =>
		Object.entries(properties).flatMap(([from, { markdownDescription = '' }]) =>
			[...markdownDescription.matchAll(/`#([\w.-]+)#`/g)].map(([, to = '']) => [from, to] as const),
		),
	);
}
