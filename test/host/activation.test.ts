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
});
