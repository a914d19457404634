import assert from 'node:assert/strict';
import { channel } from 'node:diagnostics_channel';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as vscode from 'vscode';
import { type Handles, heldHeap, moreHandles, openHandles } from '../support/held.ts';
import { IndexServer } from '../support/index-server.ts';
import { fileAt } from './editor.ts';
import { outside } from './outside.ts';
import { setSetting } from './shop-index.ts';
import { until } from './until.ts';

/** What VS Code calls. */
interface Extension {
	activate(context: Pick<vscode.ExtensionContext, 'subscriptions' | 'extensionUri' | 'globalStorageUri' | 'workspaceState'>): void;
	deactivate(): Promise<void>;
}

const times = 200;

const nothingKept: vscode.Memento = { keys: () => [], get: () => undefined, update: () => Promise.resolve() };

describe('the extension, activated and deactivated 200 times', () => {
	let folder = '';
	let index: IndexServer;

	before(async () => {
		folder = await mkdtemp(join(tmpdir(), 'autodocs-lifecycle-'));
		index = await IndexServer.start({ packages: [{ name: 'numpy', versions: { '1.0': {} } }] });
		index.fail('hangs', { kind: 'hang' });
		await setSetting('index.url', index.url);
		await setSetting('offline', false);
		// The extension that is installed stays inactive: VS Code looks for such files only when it opens a folder.
		await writeFile(fileAt('pyproject.toml').fsPath, '[project]\nname = "x"\ndependencies = ["numpy", "hangs", "unknown"]\n');
	});
	after(async () => {
		await rm(fileAt('pyproject.toml').fsPath);
		await index[Symbol.asyncDispose]();
		await rm(folder, { recursive: true });
	});

	it('leaves no listener, handle or byte behind', async () => {
		const installed = vscode.extensions.getExtension('autodocs.autodocs');
		assert.ok(installed);
		// VS Code may listen itself.
		const subscribed = channel('undici:client:connected').hasSubscribers;
		const { extensionUri } = installed;
		const extension: Extension = await import(pathToFileURL(join(extensionUri.fsPath, 'dist', 'extension.js')).href);
		const cycle = async () => {
			const context = {
				subscriptions: [] as vscode.Disposable[],
				extensionUri,
				globalStorageUri: vscode.Uri.file(folder),
				workspaceState: nothingKept,
			};
			index.requests.length = 0;
			extension.activate(context);
			await until('it has asked for what hangs', () => index.requests.some(({ path }) => path.includes('/hangs/')));
			// In this order, as VS Code does it.
			const deactivated = extension.deactivate();
			for (const disposable of context.subscriptions) disposable.dispose();
			await deactivated;
			// What Node itself notes of each fetch.
			performance.clearResourceTimings();
		};
		for (let time = 0; time < 20; time++) await cycle();
		const handles = await atRest();
		const heap = heldHeap();
		for (let time = 0; time < times; time++) await cycle();
		const more = () => moreHandles(openHandles(), handles);
		await until('no handle is left', () => Object.keys(more()).length === 0, { seen: more });
		assert.ok(!channel('undici:client:connected').hasSubscribers || subscribed);
		// What only a finalizer or a timer of VS Code holds goes a moment later.
		const grown = () => heldHeap() - heap;
		await until('at most 2 MB are kept', () => grown() <= 2_000_000, { seen: grown });
		await outside.say(`      ${(grown() / 1e6).toFixed(2)} MB more on the heap`);
		assert.equal(installed.isActive, false);
	}).timeout(150_000);
});

/** What VS Code itself has open comes and goes: the least of a while. */
async function atRest(): Promise<Handles> {
	let least = openHandles();
	const end = performance.now() + 1000;
	await until('a second has passed', () => {
		const now = openHandles();
		if (Object.keys(moreHandles(now, least)).length === 0) least = now;
		return performance.now() > end;
	});
	return least;
}
