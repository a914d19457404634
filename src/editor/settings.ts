import { availableParallelism } from 'node:os';
import * as vscode from 'vscode';
import { type Configuration, environmentSettings, readConfiguration } from '../core/config.ts';
import { nestedSetting } from '../core/nested-settings.ts';
import type { SetValue } from '../core/setting-problem.ts';
import type { SettingKey } from '../core/settings.ts';

/** All that one place sets, as VS Code nests it. */
type Layer = readonly [values: unknown, from: string];

/** The settings in force: what the person set, else what the environment says, else the defaults. */
export function readSettings(): Configuration {
	const layers = editorLayers();
	const fromEnvironment = environmentSettings(process.env);
	return readConfiguration((key) => fromEditor(layers, key) ?? fromEnvironment(key), availableParallelism());
}

/** Strongest first. Asked for once, since VS Code takes a millisecond for each question. */
function editorLayers(): readonly Layer[] {
	const found = vscode.workspace.getConfiguration().inspect<unknown>('autodocs');
	return [
		[found?.workspaceFolderValue, 'folder settings'],
		[found?.workspaceValue, 'workspace settings'],
		[found?.globalValue, 'user settings'],
	];
}

/** What decides whom AutoDocs, or VS Code on its behalf, contacts. */
const restricted: ReadonlySet<SettingKey> = new Set(['index.url', 'docs.images']);

/** VS Code itself leaves out a restricted workspace value while the workspace is not trusted. */
function fromEditor(layers: readonly Layer[], key: SettingKey): SetValue | undefined {
	const mayDecide = vscode.workspace.isTrusted || !restricted.has(key);
	for (const [values, from] of layers) {
		const set = from === 'user settings' || mayDecide ? nestedSetting(values, key, from) : undefined;
		if (set !== undefined) return set;
	}
	return undefined;
}
