import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { withAbortSignal } from './abort.ts';
import { createProject } from './create-project.ts';
import { openHelp } from './help.ts';
import type { Log } from './log.ts';
import { openPackageDocs } from './open-package-docs.ts';
import { openSettings } from './open-settings.ts';
import type { Pages } from './pages.ts';
import type { Session } from './session.ts';

/** The commands of the palette, but for those of the panel. Each resolves when its work is done. */
export function registerCommands(session: Session, pages: Pages, extensionUri: vscode.Uri, log: Log): vscode.Disposable {
	const commands: Readonly<Record<string, (...given: unknown[]) => Promise<unknown>>> = {
		refresh: () => withProgress(l10n.t('AutoDocs: Asking the index anew'), () => refresh(session)),
		retryFailed: () => withProgress(l10n.t('AutoDocs: Trying again what failed'), () => retryFailed(session)),
		clearCache: () => withProgress(l10n.t('AutoDocs: Clearing the cache'), () => clearCache(session)),
		openPackageDocs: (name, version) => openPackageDocs(session, pages, name, version),
		createProject,
		openHelp: (page) => openHelp(pages, extensionUri, page),
		openSettings: async () => openSettings('@ext:autodocs.autodocs'),
		showLog: async () => log.channel.show(),
	};
	return vscode.Disposable.from(
		...Object.entries(commands).map(([name, run]) =>
			vscode.commands.registerCommand(`autodocs.${name}`, (...given: unknown[]) => run(...given)),
		),
	);
}

async function refresh({ engine, projects }: Session): Promise<void> {
	await projects.lookAtEnvironments();
	await engine.refresh();
}

async function retryFailed(session: Session): Promise<void> {
	session.engine.client.retryNow();
	await session.engine.retryFailed();
}

async function clearCache(session: Session): Promise<void> {
	const { clearedEntries, freedBytes } = await session.engine.client.clear();
	const megabytes = (freedBytes / 1024 / 1024).toFixed(1);
	const cleared =
		clearedEntries === 1
			? l10n.t('AutoDocs: cleared 1 cached answer ({0} MB)', megabytes)
			: l10n.t('AutoDocs: cleared {0} cached answers ({1} MB)', clearedEntries, megabytes);
	vscode.window.setStatusBarMessage(cleared, 5000);
}

/** Cancelling stops the waiting: what is under way is shared with others and goes on. */
async function withProgress(title: string, work: () => Promise<void>): Promise<void> {
	await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title, cancellable: true }, (_progress, token) =>
		withAbortSignal(token, (signal) => Promise.race([work(), aborted(signal)])),
	);
}

function aborted(signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
