import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { diagnosticsOf, fileAt } from './editor.ts';
import { until } from './until.ts';

const projects = Array.from({ length: 50 }, (_, i) => `packages/part-${i}/pyproject.toml`);

describe('a branch switch that rewrites 50 projects at once', () => {
	async function write(specifier: string): Promise<void> {
		await Promise.all(
			projects.map((path, i) =>
				vscode.workspace.fs.writeFile(
					fileAt(path),
					new TextEncoder().encode(`[project]\nname = "part"\ndependencies = ["package-${i}${specifier}"]\n`),
				),
			),
		);
	}

	const troubled = () => projects.filter((path) => diagnosticsOf(fileAt(path)).length > 0).length;

	it('is seen for every one of them', async () => {
		await write('>=99');
		await until('all have their problem', () => troubled() === projects.length, { seen: troubled });
		await write('>=1');
		await until('none has a problem', () => troubled() === 0, { seen: troubled });
	});

	it('that deletes their folder leaves no problem behind', async () => {
		await write('>=99');
		await until('all have their problem', () => troubled() === projects.length, { seen: troubled });
		await vscode.workspace.fs.delete(fileAt('packages'), { recursive: true });
		await until('none has a problem', () => troubled() === 0, { seen: troubled });
		assert.equal(troubled(), 0);
	});
});
