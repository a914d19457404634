import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { type Status, type StatusKind, statusOf } from '../core/health/status.ts';
import { commandLink } from './command-link.ts';
import { plainMarkdown } from './plain-markdown.ts';
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
		this.#item.accessibilityInformation = { label: l10n.t('AutoDocs, {0}. {1}', kindWord(status.kind), status.detail), role: 'button' };
		this.#item.backgroundColor = status.kind === 'degraded' ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
		this.#item.command = status.command === 'showProblems' ? 'workbench.actions.view.problems' : `autodocs.${status.command}`;
	}
}

/** Built from plain text: errors in it quote servers. */
function tooltip(status: Status): vscode.MarkdownString {
	const text = plainMarkdown(...status.detail.split('\n'));
	text.isTrusted = { enabledCommands: ['autodocs.retryFailed', 'autodocs.refresh', 'autodocs.showHealth', 'autodocs.openSettings'] };
	const health = commandLink(l10n.t('Show health'), 'showHealth');
	const actions =
		status.kind === 'degraded'
			? [commandLink(l10n.t('Retry now'), 'retryFailed'), health]
			: [commandLink(l10n.t('Refresh'), 'refresh'), health, commandLink(l10n.t('Settings'), 'openSettings')];
	text.appendMarkdown(`\n\n${actions.join(' · ')}`);
	return text;
}

/** What the icon says to those who see it. */
function kindWord(kind: StatusKind): string {
	switch (kind) {
		case 'idle':
			return l10n.t('idle');
		case 'loading':
			return l10n.t('loading');
		case 'healthy':
			return l10n.t('healthy');
		case 'degraded':
			return l10n.t('degraded');
		case 'offline':
			return l10n.t('offline');
		case 'problem':
			return l10n.t('problem');
	}
}
