import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { IndexStats } from '../support/index-server.ts';
import { assertCalm, figures, longestStandstill, type Standstill } from '../support/loop-watch.ts';
import { hoverOver, writeAndShow } from './editor.ts';
import { outside } from './outside.ts';
import { setSetting } from './shop-index.ts';
import { pictureInThemes } from './themes.ts';
import { until } from './until.ts';

const many = 5000;
const row = (text: string) => `.pane-body [role=treeitem]:has-text("${text}")`;
const pyproject = (count: number) =>
	`[project]\nname = "huge"\ndependencies = [\n${Array.from({ length: count }, (_, i) => `\t"package-${i}>=1",\n`).join('')}]\n`;

describe('the tree with 5,000 requirements', function () {
	this.timeout(120_000);

	before(async () => {
		await writeAndShow('pyproject.toml', pyproject(many));
		const status = '.statusbar-item:has-text("AutoDocs")';
		await outside.waitFor(`${status}:has-text("/5000")`);
		await until('all are known', () => outside.isVisible(`${status}:not(:has-text("AutoDocs:"))`), { limitMs: 100_000 });
	});

	it('shows them without holding the extension host up', async () => {
		const standstills: Standstill[] = [];
		for (const count of [many, many - 1, many - 2]) {
			await vscode.commands.executeCommand('workbench.view.explorer');
			const { document } = await writeAndShow('pyproject.toml', pyproject(count));
			assert.notEqual(await hoverOver(document, 'package-0'), '');
			const show = longestStandstill(async () => {
				await vscode.commands.executeCommand('autodocs.showDependencies');
				await outside.waitFor(row('package-0'));
				await outside.waitFor(row(String(count)));
			});
			standstills.push(await show);
		}
		await outside.say(`      shown: ${assertCalm(standstills)}`);
		await pictureInThemes('tree-huge', () => outside.waitFor(row('package-0')));
	});

	it('is there still when the index was asked anew for all of them', async () => {
		const refreshes = async () => [await refresh(), await refresh(), await refresh()];
		const refresh = () => longestStandstill(async () => await vscode.commands.executeCommand('autodocs.refresh'));
		const withTree = await refreshes();
		await vscode.commands.executeCommand('workbench.view.explorer');
		const without = await refreshes();
		await outside.say(`      all of them asked anew: ${figures(withTree)} with the tree; ${figures(without)} without`);
		await vscode.commands.executeCommand('autodocs.showDependencies');
		await outside.waitFor(row('package-0'));
	});

	it('leaves the host and a panel beside it responsive while the index answers 100 times a second', async () => {
		const url = new URL('/stats', String(vscode.workspace.getConfiguration('autodocs').get('index.url')));
		const answers = async () => ((await (await fetch(url)).json()) as IndexStats).total;
		// With 50 ms an answer, 300 a second at most.
		await setSetting('network.maxConcurrentRequests', 15);
		await vscode.commands.executeCommand('autodocs.showMetrics');
		await outside.waitForWebview('Where answers came from');
		const refreshed = vscode.commands.executeCommand('autodocs.refresh');
		await outside.nextMessage('view');
		const [before, startedAt] = [await answers(), performance.now()];
		const inHost: Standstill[] = [];
		const inWebview: number[] = [];
		for (let i = 0; i < 3; i++) {
			await outside.longestTaskInWebviews();
			inHost.push(
				await longestStandstill(async () => {
					for (let views = 0; views < 6; views++) await outside.nextMessage('view');
				}),
			);
			inWebview.push(await outside.longestTaskInWebviews());
		}
		const rate = ((await answers()) - before) / ((performance.now() - startedAt) / 1000);
		await setSetting('network.maxConcurrentRequests', undefined);
		await outside.say(`      while ${rate.toFixed(0)} answers come a second: ${assertCalm(inHost)}`);
		await outside.say(`      longest tasks of the webview: ${inWebview.map((ms) => ms.toFixed(0)).join(', ')} ms (0: none of 50 or more)`);
		assert.ok(rate >= 100, `${rate} answers a second`);
		assert.ok(Math.min(...inWebview) <= 50);
		await refreshed;
		await pictureInThemes('panel-huge', () => outside.waitForWebview('Where answers came from'));
	});
});
