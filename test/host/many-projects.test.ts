import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as vscode from 'vscode';
import { collectGarbage } from '../support/held.ts';
import type { IndexStats } from '../support/index-server.ts';
import { longestStandstill } from '../support/loop-watch.ts';
import { diagnosticsOf, fileAt } from './editor.ts';
import { outside } from './outside.ts';
import { until } from './until.ts';

/** What VS Code calls. */
interface Extension {
	activate(context: Pick<vscode.ExtensionContext, 'subscriptions' | 'extensionUri' | 'globalStorageUri' | 'workspaceState'>): void;
	deactivate(): Promise<void>;
}

const projects = 30;
const requirementsOfEach = 67;
const packages = 500;
const site = 'lib/python3.12/site-packages';
const nothingKept: vscode.Memento = { keys: () => [], get: () => undefined, update: () => Promise.resolve() };
const manifests = Array.from({ length: projects }, (_, i) => `part-${i}/pyproject.toml`);

describe('a workspace of 30 projects with 2,010 requirements', () => {
	let elsewhere: string;

	before(async () => {
		elsewhere = await mkdtemp(join(tmpdir(), 'autodocs-elsewhere-'));
		// The extension that is installed stays inactive: VS Code looks for such files only when it opens a folder.
		for (const [i, path] of manifests.entries()) await write(fileAt(path).fsPath, pyproject(i));
		await makeEnvironment(fileAt('part-0/.venv').fsPath);
		await makeEnvironment(join(elsewhere, 'env'));
		await symlink(join(elsewhere, 'env'), fileAt('part-1/.venv').fsPath);
	});

	after(() => rm(elsewhere, { recursive: true }));

	async function write(path: string, text: string): Promise<void> {
		await mkdir(dirname(path), { recursive: true });
		await writeFile(path, text);
	}

	async function makeEnvironment(folder: string): Promise<void> {
		await write(join(folder, 'pyvenv.cfg'), 'home = /usr/bin\nversion_info = 3.12.4\n');
		await write(join(folder, site, 'package-1-1.50.dist-info/RECORD'), '');
	}

	/** By another process, as the command line does: so that this one has nothing of it in memory. */
	async function fillCache(extensionUri: vscode.Uri): Promise<void> {
		const cli = join(extensionUri.fsPath, 'dist', 'autodocs.js');
		const url = String(vscode.workspace.getConfiguration('autodocs').get('index.url'));
		const env = { ...process.env, AUTODOCS_INDEX_URL: url, AUTODOCS_CACHE_DIR: join(elsewhere, 'cache') };
		const code = await new Promise<number | null>((resolve, reject) => {
			const child = spawn(process.execPath, [cli, 'check', fileAt('.').fsPath], { env, stdio: 'ignore' });
			child.on('error', reject).on('close', resolve);
		});
		// There are errors, as there are to be.
		assert.equal(code, 1);
		assert.ok((await stats()).total >= 2 * packages);
	}

	async function stats(): Promise<IndexStats> {
		const url = String(vscode.workspace.getConfiguration('autodocs').get('index.url'));
		return (await (await fetch(new URL('/stats', url))).json()) as IndexStats;
	}

	const shown = () => manifests.filter((path) => diagnosticsOf(fileAt(path)).length > 0).length;

	it('has its first findings within a second from a warm disk, asks nothing, watches nothing outside, and takes 150 MB at most', async () => {
		const installed = vscode.extensions.getExtension('autodocs.autodocs');
		assert.equal(installed?.isActive, false);
		await fillCache(installed.extensionUri);
		collectGarbage();
		const empty = process.memoryUsage();
		const { extensionUri } = installed;
		const extension: Extension = await import(pathToFileURL(join(extensionUri.fsPath, 'dist', 'extension.js')).href);
		const before = (await stats()).total;
		const start = performance.now();
		const first = new Promise<number>((resolve) => {
			const listening = vscode.languages.onDidChangeDiagnostics(() => {
				if (shown() === 0) return;
				listening.dispose();
				resolve(performance.now() - start);
			});
		});
		const subscriptions: vscode.Disposable[] = [];
		let firstMs = 0;
		const { worked, passed } = await longestStandstill(async () => {
			extension.activate({ subscriptions, extensionUri, globalStorageUri: vscode.Uri.file(elsewhere), workspaceState: nothingKept });
			firstMs = await first;
			await until('every project has its problem', () => shown() === projects, { limitMs: 30_000, seen: shown });
		});
		const allMs = performance.now() - start;
		const asked = (await stats()).total - before;
		collectGarbage();
		const more = process.memoryUsage().rss - empty.rss;
		const held = process.memoryUsage().heapUsed - empty.heapUsed;
		await outside.say(
			`      first findings after ${firstMs.toFixed(0)} ms (1000), all after ${allMs.toFixed(0)} ms; ${worked.toFixed(0)} ms of work at once (50), ` +
				`${passed.toFixed(0)} ms by the clock; ${(more / 1e6).toFixed(0)} MB more than the empty host (150), ` +
				`${(held / 1e6).toFixed(0)} MB of them held on the heap; ${asked} requests`,
		);
		assert.equal(asked, 0);
		assert.ok(worked <= 50, `The extension host worked ${worked.toFixed(0)} ms at once`);
		assert.ok(more < 150_000_000, `${more} bytes`);
		if (existsSync('/proc/self/fdinfo')) {
			const watched = await watchedInodes();
			assert.ok(watched.has(await inode(fileAt(`part-0/.venv/${site}`).fsPath)), 'the environment in the workspace is not watched');
			assert.ok(!watched.has(await inode(join(elsewhere, 'env', site))), 'a folder outside of the workspace is watched');
		}
		// In this order, as VS Code does it.
		const deactivated = extension.deactivate();
		for (const disposable of subscriptions) disposable.dispose();
		await deactivated;
	}).timeout(150_000);
});

/** One requirement of each project has no release. */
function pyproject(project: number): string {
	const names = Array.from({ length: requirementsOfEach }, (_, i) => (project * requirementsOfEach + i) % packages);
	const lines = names.map((name, i) => `    "package-${name}${i === 0 ? '>=99' : '>=1'}",\n`);
	return `[project]\nname = "part-${project}"\ndependencies = [\n${lines.join('')}]\n`;
}

/** Those of the files and folders that this process watches (proc(5), "inotify"). */
async function watchedInodes(): Promise<ReadonlySet<number>> {
	const inodes = new Set<number>();
	for (const name of await readdir('/proc/self/fdinfo')) {
		// What is closed by now watches nothing.
		const text = await readFile(`/proc/self/fdinfo/${name}`, 'utf8').catch(() => '');
		for (const [, hex = ''] of text.matchAll(/^inotify .*\bino:([0-9a-f]+)/gm)) inodes.add(Number.parseInt(hex, 16));
	}
	return inodes;
}

async function inode(path: string): Promise<number> {
	return (await stat(path)).ino;
}
