import { homedir } from 'node:os';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { toAutoDocsError } from '../core/errors.ts';
import { diagnostics } from '../core/health/panel/diagnostics.ts';
import { exportedMetrics } from '../core/health/panel/export.ts';
import { type PanelCommand, type PanelTab, type ToHost, type ToPanel, toHost } from '../core/health/panel/view.ts';
import type { Logger } from '../core/platform.ts';
import { exportMetrics } from './export-metrics.ts';
import { PanelFactsSource } from './panel-facts.ts';
import { PanelFeed } from './panel-feed.ts';
import { panelHtml, panelRoots } from './panel-html.ts';
import { withoutLinks } from './plain-words.ts';
import type { Session } from './session.ts';

const viewType = 'autodocs.health';

/** Health and metrics in one webview. It is told what to show while it is visible, and nothing otherwise. */
export class HealthPanel implements vscode.Disposable {
	readonly #session: Session;
	readonly #extensionUri: vscode.Uri;
	readonly #log: Logger;
	readonly #facts: PanelFactsSource;
	readonly #feed = new PanelFeed(() => this.#post());
	readonly #disposables: vscode.Disposable[];
	#panel: vscode.WebviewPanel | undefined;
	/** To be shown as soon as the page can take it. */
	#wantedTab: PanelTab | undefined;

	constructor(session: Session, extensionUri: vscode.Uri, log: Logger) {
		this.#session = session;
		this.#extensionUri = extensionUri;
		this.#log = log;
		this.#facts = new PanelFactsSource(session, () => this.#feed.changed());
		this.#disposables = [
			this.#feed,
			session.onDidChangeStatus(() => this.#feed.changed()),
			vscode.commands.registerCommand('autodocs.showHealth', () => this.open('health')),
			vscode.commands.registerCommand('autodocs.showMetrics', () => this.open('metrics')),
			vscode.window.registerWebviewPanelSerializer(viewType, { deserializeWebviewPanel: async (panel) => this.#adopt(panel) }),
		];
	}

	open(tab: PanelTab): void {
		this.#wantedTab = tab;
		if (this.#panel !== undefined) {
			this.#panel.reveal();
			this.#feed.changed();
			return;
		}
		this.#adopt(vscode.window.createWebviewPanel(viewType, 'AutoDocs', vscode.ViewColumn.Active));
	}

	dispose(): void {
		this.#panel?.dispose();
		this.#facts.dispose();
		for (const disposable of this.#disposables.splice(0)) disposable.dispose();
	}

	/** One panel at most: another that is restored takes its place. */
	#adopt(panel: vscode.WebviewPanel): void {
		this.#panel?.dispose();
		this.#panel = panel;
		panel.title = 'AutoDocs';
		panel.webview.options = { enableScripts: true, localResourceRoots: panelRoots(this.#extensionUri) };
		panel.webview.onDidReceiveMessage((message: unknown) => this.#receive(message));
		panel.onDidChangeViewState(() => this.#feed.setVisible(panel.visible));
		panel.onDidDispose(() => this.#closed(panel));
		panel.webview.html = panelHtml(panel.webview, this.#extensionUri);
		this.#feed.setVisible(panel.visible);
	}

	#closed(panel: vscode.WebviewPanel): void {
		if (this.#panel !== panel) return;
		this.#panel = undefined;
		this.#feed.setVisible(false);
	}

	#post(): void {
		if (this.#wantedTab !== undefined) this.#send({ type: 'show', tab: this.#wantedTab });
		this.#wantedTab = undefined;
		this.#facts.lookAtHealth();
		this.#facts.lookAtCache();
		this.#send({ type: 'view', view: this.#facts.view() });
	}

	#send(message: ToPanel): void {
		// Resolves with false when the panel was closed meanwhile: then nobody is left to see it.
		void this.#panel?.webview.postMessage(message);
	}

	/** What does not follow the schema is refused: nothing but our own page has reason to say anything. */
	#receive(received: unknown): void {
		const message = toHost.safeParse(received);
		if (!message.success) {
			this.#log('warn', 'The panel said something that is not understood, and it was ignored');
			return;
		}
		this.#obey(message.data).catch((thrown: unknown) => void sayWhatFailed(thrown));
	}

	async #obey(message: ToHost): Promise<void> {
		switch (message.type) {
			case 'ready':
				this.#feed.ready();
				return;
			case 'run':
				await this.#run(message.command);
				break;
			case 'forget':
				await this.#session.engine.client.forget(message.packageName);
				break;
			case 'refresh':
				await this.#refresh(message.packageName);
				break;
			case 'help':
				await vscode.commands.executeCommand('autodocs.openHelp', `errors/${message.code}.md`);
				return;
			case 'copyDiagnostics':
				await vscode.env.clipboard.writeText(diagnostics(this.#facts.view(), homedir()));
				vscode.window.setStatusBarMessage(l10n.t('AutoDocs: the diagnostics are in the clipboard'), 5000);
				return;
			case 'export':
				await exportMetrics(() => exportedMetrics(this.#facts.view()));
				return;
		}
		this.#facts.cacheChanged();
		this.#feed.changed();
	}

	async #run(command: PanelCommand): Promise<void> {
		if (command === 'checkHealth') await this.#check();
		else if (command === 'showProblems') await vscode.commands.executeCommand('workbench.actions.view.problems');
		else await vscode.commands.executeCommand(`autodocs.${command}`);
	}

	async #check(): Promise<void> {
		const checked = this.#facts.check();
		this.#feed.changed();
		await checked;
	}

	/** A package that no project requires is only cached. */
	async #refresh(packageName: string): Promise<void> {
		const { engine } = this.#session;
		if (!(await engine.lookups.refreshOnly(packageName))) await engine.index.releases(packageName, { refresh: true });
	}
}

/** What a person asked for and did not get. */
async function sayWhatFailed(thrown: unknown): Promise<void> {
	const { code, message } = toAutoDocsError(thrown);
	const choice = await vscode.window.showErrorMessage(`AutoDocs: ${withoutLinks(message)}`, l10n.t('What This Means'), l10n.t('Show Log'));
	if (choice === l10n.t('Show Log')) await vscode.commands.executeCommand('autodocs.showLog');
	else if (choice !== undefined) await vscode.commands.executeCommand('autodocs.openHelp', `errors/${code}.md`);
}
