import * as vscode from 'vscode';
import { IndexServer } from '../support/index-server.ts';
import { longestStandstill } from '../support/loop-watch.ts';
import { writeAndShow } from './editor.ts';
import { outside } from './outside.ts';
import { setSetting } from './shop-index.ts';
import { pictureInThemes } from './themes.ts';
import { until } from './until.ts';

const many = 5000;
const row = (text: string) => `.pane-body [role=treeitem]:has-text("${text}")`;
const text = `[project]\nname = "huge"\ndependencies = [\n${Array.from({ length: many }, (_, i) => `\t"package-${i}>=1",\n`).join('')}]\n`;

describe('the tree with 5,000 requirements', function () {
	this.timeout(120_000);
	let index: IndexServer;

	before(async () => {
		const packages = Array.from({ length: many }, (_, i) => ({ name: `package-${i}`, versions: { '1.0': {}, '1.1': {} } }));
		index = await IndexServer.start({ packages });
		await setSetting('index.url', index.url);
		await setSetting('offline', false);
		await writeAndShow('pyproject.toml', text);
		const status = '.statusbar-item:has-text("AutoDocs")';
		await outside.waitFor(`${status}:has-text("/5000")`);
		await until('all are known', () => outside.isVisible(`${status}:not(:has-text("AutoDocs:"))`), { limitMs: 100_000 });
	});
	after(() => index[Symbol.asyncDispose]());

	it('shows them, and says how long that held the extension host up', async () => {
		const { worked, passed } = await longestStandstill(async () => {
			await vscode.commands.executeCommand('autodocs.showDependencies');
			await outside.waitFor(row('package-0'));
			await outside.waitFor(row('5000'));
		});
		await outside.say(`      shown: ${worked.toFixed(0)} ms of work at once, ${passed.toFixed(0)} ms by the clock`);
		await pictureInThemes('tree-huge', () => outside.waitFor(row('package-0')));
	});

	it('is there still when the index was asked anew for all of them', async () => {
		const refresh = () => longestStandstill(async () => await vscode.commands.executeCommand('autodocs.refresh'));
		const shown = await refresh();
		await vscode.commands.executeCommand('workbench.view.explorer');
		const hidden = await refresh();
		const figures = [shown, hidden].map(({ worked }) => `${worked.toFixed(0)} ms`);
		await outside.say(`      all of them asked anew: ${figures[0]} of work at once with the tree, ${figures[1]} without`);
		await vscode.commands.executeCommand('autodocs.showDependencies');
		await outside.waitFor(row('package-0'));
	});
});
