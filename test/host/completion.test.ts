import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { IndexServer } from '../support/index-server.ts';
import { placeOf, problemsBecome, writeAndShow } from './editor.ts';
import { outside } from './outside.ts';
import { setSetting, useShopIndex } from './shop-index.ts';
import { until } from './until.ts';

const list = (...entries: readonly string[]) =>
	`[project]\nname = "shop"\nrequires-python = ">=3.10"\ndependencies = [\n${entries.map((entry) => `\t"${entry}",\n`).join('')}]\n`;

describe('while a requirement is written', () => {
	let index: IndexServer;

	before(async () => {
		index = await useShopIndex();
	});

	after(() => index[Symbol.asyncDispose]());

	afterEach(() => vscode.commands.executeCommand('workbench.action.files.revert'));

	/** What AutoDocs offers behind some text. */
	async function offered(document: vscode.TextDocument, text: string, trigger?: string): Promise<readonly vscode.CompletionItem[]> {
		const place = document.positionAt(document.offsetAt(placeOf(document, text)) + text.length);
		const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
			'vscode.executeCompletionItemProvider',
			document.uri,
			place,
			trigger,
			10,
		);
		return items.filter(({ kind }) => kind !== vscode.CompletionItemKind.Text);
	}

	const labels = (items: readonly vscode.CompletionItem[]) => items.map(({ label }) => (typeof label === 'string' ? label : label.label));

	it('names are offered, and no index is asked for them', async () => {
		const { document } = await writeAndShow('pyproject.toml', list('flask', 'sqlal'));
		await problemsBecome(document.uri, ['unknown-package “sqlal”']);
		const lookUps = () => index.requests.filter(({ path }) => path.startsWith('/simple/')).length;
		const asked = lookUps();
		const [first] = labels(await offered(document, '"sql', '"'));
		assert.equal(first?.startsWith('sql'), true);
		assert.ok(labels(await offered(document, '"sqlal')).includes('sqlalchemy'));
		assert.equal(lookUps(), asked);
	});

	it('versions are offered newest first, a yanked one behind them and struck through', async () => {
		const { document } = await writeAndShow('pyproject.toml', list('requests=='));
		const items = await offered(document, 'requests==', '=');
		assert.deepEqual(labels(items), ['==2.32.5', '==2.32.3', '==2.31.0', '==2.32.0']);
		assert.deepEqual(items.at(-1)?.tags, [vscode.CompletionItemTag.Deprecated]);
		assert.match(String(items.at(-1)?.documentation), /yanked: Yanked due to conflicts/);
	});

	it('versions for other Pythons are not offered', async () => {
		const { document } = await writeAndShow('pyproject.toml', list('numpy '));
		assert.deepEqual(labels(await offered(document, 'numpy ', ' ')), ['>=1.26', '~=1.26', '==1.26.4']);
	});

	it('extras are those of the version in use', async () => {
		const { document } = await writeAndShow('pyproject.toml', list('flask[async,]'));
		assert.deepEqual(labels(await offered(document, 'flask[async,', ',')), ['dotenv']);
	});

	it('markers and groups are offered', async () => {
		const groups = '[dependency-groups]\ntest = ["click"]\ndev = [{include-group = ""}]\n';
		const { document } = await writeAndShow('pyproject.toml', `${list("click; sys_platform == '")}${groups}`);
		assert.equal(labels(await offered(document, "sys_platform == '", "'"))[0], 'linux');
		assert.deepEqual(labels(await offered(document, 'include-group = "', '"')), ['test']);
	});

	it('is seen as a list', async () => {
		const editor = await writeAndShow('pyproject.toml', list('flask', 'requests'));
		await problemsBecome(editor.document.uri, []);
		const end = editor.document.positionAt(editor.document.offsetAt(placeOf(editor.document, 'requests"')) + 'requests'.length);
		await vscode.window.showTextDocument(editor.document, { selection: new vscode.Range(end, end) });
		await outside.type('>');
		await outside.waitFor('.suggest-widget .monaco-list-row:has-text(">=2.32")');
		await outside.screenshot('completion-versions');
		await outside.press('Escape');
	});
});

describe('behind and on a requirement', () => {
	let index: IndexServer;

	before(async () => {
		index = await useShopIndex();
	});

	after(async () => {
		await setSetting('hints.latest', undefined);
		await index[Symbol.asyncDispose]();
	});

	it('the latest release is hinted where the one in use is older and the person asks for it', async () => {
		const { document } = await writeAndShow('pyproject.toml', list('flask<3.1', 'click', 'requests==2.31.0'));
		await problemsBecome(document.uri, []);
		const whole = new vscode.Range(0, 0, document.lineCount, 0);
		const hints = async () => {
			const found = await vscode.commands.executeCommand<vscode.InlayHint[]>('vscode.executeInlayHintProvider', document.uri, whole);
			return found.map(({ label, position }) => `${position.line} ${String(label)}`);
		};
		assert.deepEqual(await hints(), []);
		await setSetting('hints.latest', true);
		await until('the hints are there', async () => (await hints()).length === 2);
		assert.deepEqual(await hints(), ['4 latest 3.1.2', '6 latest 2.32.5']);
		await outside.waitFor('.view-lines >> text=latest 3.1.2');
		await outside.screenshot('inlay-hints');
	});

	it('its name leads to its page at the index, unless there is none', async () => {
		const { document } = await writeAndShow('pyproject.toml', list('flask', 'sqlalchmey'));
		await problemsBecome(document.uri, ['unknown-package “sqlalchmey”']);
		const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>('vscode.executeLinkProvider', document.uri);
		const own = links.filter(({ target }) => target?.path.includes('flask') || target?.path.includes('sqlalchmey'));
		assert.deepEqual(
			own.map(({ range }) => document.getText(range)),
			['flask'],
		);
	});
});
