import * as vscode from 'vscode';
import { type Status, type StatusKind, statusOf } from '../core/health/status.ts';
import type { Session } from './session.ts';

const icons: Readonly<Record<StatusKind, string>> = {
	idle: '$(book)',
	loading: '$(sync~spin)',
	healthy: '$(book)',
	degraded: '$(warning)',
	offline: '$(debug-disconnect)',
	problem: '$(warning)',
};

/** How things are, always in sight: words besides colour, an accessible label, a click that leads to what helps. */
export class StatusBar implements vscode.Disposable {
	readonly #item = vscode.window.createStatusBarItem('autodocs.status', vscode.StatusBarAlignment.Right, 90);
	readonly #session: Session;
	readonly #disposables: vscode.Disposable[];

	constructor(session: Session) {
		this.#session = session;
		this.#item.name = 'AutoDocs';
		this.#disposables = [this.#item, session.onDidChangeStatus(() => this.#show())];
		this.#show();
		this.#item.show();
	}

	dispose(): void {
		for (const disposable of this.#disposables) disposable.dispose();
	}

	#show(): void {
		const status = statusOf(this.#session.statusFacts());
		this.#item.text = `${icons[status.kind]} AutoDocs${status.text === '' ? '' : `: ${status.text}`}`;
		this.#item.tooltip = tooltip(status);
		this.#item.accessibilityInformation = { label: `AutoDocs, ${status.kind}. ${status.detail}`, role: 'button' };
		this.#item.backgroundColor = status.kind === 'degraded' ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
		this.#item.command = status.command === 'showProblems' ? 'workbench.actions.view.problems' : `autodocs.${status.command}`;
	}
}

/** Built from plain text: errors in it quote servers. */
function tooltip(status: Status): vscode.MarkdownString {
	const text = new vscode.MarkdownString(undefined, true);
	text.isTrusted = { enabledCommands: ['autodocs.retryFailed', 'autodocs.refresh', 'autodocs.showHealth', 'autodocs.openSettings'] };
	text.appendText(status.detail);
	const actions =
		status.kind === 'degraded'
			? '[Retry now](command:autodocs.retryFailed) · [Show health](command:autodocs.showHealth)'
			: '[Refresh](command:autodocs.refresh) · [Show health](command:autodocs.showHealth) · [Settings](command:autodocs.openSettings)';
	text.appendMarkdown(`\n\n${actions}`);
	return text;
}
