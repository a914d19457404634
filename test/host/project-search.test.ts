import assert from 'node:assert/strict';
import { mock } from 'node:test';
import * as vscode from 'vscode';
import { Projects } from '../../src/editor/projects.ts';
import { until } from './until.ts';

describe('the projects at the top of a workspace', () => {
	afterEach(() => mock.restoreAll());

	it('are read while the others are searched for, and not again when they are found', async () => {
		let end: (found: vscode.Uri[]) => void = () => undefined;
		const search = new Promise<vscode.Uri[]>((resolve) => {
			end = resolve;
		});
		mock.method(vscode.workspace, 'findFiles', () => search);
		const projects = new Projects(() => undefined);
		const read: vscode.Uri[] = [];
		projects.onDidChange(({ uri }) => read.push(uri));
		try {
			const started = projects.start();
			await until('both are read', () => projects.all().length === vscode.workspace.workspaceFolders?.length, { seen: () => read });
			assert.equal(projects.isReady, false);
			end([...read]);
			await started;
			assert.equal(projects.isReady, true);
			assert.deepEqual(
				read.map((uri) => uri.toString()),
				vscode.workspace.workspaceFolders?.map(({ uri }) => `${uri}/pyproject.toml`),
			);
		} finally {
			projects.dispose();
		}
	});
});
