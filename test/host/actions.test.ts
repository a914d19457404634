import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { IndexServer } from '../support/index-server.ts';
import { problemsBecome, problemsOf, writeAndShow } from './editor.ts';
import { useShopIndex } from './shop-index.ts';
import { until } from './until.ts';

const list = (...entries: readonly string[]) =>
	`[project]\nname = "shop"\ndependencies = [\n${entries.map((entry) => `\t"${entry}",\n`).join('')}]\n`;

async function actions(document: vscode.TextDocument, kind: string): Promise<readonly vscode.CodeAction[]> {
	const whole = new vscode.Range(0, 0, document.lineCount, 0);
	return await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, whole, kind);
}

/** What a test has typed is no concern of the next one. */
afterEach(() => vscode.commands.executeCommand('workbench.action.files.revert'));

describe('fixing all', () => {
	let index: IndexServer;

	before(async () => {
		index = await useShopIndex();
	});

	after(() => index[Symbol.asyncDispose]());

	it('makes together what does not overlap', async () => {
		const { document } = await writeAndShow('pyproject.toml', '[project]\nname = "shop"\ndependencies = ["click","click","click"]\n');
		await until('both are found', () => problemsOf(document.uri).length === 2);
		for (const left of ['["click","click"]', '["click"]']) {
			const [all] = await actions(document, 'source.fixAll.autodocs');
			assert.ok(all?.edit);
			assert.ok(await vscode.workspace.applyEdit(all.edit));
			assert.ok(document.getText().includes(`dependencies = ${left}`), document.getText());
			await until('the rest is found', () => problemsOf(document.uri).length === (left === '["click"]' ? 0 : 1));
		}
	});

	for (const kind of ['source.fixAll.autodocs', 'source.fixAll', 'source']) {
		it(`is offered as ${kind}, for one problem too`, async () => {
			const { document } = await writeAndShow('pyproject.toml', list('sqlalchmey'));
			await problemsBecome(document.uri, ['unknown-package “sqlalchmey”']);
			const found = (await actions(document, kind)).filter(({ title }) => title.includes('AutoDocs'));
			assert.deepEqual(
				found.map((action) => [action.title, action.kind?.value]),
				[['Fix the AutoDocs problem that needs no choice', 'source.fixAll.autodocs']],
			);
		});
	}

	it('is done on saving where the settings say so', async () => {
		const settings = vscode.workspace.getConfiguration('editor');
		await settings.update('codeActionsOnSave', { 'source.fixAll.autodocs': 'always' }, vscode.ConfigurationTarget.Global);
		const editor = await writeAndShow('pyproject.toml', list('click'));
		await problemsBecome(editor.document.uri, []);
		await editor.edit((edit) => edit.insert(new vscode.Position(3, 0), '\t"sqlalchmey",\n'));
		await problemsBecome(editor.document.uri, ['unknown-package “sqlalchmey”']);
		await vscode.commands.executeCommand('workbench.action.files.save');
		assert.equal(editor.document.getText(), list('sqlalchemy', 'click'));
		await settings.update('codeActionsOnSave', undefined, vscode.ConfigurationTarget.Global);
	});
});
