import * as vscode from 'vscode';
import { outside } from './outside.ts';
import { until } from './until.ts';

const themes = [
	['light', 'Default Light Modern', vscode.ColorThemeKind.Light],
	['dark', 'Default Dark Modern', vscode.ColorThemeKind.Dark],
	['high-contrast', 'Default High Contrast', vscode.ColorThemeKind.HighContrast],
] as const;

/** Brings a surface up and pictures it in each kind of theme, as `NAME-light.png` and so on. Leaves the theme as it was. */
export async function pictureInThemes(name: string, bringUp: () => Promise<void>): Promise<void> {
	const workbench = vscode.workspace.getConfiguration('workbench');
	for (const [kind, theme, wanted] of themes) {
		await workbench.update('colorTheme', theme, vscode.ConfigurationTarget.Global);
		await until(`the theme is ${theme}`, () => vscode.window.activeColorTheme.kind === wanted, {
			seen: () => vscode.window.activeColorTheme.kind,
		});
		await bringUp();
		await outside.screenshot(`${name}-${kind}`);
		// A menu or hover that is still open would close by itself, at a time of its own, when the theme changes.
		await outside.press('Escape');
	}
	await workbench.update('colorTheme', undefined, vscode.ConfigurationTarget.Global);
}
