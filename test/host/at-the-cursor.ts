import * as vscode from 'vscode';
import { placeOf } from './editor.ts';
import { outside } from './outside.ts';
import { isSoon, until } from './until.ts';

/** Puts the cursor into some text, behind its first character. Resolves when the window has it there, unlike setting an editor's selection. */
export async function putCursor(document: vscode.TextDocument, text: string): Promise<vscode.TextEditor> {
	const place = placeOf(document, text).translate(0, 1);
	return await vscode.window.showTextDocument(document, { selection: new vscode.Range(place, place) });
}

/** Opens the menu of quick fixes at the cursor until it has a row with that text. */
export async function openQuickFixes(row: string): Promise<void> {
	await bringUp('editor.action.quickFix', `.action-widget .monaco-list-row:has-text(${JSON.stringify(row)})`);
}

/** Shows the hover at the cursor until it matches the selector. */
export async function showHover(selector: string): Promise<void> {
	await bringUp('editor.action.showHover', selector);
}

/** The window drops a menu or a hover when it is busy with something else, such as a new theme or a view that takes the focus: then it is asked for again. */
async function bringUp(command: string, selector: string): Promise<void> {
	await until(`${command} shows ${selector}`, async () => {
		await vscode.commands.executeCommand(command);
		if (await isSoon(() => outside.isVisible(selector))) return true;
		await outside.press('Escape');
		return false;
	});
}
