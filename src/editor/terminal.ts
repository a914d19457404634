import * as vscode from 'vscode';

/** Puts a command into a new terminal. The person reads it there, and runs it or not. */
export function typeInto(folder: vscode.Uri | string, command: string): void {
	const terminal = vscode.window.createTerminal({ name: `AutoDocs: ${command}`, cwd: folder });
	terminal.show();
	terminal.sendText(command, false);
}
