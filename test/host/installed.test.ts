import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { IndexServer } from '../support/index-server.ts';
import { uvLock } from '../support/locks.ts';
import { openQuickFixes, putCursor, showHover } from './at-the-cursor.ts';
import { applyFix, diagnosticsOf, fileAt, fixesOn, hoverOver, problemsBecome, writeAndShow } from './editor.ts';
import { outside } from './outside.ts';
import { setSetting, useShopIndex } from './shop-index.ts';
import { until } from './until.ts';

const pyproject = `[project]
name = "shop"
version = "1.0"
dependencies = [
    "flask>=2",
    "requests>=2.31 ; python_version >= '3.12'",
]

[dependency-groups]
dev = ["rich"]
`;
const source = 'import os\n\nimport click\nfrom flask import Flask\n\napp = Flask(__name__)\n';
const site = '.venv/lib/python3.12/site-packages';

describe('a project with an environment', () => {
	let index: IndexServer;
	let editor: vscode.TextEditor;

	before(async () => {
		index = await useShopIndex();
		await write('.venv/pyvenv.cfg', 'home = /usr/bin\nversion_info = 3.12.4\n');
		await install('flask', '2.3.3', 'flask/__init__.py');
		await install('requests', '2.32.3', 'requests/__init__.py');
		await install('click', '8.1.8', 'click/__init__.py');
		editor = await writeAndShow('pyproject.toml', pyproject);
	});

	after(async () => {
		await vscode.workspace.fs.delete(fileAt('uv.lock')).then(undefined, () => undefined);
		await index[Symbol.asyncDispose]();
	});

	async function write(path: string, text: string): Promise<void> {
		await vscode.workspace.fs.writeFile(fileAt(path), new TextEncoder().encode(text));
	}

	async function install(name: string, version: string, ...files: readonly string[]): Promise<void> {
		await write(`${site}/${name}-${version}.dist-info/RECORD`, files.map((file) => `${file},,\n`).join(''));
	}

	async function uninstall(name: string, version: string): Promise<void> {
		await vscode.workspace.fs.delete(fileAt(`${site}/${name}-${version}.dist-info`), { recursive: true });
	}

	async function pictureHover(at: vscode.TextEditor, text: string, wanted: string, picture: string): Promise<void> {
		await putCursor(at.document, text);
		await showHover(`.monaco-hover:has-text("${wanted}")`);
		await outside.screenshot(picture);
		await outside.press('Escape');
	}

	it('has what is installed in the hover, not the best for the specifier, and where it is', async () => {
		await until('the hover tells what is installed', async () =>
			/\*\*flask\*\* 2\.3\.3, installed in \.venv[\s\S]*The latest release is 3\.1\.2/.test(await hoverOver(editor.document, 'flask')),
		);
		assert.match(await hoverOver(editor.document, 'requests'), /Its marker holds here, on Python 3\.12\.4/);
		await pictureHover(editor, 'flask', 'installed in .venv', 'installed-hover');
	});

	it('follows what is installed while it is open', async () => {
		await install('flask', '3.0.3', 'flask/__init__.py');
		await uninstall('flask', '2.3.3');
		await until('the hover tells the new version', async () => (await hoverOver(editor.document, 'flask')).includes('3.0.3, installed in'));
	});

	it('says what is installed and not allowed, and offers to type what installs again', async () => {
		editor = await writeAndShow('pyproject.toml', pyproject.replace('flask>=2', 'flask>=3.1'));
		await problemsBecome(editor.document.uri, ['lock-drift “>=3.1”']);
		assert.equal(diagnosticsOf(editor.document.uri)[0]?.message, 'flask 3.0.3 is installed in .venv, but >=3.1 does not allow it.');
		await vscode.commands.executeCommand('workbench.actions.view.problems');
		await outside.waitFor('.squiggly-warning');
		await outside.screenshot('installed-drift');
		assert.equal((await fixesOn(editor.document, '>=3.1'))[0]?.title, 'Type “pip install -e .” into a terminal');
	});

	it('says what is installed and not what is locked', async () => {
		await write('uv.lock', uvLock('flask 3.1.2', 'requests 2.32.3', 'rich 13.9.4'));
		await until('the lock counts', () => diagnosticsOf(editor.document.uri)[0]?.message.includes('uv.lock') === true, {
			seen: () => diagnosticsOf(editor.document.uri),
		});
		assert.equal(diagnosticsOf(editor.document.uri)[0]?.message, 'flask 3.0.3 is installed in .venv, but uv.lock has 3.1.2.');
		const opened = new Promise<vscode.Terminal>((resolve) => {
			const listener = vscode.window.onDidOpenTerminal((terminal) => {
				listener.dispose();
				resolve(terminal);
			});
		});
		await applyFix(editor.document, '>=3.1', 'Type “uv sync” into a terminal');
		const terminal = await opened;
		const shown = await until('the shell asks for a command, and has one', async () => {
			const text = (await outside.textOf('.xterm-rows')) ?? '';
			return /[#$%>]\s*uv sync/.test(text) ? text : undefined;
		});
		assert.equal(shown.split('uv sync').length, 2, `once: ${shown}`);
		await outside.screenshot('installed-sync');
		terminal.dispose();
		await vscode.commands.executeCommand('workbench.action.closePanel');
		await install('flask', '3.1.2', 'flask/__init__.py');
		await uninstall('flask', '3.0.3');
		await problemsBecome(editor.document.uri, []);
	});

	it('tells at an import which distribution it is, and in what version', async () => {
		const main = await writeAndShow('src/shop/main.py', source);
		await until('the hover tells', async () => /\*\*flask\*\* 3\.1\.2, from uv\.lock/.test(await hoverOver(main.document, 'flask')));
		assert.match(await hoverOver(main.document, 'click'), /\*\*click\*\* 8\.1\.8, installed in \.venv[\s\S]*Not among the requirements/);
		assert.equal(await hoverOver(main.document, 'os'), '');
		await pictureHover(main, 'flask', 'from uv.lock', 'import-hover');
	});

	it('says what a source imports that nobody requires, and adds it', async () => {
		const main = await writeAndShow('src/shop/main.py', source);
		await problemsBecome(main.document.uri, ['missing-requirement “click”']);
		await outside.waitFor('.squiggly-info');
		await putCursor(main.document, 'click');
		await openQuickFixes('Add click');
		await outside.screenshot('missing-requirement');
		await outside.press('Escape');
		const titles = (await fixesOn(main.document, 'click')).map(({ title }) => title);
		assert.deepEqual(titles.slice(0, 2), ['Add click to the dependencies', 'Add click to the group “dev”']);
		await applyFix(main.document, 'click', 'Add click to the dependencies');
		const changed = await vscode.workspace.openTextDocument(fileAt('pyproject.toml'));
		assert.match(changed.getText(), /\[\n {4}"click>=8\.1\.8",\n {4}"flask>=3\.1",\n/);
		await problemsBecome(main.document.uri, []);
		await vscode.window.showTextDocument(changed);
		await outside.screenshot('missing-requirement-added');
		await vscode.commands.executeCommand('undo');
		assert.doesNotMatch(changed.getText(), /click/);
		await problemsBecome(main.document.uri, ['missing-requirement “click”']);
		await changed.save();
	});

	it('hints at what nothing uses, where it is asked to, until something does', async () => {
		await install('rich', '13.9.4', 'rich/__init__.py');
		const used = await writeAndShow('pyproject.toml', pyproject.replace('flask>=2', 'rich'));
		await write('src/shop/main.py', 'import requests\n');
		await setSetting('findings.unused-requirement', 'hint');
		await problemsBecome(used.document.uri, ['unused-requirement “"rich"”']);
		assert.deepEqual(diagnosticsOf(used.document.uri)[0]?.tags, [vscode.DiagnosticTag.Unnecessary]);
		await outside.screenshot('unused-requirement');
		await write('src/shop/main.py', 'import requests\nimport rich\n');
		await problemsBecome(used.document.uri, []);
		await write('src/shop/main.py', 'import requests\n');
		await problemsBecome(used.document.uri, ['unused-requirement “"rich"”']);
		const late = await vscode.window.showTextDocument(fileAt('src/unwatched/late.py'));
		await late.edit((edit) => edit.insert(new vscode.Position(0, 0), 'import rich\n'));
		await late.document.save();
		await problemsBecome(used.document.uri, []);
		await setSetting('findings.unused-requirement', undefined);
		await problemsBecome(used.document.uri, []);
		await writeAndShow('pyproject.toml', pyproject.replace('flask>=2', 'flask>=3.1'));
	});

	it('says the same in the cells of a notebook, but where that installs what it imports', async () => {
		const notebookOf = (...cells: readonly string[]) => ({
			cells: cells.map((source) => ({ cell_type: 'code', source, metadata: {}, outputs: [], execution_count: null })),
			metadata: { language_info: { name: 'python' } },
			nbformat: 4,
			nbformat_minor: 5,
		});
		const problemsIn = async (path: string, cells: readonly string[], wanted: readonly (readonly string[])[]) => {
			await write(path, JSON.stringify(notebookOf(...cells)));
			const notebook = await vscode.workspace.openNotebookDocument(fileAt(path));
			await vscode.window.showNotebookDocument(notebook);
			for (const [i, { document }] of notebook.getCells().entries()) await problemsBecome(document.uri, wanted[i] ?? []);
			return notebook;
		};
		const notebook = await problemsIn(
			'look.ipynb',
			['from IPython.display import display', 'import click'],
			[[], ['missing-requirement “click”']],
		);
		await outside.screenshot('missing-requirement-notebook');
		const { document } = notebook.cellAt(1);
		await applyFix(document, 'click', 'Add click to the dependencies');
		await problemsBecome(document.uri, []);
		await vscode.commands.executeCommand('workbench.action.closeAllEditors');
		await vscode.window.showTextDocument(fileAt('pyproject.toml'));
		await vscode.commands.executeCommand('undo');
		await problemsIn('itself.ipynb', ['import flask', '%pip install click', 'import click'], [[], [], []]);
	});
});
