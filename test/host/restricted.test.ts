import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { fileAt, problemsBecome } from './editor.ts';

describe('a workspace that is not trusted', () => {
	it('cannot choose the index', async () => {
		assert.equal(vscode.workspace.isTrusted, false);
		await vscode.window.showTextDocument(fileAt('pyproject.toml'));
		// Only the index of the person's own settings has this package.
		await problemsBecome(fileAt('pyproject.toml'), ['no-matching-version “>=99”']);
	});
});
