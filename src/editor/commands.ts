import * as vscode from 'vscode';
import { normalizeName } from '../core/packaging/name.ts';
import { withAbortSignal } from './abort.ts';
import type { Log } from './log.ts';
import { healthPage, metricsPage, type Pages, packagePage } from './pages.ts';
import type { Session } from './session.ts';

/** The commands of the palette. Each resolves when its work is done. */
export function registerCommands(session: Session, pages: Pages, log: Log): vscode.Disposable {
	const commands: Readonly<Record<string, (...given: unknown[]) => Promise<unknown>>> = {
		refresh: () => withProgress('Asking the index anew', () => session.engine.lookups.refresh()),
		retryFailed: () => withProgress('Trying again what failed', () => retryFailed(session)),
		showHealth: () => pages.open(healthPage),
		showMetrics: () => pages.open(metricsPage),
		clearCache: () => withProgress('Clearing the cache', () => clearCache(session)),
		openPackageDocs: (name, version) => openPackageDocs(session, pages, name, version),
		openSettings: async () => vscode.commands.executeCommand('workbench.action.openSettings', '@ext:autodocs.autodocs'),
		showLog: async () => log.channel.show(),
	};
	return vscode.Disposable.from(
		...Object.entries(commands).map(([name, run]) =>
			vscode.commands.registerCommand(`autodocs.${name}`, (...given: unknown[]) => run(...given)),
		),
	);
}

async function retryFailed(session: Session): Promise<void> {
	session.engine.client.retryNow();
	await session.engine.lookups.retryFailed();
}

async function clearCache(session: Session): Promise<void> {
	const { clearedEntries, freedBytes } = await session.engine.client.clear();
	const megabytes = (freedBytes / 1024 / 1024).toFixed(1);
	vscode.window.setStatusBarMessage(`AutoDocs: cleared ${clearedEntries} cached answers (${megabytes} MB)`, 5000);
}

/** Cancelling stops the waiting: what is under way is shared with others and goes on. */
async function withProgress(title: string, work: () => Promise<void>): Promise<void> {
	await vscode.window.withProgress(
		{ location: vscode.ProgressLocation.Notification, title: `AutoDocs: ${title}`, cancellable: true },
		(_progress, token) => withAbortSignal(token, (signal) => Promise.race([work(), aborted(signal)])),
	);
}

function aborted(signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

interface PackageItem extends vscode.QuickPickItem {
	readonly version: string;
}

/** Of a package alone the version in use is opened, else the latest; without a package a person chooses. */
async function openPackageDocs(session: Session, pages: Pages, name: unknown, version: unknown): Promise<void> {
	if (typeof name === 'string') {
		const wanted = typeof version === 'string' ? version : versionHere(session, name);
		await pages.open(packagePage(name, wanted));
		return;
	}
	const items = packageItems(session);
	if (items.length === 0) {
		void vscode.window.showInformationMessage(
			'AutoDocs knows of no package here yet: no pyproject.toml in this workspace has a requirement that was answered.',
		);
		return;
	}
	const picked = await vscode.window.showQuickPick(items, { placeHolder: 'Package whose docs to open', matchOnDescription: true });
	if (picked !== undefined) await pages.open(packagePage(picked.label, picked.version));
}

/** In the first project that has the package. */
function versionHere(session: Session, name: string): string | undefined {
	return packageItems(session).find(({ label }) => label === normalizeName(name))?.version;
}

function packageItems(session: Session): PackageItem[] {
	const items = new Map<string, PackageItem>();
	for (const { good } of session.projects.all()) {
		const project = good?.parsed.project;
		for (const requirement of project?.requirements ?? []) {
			const inUse = project === undefined ? undefined : session.engine.checker.versionInUse(project, requirement);
			if (inUse === undefined) continue;
			const { version } = inUse.release;
			items.set(`${requirement.name} ${version}`, { label: requirement.name, description: `${version} · ${inUse.resolvedFrom}`, version });
		}
	}
	return [...items.values()].sort((a, b) => a.label.localeCompare(b.label));
}
