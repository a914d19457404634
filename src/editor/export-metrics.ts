import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { withoutIcons, withoutLinks } from './plain-words.ts';

/** Saves them where a person says, and asks for another place when that fails. Who closes the dialog wants nothing saved. `metrics`: JSON, made when it is saved. */
export async function exportMetrics(metrics: () => string): Promise<void> {
	let target = await askWhere();
	while (target !== undefined) {
		const failure = await save(target, metrics());
		if (failure === undefined) {
			vscode.window.setStatusBarMessage(l10n.t('AutoDocs: the metrics are in {0}', withoutIcons(nameOf(target))), 5000);
			return;
		}
		target = (await wantsAnotherPlace(target, failure)) ? await askWhere() : undefined;
	}
}

function askWhere(): Thenable<vscode.Uri | undefined> {
	const [folder] = vscode.workspace.workspaceFolders ?? [];
	const defaultUri = folder === undefined ? undefined : vscode.Uri.joinPath(folder.uri, 'autodocs-metrics.json');
	return vscode.window.showSaveDialog({
		title: l10n.t('Export metrics…'),
		...(defaultUri === undefined ? {} : { defaultUri }),
		filters: { JSON: ['json'] },
	});
}

/** What went wrong, in the words of the file system: a full disk, a folder that may not be written to. */
async function save(target: vscode.Uri, metrics: string): Promise<string | undefined> {
	try {
		await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(metrics));
		return undefined;
	} catch (thrown) {
		return thrown instanceof Error ? thrown.message : String(thrown);
	}
}

async function wantsAnotherPlace(target: vscode.Uri, failure: string): Promise<boolean> {
	const another = l10n.t('Save Elsewhere…');
	const message = l10n.t('AutoDocs: the metrics could not be saved in {0}: {1}', nameOf(target), failure);
	return (await vscode.window.showErrorMessage(withoutLinks(message), another)) === another;
}

function nameOf(target: vscode.Uri): string {
	return vscode.workspace.asRelativePath(target);
}
