import assert from 'node:assert/strict';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { fileAt, hoverOver, problemsBecome, writeAndShow } from './editor.ts';
import { outside } from './outside.ts';
import type { SelectsPython } from './python-extensions.ts';
import { until } from './until.ts';

describe('a workspace that is not trusted', () => {
	let elsewhere: string;

	before(async () => {
		elsewhere = await realpath(await mkdtemp(join(tmpdir(), 'autodocs-elsewhere-')));
		await makeEnvironment(join(elsewhere, 'env'), '1.5');
	});

	after(async () => {
		delete process.env['VIRTUAL_ENV'];
		await rm(elsewhere, { recursive: true });
	});

	async function makeEnvironment(folder: string, version: string): Promise<void> {
		const record = join(folder, `lib/python3.12/site-packages/package_0-${version}.dist-info/RECORD`);
		await mkdir(dirname(record), { recursive: true });
		await writeFile(record, '');
		await writeFile(join(folder, 'pyvenv.cfg'), 'home = /usr/bin\nversion_info = 3.12.4\n');
	}

	it('cannot choose the index', async () => {
		assert.equal(vscode.workspace.isTrusted, false);
		await vscode.window.showTextDocument(fileAt('pyproject.toml'));
		// Only the index of the person's own settings has this package.
		await problemsBecome(fileAt('pyproject.toml'), ['no-matching-version “>=99”']);
	});

	it('has nothing outside of it read, be it selected, active or what a link leads to, and says so', async () => {
		const python = vscode.extensions.getExtension<SelectsPython>('ms-python.python');
		assert.ok(python);
		const { select, asked } = await python.activate();
		select(join(elsewhere, 'env'));
		process.env['VIRTUAL_ENV'] = join(elsewhere, 'env');
		await symlink(join(elsewhere, 'env'), fileAt('.venv').fsPath);
		const { document } = await writeAndShow('pyproject.toml', '[project]\nname = "restricted"\ndependencies = ["package-0>=1"]\n');
		let seen = '';
		const becomes = async (wanted: RegExp) => {
			const is = async () => {
				seen = await hoverOver(document, 'package-0');
				return wanted.test(seen);
			};
			await until(`the hover says ${wanted}`, is, { seen: () => seen });
		};
		await becomes(/\*\*package-0\*\* 1\.99 — the best/);
		assert.equal(asked(), 0);
		await outside.waitFor('.statusbar-item[aria-label*="not trusted"]');
		await outside.screenshot('restricted');
		// What stands inside of it is read.
		await rm(fileAt('.venv').fsPath);
		await makeEnvironment(fileAt('.venv').fsPath, '1.7');
		await becomes(/\*\*package-0\*\* 1\.7, installed in \.venv/);
	});
});
