import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** The page that a webview loads: our script and our style sheet, nothing else, from nowhere else. */
export function panelHtml(webview: vscode.Webview, extensionUri: vscode.Uri): string {
	const nonce = randomBytes(16).toString('base64');
	const source = (file: string) => webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', file)).toString();
	const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'`;
	return `<!DOCTYPE html>
<html lang="en">
<head>
	<meta charset="utf-8">
	<meta http-equiv="Content-Security-Policy" content="${policy}">
	<meta name="viewport" content="width=device-width, initial-scale=1">
	<title>AutoDocs</title>
	<link rel="stylesheet" href="${source('panel.css')}">
</head>
<body>
	<script nonce="${nonce}" src="${source('panel.js')}"></script>
</body>
</html>
`;
}

/** What a webview may load files from. */
export function panelRoots(extensionUri: vscode.Uri): readonly vscode.Uri[] {
	return [vscode.Uri.joinPath(extensionUri, 'dist')];
}
