import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { IndexServer } from '../support/index-server.ts';
import { openQuickFixes, putCursor } from './at-the-cursor.ts';
import { diagnosticsOf, fixesOn, hoverOver, placeOf, problemsBecome, show, writeAndShow } from './editor.ts';
import { outside } from './outside.ts';
import { useShopIndex } from './shop-index.ts';

const cookies = {
	id: 'GHSA-v845-jxx5-vc9f',
	aliases: ['CVE-2023-43804'],
	fixed_in: ['1.26.17', '2.0.6'],
	details: 'The header Cookie is not stripped on redirects to other origins.',
	link: 'https://osv.dev/vulnerability/GHSA-v845-jxx5-vc9f',
};
const bodies = {
	id: 'GHSA-g4mx-q9vg-27p4',
	aliases: ['CVE-2023-45803'],
	fixed_in: ['1.26.18', '2.0.7'],
	details: 'The body is not stripped.',
};
const pyproject = '[project]\nname = "shop"\nversion = "1.0"\ndependencies = [\n    "flask>=3",\n    "urllib3==1.26.4",\n]\n';

describe('a version with known vulnerabilities', () => {
	let index: IndexServer;
	let editor: vscode.TextEditor;

	before(async () => {
		index = await useShopIndex((served) =>
			served.serve({
				name: 'urllib3',
				summary: 'HTTP library with thread-safe connection pooling.',
				versions: {
					'1.26.4': { vulnerabilities: [cookies, bodies] },
					'1.26.5': { vulnerabilities: [bodies] },
					'1.26.17': { vulnerabilities: [bodies] },
					'1.26.20': {},
					'2.5.0': {},
				},
			}),
		);
		// Of what is shown the docs are fetched, which tell of vulnerabilities too.
		await show('pyproject.toml');
		editor = await writeAndShow('pyproject.toml', pyproject);
	});

	after(() => index[Symbol.asyncDispose]());

	const asked = () => index.requests.map(({ path }) => path);

	it('is reported on its specifier, with what there is of it', async () => {
		await problemsBecome(editor.document.uri, ['vulnerable-version “==1.26.4”']);
		assert.equal(
			diagnosticsOf(editor.document.uri)[0]?.message,
			'urllib3 1.26.4 has 2 known vulnerabilities: GHSA-v845-jxx5-vc9f (CVE-2023-43804), fixed in 1.26.17; GHSA-g4mx-q9vg-27p4 (CVE-2023-45803), fixed in 1.26.18.',
		);
		assert.match(await hoverOver(editor.document, 'urllib3==1.26.4'), /⚠ urllib3 1\.26\.4 has 2 known vulnerabilities: /);
	});

	it('offers the nearest release without them first, then the advisory', async () => {
		const titles = (await fixesOn(editor.document, '==1.26.4')).map(({ title }) => title);
		assert.deepEqual(titles.slice(0, 2), ['Use urllib3 1.26.20', 'Read about GHSA-v845-jxx5-vc9f']);
		await vscode.commands.executeCommand('workbench.actions.view.problems');
		editor = await putCursor(editor.document, '==1.26.4');
		await openQuickFixes('Use urllib3 1.26.20');
		await outside.screenshot('vulnerable-version');
		await outside.press('Escape');
		await vscode.commands.executeCommand('workbench.action.closePanel');
	});

	it('costs one request for a changed line, once the file is calm', async () => {
		assert.equal(asked().filter((path) => path === '/pypi/urllib3/1.26.4/json').length, 1);
		const before = asked().length;
		const at = placeOf(editor.document, '1.26.4');
		await editor.edit((edit) => edit.replace(new vscode.Range(at, at.translate(0, 6)), '1.26.5'));
		await problemsBecome(editor.document.uri, []);
		assert.deepEqual(asked().slice(before), []);
		await problemsBecome(editor.document.uri, ['vulnerable-version “==1.26.5”']);
		assert.deepEqual(asked().slice(before), ['/pypi/urllib3/1.26.5/json']);
	});
});
