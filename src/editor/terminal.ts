import * as vscode from 'vscode';

/** A shell that tells nothing of itself is ready by then, ms. */
const readyMs = 3000;

/**
 * Puts a command into a new terminal, once its shell can take it: one that still starts shows it twice. The person reads it there, and runs it or
 * not.
 */
export function typeInto(folder: vscode.Uri | string, command: string): void {
	const terminal = vscode.window.createTerminal({ name: `AutoDocs: ${command}`, cwd: folder });
	terminal.show();
	const stopWaiting = () => {
		clearTimeout(timer);
		listening.dispose();
	};
	const type = () => {
		stopWaiting();
		terminal.sendText(command, false);
	};
	const timer = setTimeout(type, readyMs);
	const listening = vscode.Disposable.from(
		vscode.window.onDidChangeTerminalShellIntegration(({ terminal: ready, shellIntegration }) => {
			// It tells where it is when it asks for a command.
			if (ready === terminal && shellIntegration.cwd !== undefined) type();
		}),
		vscode.window.onDidCloseTerminal((closed) => {
			if (closed === terminal) stopWaiting();
		}),
	);
}
