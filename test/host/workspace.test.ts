import assert from 'node:assert/strict';
import { symlink } from 'node:fs/promises';
import * as vscode from 'vscode';
import type { IndexServer } from '../support/index-server.ts';
import { uvLock } from '../support/locks.ts';
import { diagnosticsOf, fileAt, fixesOn, hoverOver, problemsBecome } from './editor.ts';
import { MemoryFiles } from './memory-files.ts';
import { useShopIndex } from './shop-index.ts';
import { until } from './until.ts';

const troubled = '[project]\nname = "troubled"\ndependencies = ["rich>=99"]\n';

/** Beside the first folder of the workspace. */
function besides(path: string): vscode.Uri {
	return vscode.Uri.joinPath(fileAt('..'), path);
}

async function write(uri: vscode.Uri, content = troubled): Promise<vscode.Uri> {
	await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(content));
	return uri;
}

async function countBecomes(uri: vscode.Uri, count: number): Promise<void> {
	await until(`${uri.path} has ${count} problems`, () => diagnosticsOf(uri).length === count, { seen: () => diagnosticsOf(uri).length });
}

/** Resolves when what was written before has been seen: this was written later. */
async function laterIsSeen(): Promise<void> {
	const later = await write(fileAt('later/pyproject.toml'));
	await countBecomes(later, 1);
	await vscode.workspace.fs.delete(fileAt('later'), { recursive: true });
	await countBecomes(later, 0);
}

describe('a workspace of several folders', () => {
	let index: IndexServer;
	const two = () => besides('venv/two/pyproject.toml');

	before(async () => {
		index = await useShopIndex();
	});

	after(() => index[Symbol.asyncDispose]());

	it('has the problems of each, be it below a folder of any name', async () => {
		await countBecomes(two(), 1);
		await write(two(), '[project]\nname = "two"\ndependencies = ["rich"]\n');
		await countBecomes(two(), 0);
		await write(two());
		await countBecomes(two(), 1);
	});

	it('loses the problems of a folder that is taken out, and has them again when it is put back', async () => {
		const folder = vscode.Uri.joinPath(two(), '..');
		const isTold = new Promise<void>((resolve) => {
			const listening = vscode.workspace.onDidChangeWorkspaceFolders(() => {
				listening.dispose();
				resolve();
			});
		});
		assert.ok(vscode.workspace.updateWorkspaceFolders(1, 1));
		// VS Code takes no other change before it has told of this one.
		await isTold;
		await countBecomes(two(), 0);
		assert.ok(vscode.workspace.updateWorkspaceFolders(1, 0, { uri: folder }));
		await countBecomes(two(), 1);
	});

	it('has the problems of a list that two projects name once, while one of them says so', async () => {
		const naming = (list: string) =>
			`[project]\nname = "x"\ndynamic = ["dependencies"]\n[tool.setuptools.dynamic]\ndependencies = { file = "${list}" }\n`;
		const list = await write(fileAt('lists/inner/requirements.txt'), 'rich>=99\n');
		await write(fileAt('lists/pyproject.toml'), naming('inner/requirements.txt'));
		await countBecomes(list, 1);
		const inner = await write(fileAt('lists/inner/pyproject.toml'), naming('requirements.txt'));
		await write(fileAt('lists/inner/uv.lock'), uvLock('rich 1.0'));
		const codes = () => diagnosticsOf(list).map(({ code }) => (typeof code === 'object' ? code.value : code));
		const codesBecome = (wanted: string) => until(`the problems are ${wanted}`, () => codes().join(' ') === wanted, { seen: codes });
		await codesBecome('no-matching-version lock-drift');
		await vscode.workspace.fs.delete(inner);
		await codesBecome('no-matching-version');
		await vscode.workspace.fs.delete(fileAt('lists'), { recursive: true });
		await countBecomes(list, 0);
	});

	it('sees a project in a folder that gets a name with a dot', async () => {
		const before = await write(fileAt('app/pyproject.toml'));
		await countBecomes(before, 1);
		for (const [from, to] of [
			['app', 'app-1.0'],
			['app-1.0', 'my.pkg'],
		] as const) {
			await vscode.workspace.fs.rename(fileAt(from), fileAt(to));
			await countBecomes(fileAt(`${to}/pyproject.toml`), 1);
			await countBecomes(fileAt(`${from}/pyproject.toml`), 0);
		}
		await vscode.workspace.fs.delete(fileAt('my.pkg'), { recursive: true });
	});

	it('leaves out what files.exclude hides, from the moment on when it does', async () => {
		const hidden = await write(fileAt('hidden/deep/pyproject.toml'));
		await countBecomes(hidden, 1);
		const exclude = async (value: Readonly<Record<string, boolean>> | undefined) =>
			await vscode.workspace.getConfiguration('files').update('exclude', value, vscode.ConfigurationTarget.Workspace);
		await exclude({ '**/hidden': true });
		await countBecomes(hidden, 0);
		await write(hidden, `${troubled}\n`);
		const another = await write(fileAt('hidden/another/pyproject.toml'));
		await laterIsSeen();
		assert.deepEqual([diagnosticsOf(hidden), diagnosticsOf(another)], [[], []]);
		await exclude(undefined);
		await countBecomes(hidden, 1);
		await countBecomes(another, 1);
		await vscode.workspace.fs.delete(fileAt('hidden'), { recursive: true });
		await countBecomes(hidden, 0);
	});

	it('has the problems of a project elsewhere while that is open', async () => {
		const outside = besides('outside/pyproject.toml');
		// As a person opens it: what an extension opens stays open for minutes.
		await vscode.commands.executeCommand('vscode.open', outside);
		await countBecomes(outside, 1);
		await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
		await countBecomes(outside, 0);
	});

	it('says of a link that leads to itself what it is', async () => {
		await vscode.workspace.fs.createDirectory(fileAt('loop'));
		// VS Code watches a new folder from a moment after it is made: what is linked there before is no event, and what leads nowhere no search finds.
		await laterIsSeen();
		const loop = fileAt('loop/pyproject.toml');
		await symlink('pyproject.toml', loop.fsPath);
		await until('it has its problem', () => /it is a symbolic link that leads to itself/.test(diagnosticsOf(loop)[0]?.message ?? ''), {
			seen: () => diagnosticsOf(loop),
		});
		await vscode.workspace.fs.delete(fileAt('loop'), { recursive: true });
		await countBecomes(loop, 0);
	});

	it('sees a list change that a project names, whatever it is called, and offers its fixes there', async () => {
		const list = await write(fileAt('listed/needs.list'), 'rich\n');
		await write(
			fileAt('listed/pyproject.toml'),
			'[project]\nname = "listed"\ndynamic = ["dependencies"]\n[tool.setuptools.dynamic]\ndependencies = { file = ["needs.list"] }\n',
		);
		await laterIsSeen();
		await write(list, 'sqlalchmey\n');
		await countBecomes(list, 1);
		const document = await vscode.workspace.openTextDocument(list);
		await vscode.window.showTextDocument(document);
		const titles = (await fixesOn(document, 'sqlalchmey')).map(({ title }) => title);
		assert.ok(titles.includes('Did you mean sqlalchemy?'), titles.join(', '));
		await vscode.workspace.fs.delete(fileAt('listed'), { recursive: true });
		await countBecomes(list, 0);
	});
});

describe('a workspace on a file system of its own', () => {
	const files = new MemoryFiles();
	const registration = vscode.workspace.registerFileSystemProvider('memory', files);
	const project = vscode.Uri.from({ scheme: 'memory', path: '/shop/pyproject.toml' });
	let index: IndexServer;

	before(async () => {
		index = await useShopIndex();
		files.createDirectory(vscode.Uri.joinPath(project, '..'));
		const end = vscode.workspace.workspaceFolders?.length ?? 0;
		assert.ok(vscode.workspace.updateWorkspaceFolders(end, 0, { uri: vscode.Uri.joinPath(project, '..') }));
		await until('the folder is there', () => vscode.workspace.getWorkspaceFolder(project) !== undefined);
	});

	after(async () => {
		vscode.workspace.updateWorkspaceFolders((vscode.workspace.workspaceFolders?.length ?? 0) - 1, 1);
		await countBecomes(project, 0);
		registration.dispose();
		await index[Symbol.asyncDispose]();
	});

	it('is read from there, with the lists that a project names', async () => {
		await write(vscode.Uri.joinPath(project, '..', 'needs.txt'), 'sqlalchmey\n');
		await write(
			project,
			'[project]\nname = "memory"\ndynamic = ["dependencies"]\n[tool.setuptools.dynamic]\ndependencies = { file = ["needs.txt"] }\n',
		);
		await countBecomes(vscode.Uri.joinPath(project, '..', 'needs.txt'), 1);
		await write(project);
		await problemsBecome((await vscode.workspace.openTextDocument(project)).uri, ['no-matching-version “>=99”']);
		await countBecomes(vscode.Uri.joinPath(project, '..', 'needs.txt'), 0);
	});

	it('is not doubled by what shows another version of a file', async () => {
		const file = await write(fileAt('reviewed/pyproject.toml'));
		await countBecomes(file, 1);
		const provider = vscode.workspace.registerTextDocumentContentProvider('review', { provideTextDocumentContent: () => troubled });
		const shown = await vscode.workspace.openTextDocument(file.with({ scheme: 'review' }));
		await laterIsSeen();
		assert.deepEqual(diagnosticsOf(shown.uri), []);
		assert.equal(await hoverOver(shown, 'rich'), '');
		provider.dispose();
		await vscode.workspace.fs.delete(fileAt('reviewed'), { recursive: true });
	});
});
