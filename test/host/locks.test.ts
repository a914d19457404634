import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { IndexServer } from '../support/index-server.ts';
import { uvLock } from '../support/locks.ts';
import { putCursor, showHover } from './at-the-cursor.ts';
import { applyFix, diagnosticsOf, fileAt, fixesOn, hoverOver, placeOf, problemsBecome, writeAndShow } from './editor.ts';
import { outside } from './outside.ts';
import { useShopIndex } from './shop-index.ts';
import { until } from './until.ts';

const pyproject = `[project]
name = "shop"
version = "1.0"
requires-python = ">=3.9"
dependencies = [
    "flask>=2",
    "requests>=2.32.3",
    "httpx",
]
`;
const command = 'Type “uv lock” into a terminal';

describe('a project that is locked', () => {
	let index: IndexServer;
	let editor: vscode.TextEditor;

	before(async () => {
		index = await useShopIndex();
		await writeLock(uvLock('flask 2.3.3', 'requests 2.31.0'));
		editor = await writeAndShow('pyproject.toml', pyproject);
	});

	after(() => index[Symbol.asyncDispose]());

	async function writeLock(text: string): Promise<void> {
		await write('uv.lock', text);
	}

	async function write(name: string, text: string): Promise<void> {
		await vscode.workspace.fs.writeFile(fileAt(name), new TextEncoder().encode(text));
	}

	async function comesFrom(wanted: string): Promise<void> {
		let seen = '';
		await until(
			`flask is ${wanted}`,
			async () => {
				seen = (await hoverOver(editor.document, 'flask')).split('\n')[0] ?? '';
				return seen.includes(`**flask** ${wanted}`);
			},
			{ seen: () => seen },
		);
	}

	async function definition(document: vscode.TextDocument, text: string): Promise<readonly string[]> {
		const place = placeOf(document, text).translate(0, 1);
		const found = await vscode.commands.executeCommand<vscode.Location[]>('vscode.executeDefinitionProvider', document.uri, place);
		return await Promise.all(
			found.map(async ({ uri, range }) => {
				const target = await vscode.workspace.openTextDocument(uri);
				return `${uri.path.split('/').at(-1)} “${target.lineAt(range.start.line).text.trim()}”`;
			}),
		);
	}

	it('has the version of the lock in the hover, and where it is from', async () => {
		await until('the index has answered', async () => (await hoverOver(editor.document, 'flask')).includes('The latest release is'));
		const text = await hoverOver(editor.document, 'flask');
		assert.match(text, /\*\*flask\*\* 2\.3\.3, from uv\.lock/);
		assert.match(text, /The latest release is 3\.1\.2/);
		editor = await putCursor(editor.document, 'flask');
		await showHover('.monaco-hover:has-text("from uv.lock")');
		await outside.screenshot('lock-hover');
		await outside.press('Escape');
	});

	it('says where the lock differs from the file', async () => {
		await problemsBecome(editor.document.uri, ['lock-drift “>=2.32.3”', 'lock-drift “httpx”']);
		assert.deepEqual(
			diagnosticsOf(editor.document.uri).map(({ message }) => message),
			['uv.lock has requests 2.31.0, which >=2.32.3 does not allow.', 'httpx is not in uv.lock.'],
		);
		await vscode.commands.executeCommand('workbench.actions.view.problems');
		await outside.screenshot('lock-drift');
	});

	it('offers to type what locks again into a terminal, and runs nothing', async () => {
		const opened = new Promise<vscode.Terminal>((resolve) => {
			const listener = vscode.window.onDidOpenTerminal((terminal) => {
				listener.dispose();
				resolve(terminal);
			});
		});
		assert.equal((await fixesOn(editor.document, '>=2.32.3'))[0]?.title, command);
		await applyFix(editor.document, '>=2.32.3', command);
		const terminal = await opened;
		assert.equal(terminal.name, 'AutoDocs: uv lock');
		await outside.waitFor('.xterm-rows:has-text("uv lock")');
		await outside.screenshot('lock-command');
		terminal.dispose();
		await vscode.commands.executeCommand('workbench.action.closePanel');
	});

	it('leads from a requirement to its entry in the lock, and back', async () => {
		assert.deepEqual(await definition(editor.document, 'flask'), ['uv.lock “name = "flask"”']);
		const lock = await vscode.workspace.openTextDocument(fileAt('uv.lock'));
		assert.deepEqual(await definition(lock, 'flask'), ['pyproject.toml “"flask>=2",”']);
		assert.deepEqual(await definition(lock, '2.31.0'), ['pyproject.toml “"requests>=2.32.3",”']);
		assert.deepEqual(await definition(lock, '[[package]]'), []);
	});

	it('is checked again when the lock changes', async () => {
		await writeLock(uvLock('flask 3.0.3', 'requests 2.32.5', 'httpx 0.28.1'));
		await problemsBecome(editor.document.uri, []);
		assert.match(await hoverOver(editor.document, 'flask'), /\*\*flask\*\* 3\.0\.3, from uv\.lock/);
	});

	it('may be one with a name, of which the others are checked too, until one without comes', async () => {
		const pylock = (version: string) =>
			`lock-version = "1.0"\ncreated-by = "test"\n\n[[packages]]\nname = "flask"\nversion = "${version}"\n`;
		await vscode.workspace.fs.delete(fileAt('uv.lock'));
		await write('pylock.dev.toml', pylock('2.3.3'));
		await comesFrom('2.3.3, from pylock.dev.toml');
		await write('pylock.prod.toml', pylock('1.1.4'));
		await problemsBecome(editor.document.uri, ['lock-drift “>=2”']);
		assert.equal(diagnosticsOf(editor.document.uri)[0]?.message, 'pylock.prod.toml has flask 1.1.4, which >=2 does not allow.');
		await write('pylock.prod.toml', '[[packages]]\nname = \n');
		await problemsBecome(fileAt('pylock.prod.toml'), ['invalid-lock “1:5”']);
		await write('pylock.toml', pylock('3.0.3'));
		await comesFrom('3.0.3, from pylock.toml');
		await problemsBecome(fileAt('pylock.prod.toml'), []);
		for (const name of ['pylock.toml', 'pylock.dev.toml', 'pylock.prod.toml']) await vscode.workspace.fs.delete(fileAt(name));
		await writeLock(uvLock('flask 3.0.3', 'requests 2.32.5', 'httpx 0.28.1'));
		await comesFrom('3.0.3, from uv.lock');
	});

	it('says in the lock what is broken there', async () => {
		const text = uvLock('flask 3.0.3').replace(
			'version = "3.0.3"',
			'<<<<<<< HEAD\nversion = "3.0.3"\n=======\nversion = "3.1.2"\n>>>>>>> next',
		);
		const lock = await writeAndShow('uv.lock', text);
		await problemsBecome(lock.document.uri, ['invalid-lock “<<<<<<< HEAD”']);
		await outside.waitFor('.squiggly-warning');
		await outside.screenshot('lock-conflict');
		await writeLock(uvLock('flask 3.0.3', 'requests 2.32.5', 'httpx 0.28.1'));
		await problemsBecome(lock.document.uri, []);
	});
});
