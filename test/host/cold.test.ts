import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { IndexStats } from '../support/index-server.ts';
import { assertCalm, longestStandstill, type Standstill } from '../support/loop-watch.ts';
import { diagnosticsOf, fileAt } from './editor.ts';
import { outside } from './outside.ts';
import { until } from './until.ts';

const count = 200;
const concurrency = 50;
/** Loads, each of other packages, that are timed, and those in which the event loop is watched, which takes time itself. What VS Code, its pages and the index do on the same cores adds to single ones. */
const timed = 3;
const watched = 3;

/** VS Code keeps its marks here: see its `vs/base/common/performance`. */
interface Marks {
	readonly MonacoPerformanceMarks?: { readonly getMarks: () => readonly { readonly name: string; readonly startTime: number }[] };
}

describe('a project of 200 requirements, cold, its index at 50 ms', function () {
	this.timeout(120_000);

	const indexUrl = () => new URL(String(vscode.workspace.getConfiguration('autodocs').get('index.url')));

	async function stats(): Promise<IndexStats> {
		return (await (await fetch(new URL('/stats', indexUrl()))).json()) as IndexStats;
	}

	/** How many docs were asked for; undefined while an answer is not out yet. */
	async function docsAnswered(): Promise<number | undefined> {
		const { total, requests, underWay } = await stats();
		return underWay === 0 ? total - requests : undefined;
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
		for (let load = 0; load < timed; load++) {
			const names = namesOf(load);
			const least = await plainFetches(names);
			let took = 0;
			const { connections } = await asked(load, async () => {
				took = await findAll(names);
			});
			await outside.say(
				`      all findings after ${took.toFixed(0)} ms; plain fetch took ${least.toFixed(0)} ms: ${(took / least).toFixed(2)} times as long; ` +
					`${connections} connections`,
			);
		}
	});

	it('never works for long at once meanwhile', async () => {
		const standstills: Standstill[] = [];
		for (let load = timed; load < timed + watched; load++)
			await asked(load, async () => standstills.push(await longestStandstill(() => findAll(namesOf(load)))));
		await outside.say(`      ${assertCalm(standstills)}`);
	});

	function namesOf(load: number): readonly string[] {
		return Array.from({ length: count }, (_, i) => `package-${load * count + i}`);
	}

	/** Resolves once the docs are in too. Fails when the load asks more than it should, or over more connections. */
	async function asked(load: number, find: () => Promise<unknown>): Promise<{ readonly connections: number }> {
		const before = await stats();
		await find();
		const after = await stats();
		const connections = after.connections - before.connections;
		assert.equal(after.requests - before.requests, count);
		assert.ok(connections <= concurrency);
		assert.ok(after.peak <= concurrency);
		await until('the docs of those that were found are in', async () => (await docsAnswered()) === (load + 1) * count * (3 / 4), {
			limitMs: 30_000,
			seen: docsAnswered,
		});
		return { connections };
	}

	/** Makes the project one that needs these, and waits for its findings. Resolves with ms. */
	async function findAll(names: readonly string[]): Promise<number> {
		const uri = fileAt('pyproject.toml');
		await require(uri, names);
		const start = performance.now();
		await until('all findings are shown', () => areFound(uri, names), { seen: () => diagnosticsOf(uri).length });
		return performance.now() - start;
	}

	/** Writes a project that needs these, a quarter of which in versions that nobody has. */
	async function require(uri: vscode.Uri, names: readonly string[]): Promise<void> {
		const requirements = names.map((name, i) => `    "${name}${i % 4 === 0 ? '>=99' : '>=1'}",\n`).join('');
		const document = await vscode.workspace.openTextDocument(uri);
		await vscode.window.showTextDocument(document);
		const edit = new vscode.WorkspaceEdit();
		const whole = new vscode.Range(0, 0, document.lineCount, 0);
		edit.replace(uri, whole, `[project]\nname = "cold"\ndependencies = [\n${requirements}]\n`);
		await vscode.workspace.applyEdit(edit);
	}

	function areFound(uri: vscode.Uri, names: readonly string[]): boolean {
		const found = diagnosticsOf(uri);
		return found.length === count / 4 && found[0]?.message.includes(names[0] ?? '') === true;
	}

	/** The same requests by nothing but fetch, as many at once. Resolves with ms. */
	async function plainFetches(names: readonly string[]): Promise<number> {
		const urls = names.map((name) => `${indexUrl().href}/${name}/`);
		const headers = { accept: 'application/vnd.pypi.simple.v1+json' };
		const start = performance.now();
		const workers = Array.from({ length: concurrency }, async () => {
			for (let url = urls.pop(); url !== undefined; url = urls.pop()) await (await fetch(url, { headers })).text();
		});
		await Promise.all(workers);
		return performance.now() - start;
	}
});
