import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from './until.ts';

/** A file of the workspace. */
export function fileAt(path: string): vscode.Uri {
	const [folder] = vscode.workspace.workspaceFolders ?? [];
	assert.ok(folder, 'no folder is open');
	return vscode.Uri.joinPath(folder.uri, path);
}

export async function show(path: string): Promise<vscode.TextEditor> {
	return await vscode.window.showTextDocument(fileAt(path));
}

/** What AutoDocs says of a file: `code “the characters it stands on”`, in the order of the file. */
export function problemsOf(uri: vscode.Uri): readonly string[] {
	const document = vscode.workspace.textDocuments.find((candidate) => candidate.uri.toString() === uri.toString());
	return diagnosticsOf(uri).map(
		({ code, range }) => `${codeOf(code)} “${document?.getText(range) ?? `${range.start.line}:${range.start.character}`}”`,
	);
}

export function diagnosticsOf(uri: vscode.Uri): readonly vscode.Diagnostic[] {
	return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'AutoDocs');
}

function codeOf(code: vscode.Diagnostic['code']): string {
	return String(typeof code === 'object' ? code.value : code);
}

/** Waits until a file has exactly these problems. */
export async function problemsBecome(uri: vscode.Uri, wanted: readonly string[]): Promise<void> {
	await until(`the problems are ${JSON.stringify(wanted)}`, () => JSON.stringify(problemsOf(uri)) === JSON.stringify(wanted), {
		seen: () => problemsOf(uri),
	});
}

/** Puts a file on disk from outside the editor, and shows it with that content. */
export async function writeAndShow(path: string, content: string): Promise<vscode.TextEditor> {
	const uri = fileAt(path);
	await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(content));
	const editor = await vscode.window.showTextDocument(uri);
	await until('the editor shows what was written', () => editor.document.getText() === content);
	return editor;
}

/** The place of the first character of some text. */
export function placeOf(document: vscode.TextDocument, text: string): vscode.Position {
	const offset = document.getText().indexOf(text);
	assert.notEqual(offset, -1, `“${text}” is not in the file`);
	return document.positionAt(offset);
}

/** The text of the hover over some text. */
export async function hoverOver(document: vscode.TextDocument, text: string): Promise<string> {
	const place = placeOf(document, text).translate(0, 1);
	const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, place);
	return hovers.flatMap(({ contents }) => contents.map((content) => (typeof content === 'string' ? content : content.value))).join('\n\n');
}

/** The quick fixes offered on some text. */
export async function fixesOn(document: vscode.TextDocument, text: string): Promise<readonly vscode.CodeAction[]> {
	const start = placeOf(document, text);
	const range = new vscode.Range(start, start.translate(0, text.length));
	return await vscode.commands.executeCommand<vscode.CodeAction[]>(
		'vscode.executeCodeActionProvider',
		document.uri,
		range,
		vscode.CodeActionKind.QuickFix.value,
	);
}

/** Does what a click on the fix of that title does. */
export async function applyFix(document: vscode.TextDocument, text: string, title: string): Promise<void> {
	const fixes = await fixesOn(document, text);
	const fix = fixes.find((candidate) => candidate.title === title);
	assert.ok(fix, `no fix “${title}” among ${JSON.stringify(fixes.map((candidate) => candidate.title))}`);
	if (fix.edit !== undefined) assert.ok(await vscode.workspace.applyEdit(fix.edit));
	if (fix.command !== undefined) await vscode.commands.executeCommand(fix.command.command, ...(fix.command.arguments ?? []));
}
