import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { IndexStats } from '../support/index-server.ts';
import { longestStandstill } from '../support/loop-watch.ts';
import { diagnosticsOf, fileAt } from './editor.ts';
import { outside } from './outside.ts';
import { until } from './until.ts';

const count = 200;
const concurrency = 50;

/** VS Code keeps its marks here: see its `vs/base/common/performance`. */
interface Marks {
	readonly MonacoPerformanceMarks?: { readonly getMarks: () => readonly { readonly name: string; readonly startTime: number }[] };
}

describe('a project of 200 requirements, cold, its index at 50 ms', () => {
	const indexUrl = () => new URL(String(vscode.workspace.getConfiguration('autodocs').get('index.url')));

	async function stats(): Promise<IndexStats> {
		return (await (await fetch(new URL('/stats', indexUrl()))).json()) as IndexStats;
	}

	it('is activated without asking anything', async () => {
		const marks = (globalThis as Marks).MonacoPerformanceMarks?.getMarks() ?? [];
		const at = (what: string) => marks.find(({ name }) => name === `code/extHost/${what}/autodocs.autodocs`)?.startTime;
		const [from, to] = [at('willActivateExtension'), at('didActivateExtension')];
		if (from !== undefined && to !== undefined) await outside.say(`      activation took ${(to - from).toFixed(0)} ms (50 at most)`);
		assert.ok(from !== undefined && to !== undefined, `no marks among ${JSON.stringify(marks.map(({ name }) => name).slice(-20))}`);
		assert.equal((await stats()).requests, 0);
	});

	it('has all its findings after one request for each package, over 50 connections at most', async () => {
		const least = await plainFetches();
		const before = await stats();
		const requirements = Array.from({ length: count }, (_, i) => `    "package-${i}${i % 4 === 0 ? '>=99' : '>=1'}",\n`).join('');
		const uri = fileAt('pyproject.toml');
		const document = await vscode.workspace.openTextDocument(uri);
		await vscode.window.showTextDocument(document);
		const edit = new vscode.WorkspaceEdit();
		edit.insert(uri, document.lineAt(2).range.start, `dependencies = [\n${requirements}]\n`);
		await vscode.workspace.applyEdit(edit);
		const start = performance.now();
		const { worked, passed } = await longestStandstill(async () => {
			await until('all findings are shown', () => diagnosticsOf(uri).length === count / 4, { seen: () => diagnosticsOf(uri).length });
		});
		const took = performance.now() - start;
		const after = await stats();
		await outside.say(
			`      all findings after ${took.toFixed(0)} ms; plain fetch took ${least.toFixed(0)} ms; ` +
				`event loop held up ${worked.toFixed(0)} ms by work, ${passed.toFixed(0)} ms by the clock; ${after.connections - before.connections} connections; ${after.requests - before.requests} requests`,
		);
		assert.equal(after.requests - before.requests, count);
		assert.ok(after.connections - before.connections <= concurrency);
		assert.ok(after.peak <= concurrency);
		// 50 ms are wanted, which the bench holds it to; here a browser and a server work on the same cores.
		assert.ok(worked <= 100, `The extension host worked ${worked.toFixed(0)} ms at once`);
	});

	/** The same requests by nothing but fetch, as many at once. Resolves with ms. */
	async function plainFetches(): Promise<number> {
		const urls = Array.from({ length: count }, (_, i) => `${indexUrl().href}/package-${i}/`);
		const headers = { accept: 'application/vnd.pypi.simple.v1+json' };
		const start = performance.now();
		const workers = Array.from({ length: concurrency }, async () => {
			for (let url = urls.pop(); url !== undefined; url = urls.pop()) await (await fetch(url, { headers })).text();
		});
		await Promise.all(workers);
		return performance.now() - start;
	}
});
