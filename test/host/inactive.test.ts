import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('a workspace without a pyproject.toml', () => {
	// VS Code runs the tests when every extension that the workspace starts has been started.
	it('leaves the extension installed and inactive', () => {
		const extension = vscode.extensions.getExtension('autodocs.autodocs');
		assert.equal(extension?.isActive, false);
	});
});
