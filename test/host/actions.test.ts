import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { IndexServer } from '../support/index-server.ts';
import { fileAt, hoverOver, placeOf, problemsBecome, problemsOf, writeAndShow } from './editor.ts';
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

describe('a hover', () => {
	let index: IndexServer;

	before(async () => {
		index = await useShopIndex();
	});

	after(() => index[Symbol.asyncDispose]());

	it('shows the latest release where none matches', async () => {
		const { document } = await writeAndShow('pyproject.toml', list('flask>=99'));
		await problemsBecome(document.uri, ['no-matching-version “>=99”']);
		const text = await until('the docs are there', async () => {
			const hover = await hoverOver(document, 'flask');
			return hover.includes('simple framework') ? hover : undefined;
		});
		assert.match(text, /no release matches/);
		assert.match(text, /Of 3\.1\.2, the latest release:/);
		assert.match(text, /autodocs\.openPackageDocs\?.*3\.1\.2/);
	});

	it('says which Python Poetry is told', async () => {
		const { document } = await writeAndShow('pyproject.toml', '[tool.poetry.dependencies]\npython = "^3.9"\n');
		assert.match(await hoverOver(document, 'python = '), /the Python of this project: \\>=3\.9,&lt;4\.0/);
	});

	it('stands on its requirement, with the problems of that alone, while another line is half typed', async () => {
		const editor = await writeAndShow('pyproject.toml', list('rich>=99', 'click', 'sqlalchmey'));
		const { document } = editor;
		await problemsBecome(document.uri, ['no-matching-version “>=99”', 'unknown-package “sqlalchmey”']);
		await editor.edit((edit) => edit.insert(placeOf(document, '\t"rich'), '\t"half\n\t"\n'));
		await until('the syntax error is shown', () => problemsOf(document.uri).some((problem) => problem.startsWith('invalid-toml')));
		const place = placeOf(document, 'click').translate(0, 1);
		const [hover] = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, place);
		assert.ok(hover?.range);
		assert.equal(document.getText(hover.range), '"click"');
		assert.doesNotMatch(await hoverOver(document, 'click'), /⚠/);
		assert.match(await hoverOver(document, 'sqlalchmey'), /⚠/);
		await vscode.commands.executeCommand('undo');
	});

	it('of a Poetry entry stands on its key too', async () => {
		const { document } = await writeAndShow('pyproject.toml', '[tool.poetry.dependencies]\nsqlalchmey = { version = "^2" }\n');
		await problemsBecome(document.uri, ['unknown-package “sqlalchmey”']);
		assert.match(await hoverOver(document, 'sqlalchmey'), /⚠.*sqlalchmey/);
		assert.match(await hoverOver(document, 'version'), /⚠.*sqlalchmey/);
	});
});

describe('the docs of a package', () => {
	let index: IndexServer;

	before(async () => {
		index = await useShopIndex();
	});

	after(() => index[Symbol.asyncDispose]());

	async function open(name: string, tab: RegExp): Promise<void> {
		await vscode.commands.executeCommand('autodocs.openPackageDocs', name);
		const labels = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
		await until(`a tab is ${tab}`, () => labels().some((label) => tab.test(label)), { seen: labels });
	}

	async function page(path: string): Promise<string> {
		return (await vscode.workspace.openTextDocument(vscode.Uri.from({ scheme: 'autodocs', path }))).getText();
	}

	it('are those of the version in use when only its name is given', async () => {
		await writeAndShow('pyproject.toml', list('flask==2.3.3', 'flaskk'));
		await problemsBecome(fileAt('pyproject.toml'), ['unknown-package “flaskk”']);
		await open('Flask', /2\.3\.3/);
	});

	it('are those of the latest where no project has it', async () => {
		await open('rich', /rich/);
		assert.match(await page('/package/rich.md'), /^# rich 13\.9\.4/);
	});

	it('that there are none of are told with the reason', async () => {
		await open('no-such-package', /no-such-package/);
		assert.match(await page('/package/no-such-package.md'), /has no package named no/);
	});
});
