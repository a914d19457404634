import assert from 'node:assert/strict';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { IndexServer } from '../support/index-server.ts';
import { diagnosticsOf, hoverOver, problemsBecome, writeAndShow } from './editor.ts';
import { outside } from './outside.ts';
import type { SelectsPython } from './python-extensions.ts';
import { useShopIndex } from './shop-index.ts';
import { until } from './until.ts';

const pyproject = '[project]\nname = "shop"\nversion = "1.0"\ndependencies = ["flask>=3"]\n';

describe('the interpreter that is selected in an extension for Python', () => {
	let index: IndexServer;
	let elsewhere: string;
	let editor: vscode.TextEditor;

	before(async () => {
		index = await useShopIndex();
		elsewhere = await realpath(await mkdtemp(join(tmpdir(), 'autodocs-pythons-')));
		for (const [name, flask] of Object.entries({ old: '2.3.3', new: '3.0.3', newest: '3.1.2' })) await makeEnvironment(name, flask);
		editor = await writeAndShow('pyproject.toml', pyproject);
	});

	after(async () => {
		await index[Symbol.asyncDispose]();
		await rm(elsewhere, { recursive: true });
	});

	async function makeEnvironment(name: string, flask: string): Promise<void> {
		const record = join(elsewhere, name, `lib/python3.12/site-packages/flask-${flask}.dist-info/RECORD`);
		await mkdir(dirname(record), { recursive: true });
		await writeFile(record, 'flask/__init__.py,,\n');
		await writeFile(join(elsewhere, name, 'pyvenv.cfg'), 'home = /usr/bin\nversion_info = 3.12.4\n');
	}

	async function extension(id: string): Promise<SelectsPython> {
		const found = vscode.extensions.getExtension<SelectsPython>(id);
		assert.ok(found, `${id} is not there`);
		return await found.activate();
	}

	async function hoverBecomes(wanted: RegExp): Promise<void> {
		let last = '';
		await until(
			`the hover says ${wanted}`,
			async () => {
				last = await hoverOver(editor.document, 'flask');
				return wanted.test(last);
			},
			{ seen: () => last },
		);
	}

	it('counts, wherever it is: its packages are what is installed, and are compared with the file', async () => {
		const python = await extension('ms-python.python');
		await hoverBecomes(/\*\*flask\*\* 3\.1\.2 — /);
		assert.deepEqual(diagnosticsOf(editor.document.uri), []);
		python.select(join(elsewhere, 'old/bin/python'));
		await problemsBecome(editor.document.uri, ['lock-drift “>=3”']);
		const message = `flask 2.3.3 is installed in ${join(elsewhere, 'old')}, but >=3 does not allow it.`;
		assert.equal(diagnosticsOf(editor.document.uri)[0]?.message, message);
		await hoverBecomes(/\*\*flask\*\* 2\.3\.3, installed in /);
		await outside.screenshot('chosen-python');
	});

	it('is followed when another is selected, and when none is any more', async () => {
		const python = await extension('ms-python.python');
		python.select(join(elsewhere, 'new'));
		await problemsBecome(editor.document.uri, []);
		await hoverBecomes(/\*\*flask\*\* 3\.0\.3, installed in .*\/new/);
		python.select(undefined);
		await hoverBecomes(/\*\*flask\*\* 3\.1\.2 — the best/);
		python.select(join(elsewhere, 'new'));
		await hoverBecomes(/\*\*flask\*\* 3\.0\.3, installed in /);
	});

	it('gives way to what is selected in Python Environments, once that is active', async () => {
		const environments = await extension('ms-python.vscode-python-envs');
		environments.select(join(elsewhere, 'newest'));
		// Nobody tells that an extension has become active: it is seen when a project is read.
		editor = await writeAndShow('pyproject.toml', `${pyproject}\n`);
		await hoverBecomes(/\*\*flask\*\* 3\.1\.2, installed in .*\/newest/);
		environments.select(join(elsewhere, 'old'));
		await problemsBecome(editor.document.uri, ['lock-drift “>=3”']);
		await hoverBecomes(/\*\*flask\*\* 2\.3\.3, installed in .*\/old/);
	});
});
