import { availableParallelism } from 'node:os';
import * as vscode from 'vscode';
import { type Configuration, environmentSettings, readConfiguration, type SettingKey, type SetValue } from '../core/config.ts';

/** The settings in force: what the person set, else what the environment says, else the defaults. */
export function readSettings(): Configuration {
	const fromEnvironment = environmentSettings(process.env);
	const inEditor = vscode.workspace.getConfiguration('autodocs');
	return readConfiguration((key) => fromEditor(inEditor, key) ?? fromEnvironment(key), availableParallelism());
}

/** VS Code itself leaves out a restricted workspace value while the workspace is not trusted. */
function fromEditor(inEditor: vscode.WorkspaceConfiguration, key: SettingKey): SetValue | undefined {
	const found = inEditor.inspect<unknown>(key);
	const trusted = vscode.workspace.isTrusted || key !== 'index.url';
	if (trusted && found?.workspaceFolderValue !== undefined) return { value: found.workspaceFolderValue, from: 'folder settings' };
	if (trusted && found?.workspaceValue !== undefined) return { value: found.workspaceValue, from: 'workspace settings' };
	if (found?.globalValue !== undefined) return { value: found.globalValue, from: 'user settings' };
	return undefined;
}
