import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { outside } from './outside.ts';
import { until } from './until.ts';

interface Step {
	readonly id: string;
	readonly title: string;
	readonly description: string;
}

interface Manifest {
	readonly contributes: { readonly walkthroughs: readonly { readonly id: string; readonly steps: readonly Step[] }[] };
}

const picker = '.quick-input-widget';
/** What shows that a button did what it says. */
const leads: Readonly<Record<string, () => Promise<unknown>>> = {
	'vscode.openFolder': () => outside.waitFor(`${picker}:has-text("Open Folder")`),
	'autodocs.createProject': () => until('a new file is shown', () => vscode.window.activeTextEditor?.document.isUntitled),
	'workbench.actions.view.problems': () => outside.waitFor('.markers-panel'),
	'autodocs.showDependencies': () => outside.waitFor('.pane-body:has-text("There is no pyproject.toml here.")'),
	'autodocs.openPackageDocs': () => outside.waitFor(`${picker}:has([placeholder*="docs to open"])`),
	'autodocs.showHealth': () => outside.waitForWebview('Projects can be read'),
	'autodocs.openHelp': () => outside.waitFor(`${picker}:has-text("unknown-package")`),
};

describe('the walkthrough', () => {
	const manifest: Manifest | undefined = vscode.extensions.getExtension('autodocs.autodocs')?.packageJSON;
	const [walkthrough] = manifest?.contributes.walkthroughs ?? [];
	const buttons = (walkthrough?.steps ?? []).flatMap(({ id, title, description }) =>
		[...description.matchAll(/\[([^\]]+)\]\(command:([^)]+)\)/g)].map(([, label = '', command = '']) => ({ id, title, label, command })),
	);

	afterEach(async () => {
		await outside.press('Escape');
		await vscode.commands.executeCommand('workbench.action.closePanel');
		await vscode.commands.executeCommand('workbench.view.explorer');
		for (const { document } of vscode.window.visibleTextEditors.filter((one) => one.document.isUntitled)) {
			await vscode.window.showTextDocument(document);
			await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
		}
		await vscode.commands.executeCommand('workbench.action.closeAllEditors');
	});

	it('has a button on each of its pages', () => {
		assert.deepEqual(
			[...new Set(buttons.map(({ id }) => id))],
			walkthrough?.steps.map(({ id }) => id),
		);
	});

	for (const { id, title, label, command } of buttons) {
		it(`leads from “${label}” to where it says`, async () => {
			const step = { category: `autodocs.autodocs#${walkthrough?.id}`, step: id };
			await vscode.commands.executeCommand('workbench.action.openWalkthrough', step, false);
			await outside.waitFor(`.getting-started-step.expanded:has-text("${title}")`);
			await outside.screenshot(`walkthrough-${id}`);
			await outside.click(`.getting-started-step.expanded .monaco-button:has-text("${label}")`);
			await (leads[command] ?? assert.fail(`nothing is known of ${command}`))();
		});
	}
});
