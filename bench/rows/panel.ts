import { PanelBrowser } from '../../test/webview/panel-page.ts';
import { healthyView, hugeView } from '../../test/webview/sample-view.ts';
import type { Row } from '../row.ts';

/** The panel's page in a Chromium: how soon it is there, and how long a view with all that the host ever sends holds it up. */
export async function panelRows(): Promise<readonly Row[]> {
	await using browser = await PanelBrowser.start();
	await using panel = await browser.open(healthyView);
	const shown: number[] = [];
	for (let round = 0; round < 5; round++) shown.push(await panel.showAnew(healthyView));
	await using busy = await browser.open(hugeView(1000, 200));
	await busy.send({ type: 'show', tab: 'metrics' });
	const times = (await busy.showMany(hugeView(1000, 200), 20)).toSorted((a, b) => a - b);
	return [
		{ figure: 'the panel: shown after its page is loaded', measured: Math.min(...shown), limit: 300, unit: 'ms' },
		{
			figure: '… held up by a view, the second longest of 20',
			measured: times.at(-2) ?? Number.NaN,
			limit: 50,
			unit: 'ms',
			note: `longest ${times.at(-1)?.toFixed(1)} ms`,
		},
	];
}
