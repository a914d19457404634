import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { translationsId } from '../core/health/panel/view.ts';

/** The page that a webview loads: our script, the texts in the person's language and our style sheet, nothing else, from nowhere else. */
export function panelHtml(webview: vscode.Webview, extensionUri: vscode.Uri): string {
	const nonce = randomBytes(16).toString('base64');
	const source = (file: string) => webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', file)).toString();
	const translations = vscode.l10n.bundle;
	const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'`;
	return `<!DOCTYPE html>
<html lang="${translations === undefined ? 'en' : vscode.env.language}">
<head>
	<meta charset="utf-8">
	<meta http-equiv="Content-Security-Policy" content="${policy}">
	<meta name="viewport" content="width=device-width, initial-scale=1">
	<title>AutoDocs</title>
	<link rel="stylesheet" href="${source('panel.css')}">
</head>
<body>
	<script type="application/json" id="${translationsId}">${inScript(translations ?? {})}</script>
	<script nonce="${nonce}" src="${source('panel.js')}"></script>
</body>
</html>
`;
}

/** JSON that ends no element and begins none. */
function inScript(value: unknown): string {
	return JSON.stringify(value).replaceAll('<', '\\u003c');
}

/** What a webview may load files from. */
export function panelRoots(extensionUri: vscode.Uri): readonly vscode.Uri[] {
	return [vscode.Uri.joinPath(extensionUri, 'dist')];
}
