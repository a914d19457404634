import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { IndexServer } from '../support/index-server.ts';
import { openQuickFixes, putCursor, showHover } from './at-the-cursor.ts';
import { applyFix, diagnosticsOf, fileAt, fixesOn, hoverOver, placeOf, problemsBecome, problemsOf, show, writeAndShow } from './editor.ts';
import { outside } from './outside.ts';
import { setSetting, useShopIndex } from './shop-index.ts';
import { pictureInThemes } from './themes.ts';
import { until } from './until.ts';

const pyproject = `[project]
name = "shop"
version = "1.0"
requires-python = ">=3.10"
dependencies = [
    "flask>=3.0",  # good
    "requests==2.32.0",
    "sqlalchmey>=2.0",
    "rich>=99",
    "numpy==2.3.0",
    "httpx >=0.27 <1",
    "click>=8",
    "click>=8",
]
`;

const problems = [
	'yanked-version “==2.32.0”',
	'unknown-package “sqlalchmey”',
	'no-matching-version “>=99”',
	'python-conflict “==2.3.0”',
	'invalid-requirement “<1”',
	'duplicate-requirement “"click>=8"”',
];

describe('a pyproject.toml in the editor', () => {
	let index: IndexServer;
	let editor: vscode.TextEditor;
	const uri = () => editor.document.uri;

	before(async () => {
		index = await useShopIndex();
		editor = await writeAndShow('pyproject.toml', pyproject);
		await problemsBecome(uri(), problems);
	});

	after(() => index[Symbol.asyncDispose]());

	it('shows each problem on its exact characters and leaves good lines clean', () => {
		assert.deepEqual(problemsOf(uri()), problems);
	});

	it('names the reason of a yank, and what may have been meant by an unknown name', () => {
		const messages = diagnosticsOf(uri()).map(({ message }) => message);
		assert.match(messages[0] ?? '', /yanked: Yanked due to conflicts with CVE-2024-35195 mitigation/);
		assert.match(messages[1] ?? '', /Did you mean sqlalchemy\?/);
	});

	it('asks once for each package', () => {
		const paths = index.requests.map(({ path }) => path).filter((path) => path.startsWith('/simple/'));
		assert.deepEqual([...new Set(paths)].length, paths.length);
	});

	it('shows the version that applies and its summary in the hover, and nothing that the package could run', async () => {
		const text = await until('the hover has the docs', async () => {
			const hover = await hoverOver(editor.document, 'flask>=3.0');
			return hover.includes('simple framework') ? hover : undefined;
		});
		assert.match(text, /\*\*flask\*\* 3\.1\.2/);
		assert.match(text, /best match for \\>=3\.0/);
		assert.match(text, /lightweight web application framework/);
		assert.doesNotMatch(text, /<script/);
	});

	it('opens the docs page of a finding by its code', async () => {
		const { code } = diagnosticsOf(uri())[0] ?? {};
		assert.ok(typeof code === 'object');
		const page = await vscode.workspace.openTextDocument(code.target);
		assert.match(page.getText(), /^# yanked-version/);
	});

	it('is pictured in each kind of theme: problems, hover, quick fixes, status bar', async () => {
		await pictureInThemes('problems', async () => {
			await vscode.commands.executeCommand('workbench.actions.view.problems');
			await outside.waitFor('.markers-panel .monaco-list-row');
			await show('pyproject.toml');
		});
		await pictureInThemes('hover', async () => {
			await putCursor(editor.document, 'flask>=3.0');
			await showHover('.monaco-hover .hover-row:has-text("lightweight web application framework")');
		});
		await pictureInThemes('quick-fixes', async () => {
			await putCursor(editor.document, 'sqlalchmey');
			await openQuickFixes('Did you mean sqlalchemy?');
		});
	});

	it('mends a typo with the fix, as one edit that can be undone, and the problem goes', async () => {
		editor = await show('pyproject.toml');
		await applyFix(editor.document, 'sqlalchmey', 'Did you mean sqlalchemy?');
		assert.ok(editor.document.getText().includes('    "sqlalchemy>=2.0",\n'));
		await problemsBecome(
			uri(),
			problems.filter((problem) => !problem.startsWith('unknown')),
		);
		await vscode.commands.executeCommand('undo');
		assert.equal(editor.document.getText(), pyproject);
		await problemsBecome(uri(), problems);
	});

	it('fixes everything that needs no choice at once', async () => {
		const all = (await fixesOn(editor.document, 'click>=8"')).find(({ title }) => title.startsWith('Fix all'));
		assert.ok(all?.edit);
		await vscode.workspace.applyEdit(all.edit);
		await problemsBecome(
			uri(),
			problems.filter((problem) => /^(yanked|no-matching|python)/.test(problem)),
		);
		assert.match(editor.document.getText(), /"httpx >=0\.27, ?<1"/);
		await vscode.commands.executeCommand('undo');
		await problemsBecome(uri(), problems);
	});

	it('keeps the other problems, moved, while a line is half typed', async () => {
		await editor.edit((edit) => edit.insert(placeOf(editor.document, '    "rich'), '    "half\n'));
		await until('the syntax error is shown', () => problemsOf(uri()).some((problem) => problem.startsWith('invalid-toml')), {
			seen: () => problemsOf(uri()),
		});
		const kept = problemsOf(uri()).filter((problem) => !problem.startsWith('invalid-toml'));
		assert.deepEqual(kept, problems);
		await vscode.commands.executeCommand('undo');
		await problemsBecome(uri(), problems);
	});

	it('sees new projects in new folders, edits of them from outside, and their deletion', async () => {
		const others = Array.from({ length: 8 }, (_, number) => fileAt(`packages-${number}/other/pyproject.toml`));
		const write = (content: string) =>
			Promise.all(others.map((uri) => vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(content))));
		const have = (count: number) => () => others.every((uri) => diagnosticsOf(uri).length === count);
		const seen = () => others.map((uri) => diagnosticsOf(uri).length);
		await write('[project]\nname = "other"\ndependencies = ["rich>=99"]\n');
		await until('each new project has its problem', have(1), { seen });
		await write('[project]\nname = "other"\ndependencies = ["rich"]\n');
		await until('each edit is seen', have(0), { seen });
		await write('[project\n');
		await until('each syntax error is seen', have(1), { seen });
		await Promise.all(others.map((uri) => vscode.workspace.fs.delete(vscode.Uri.joinPath(uri, '..', '..'), { recursive: true })));
		await until('no deleted project has problems', have(0), { seen });
	});

	it('says of a file that cannot be read why not', async () => {
		const odd = fileAt('odd/pyproject.toml');
		await vscode.workspace.fs.writeFile(odd, Uint8Array.of(0x61, 0xff, 0xfe));
		await until('the file has its problem', () => /is not UTF-8 text/.test(diagnosticsOf(odd)[0]?.message ?? ''));
		await vscode.workspace.fs.delete(fileAt('odd'), { recursive: true });
		await until('the problem went with its folder', () => diagnosticsOf(odd).length === 0);
	});

	it('takes no notice of projects in virtual environments', async () => {
		const theirs = fileAt('.venv/lib/pyproject.toml');
		await vscode.workspace.fs.writeFile(theirs, new TextEncoder().encode('[project\n'));
		const ours = fileAt('packages/ours/pyproject.toml');
		await vscode.workspace.fs.writeFile(ours, new TextEncoder().encode('[project\n'));
		await until('a project written later is seen', () => diagnosticsOf(ours).length === 1);
		assert.equal(diagnosticsOf(theirs).length, 0);
		await vscode.workspace.fs.delete(fileAt('packages'), { recursive: true });
	});

	it('turns a finding off by its setting, and writes that setting for the person who asks', async () => {
		await applyFix(editor.document, '==2.32.0', 'Turn off “yanked-version” (writes a setting)');
		await problemsBecome(uri(), problems.slice(1));
		assert.equal(vscode.workspace.getConfiguration('autodocs').get('findings.yanked-version'), 'off');
		await vscode.workspace.getConfiguration('autodocs').update('findings.yanked-version', undefined, vscode.ConfigurationTarget.Workspace);
		await problemsBecome(uri(), problems);
	});

	it('ignores a package on request', async () => {
		await applyFix(editor.document, 'sqlalchmey', 'Ignore sqlalchmey (writes a setting)');
		await problemsBecome(
			uri(),
			problems.filter((problem) => !problem.startsWith('unknown')),
		);
		await vscode.workspace.getConfiguration('autodocs').update('findings.ignoredPackages', undefined, vscode.ConfigurationTarget.Workspace);
		await problemsBecome(uri(), problems);
	});

	it('keeps working with a setting that makes no sense', async () => {
		await setSetting('network.deadlineSeconds', 'soon');
		await problemsBecome(uri(), problems);
		await setSetting('network.deadlineSeconds', undefined);
	});
});
