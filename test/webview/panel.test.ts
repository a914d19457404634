import assert from 'node:assert/strict';
import axe from 'axe-core';
import type { PanelView } from '../../src/core/health/panel/view.ts';
import { pseudoTexts, untranslated } from '../support/pseudo-language.ts';
import { PanelBrowser, type PanelPage } from './panel-page.ts';
import { degradedView, emptyView, healthyView, hostileView, hugeView } from './sample-view.ts';
import { themes } from './themes.ts';

const views: Readonly<Record<string, PanelView>> = { healthy: healthyView, degraded: degradedView, empty: emptyView };
const tabs = ['health', 'metrics'] as const;

describe('the panel', function () {
	this.timeout(60_000);
	let browser: PanelBrowser;

	before(async () => {
		browser = await PanelBrowser.start();
	});
	after(() => browser[Symbol.asyncDispose]());

	const violations = async ({ page }: PanelPage) => {
		await page.evaluate(axe.source);
		return await page.evaluate<readonly string[]>(
			`axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => id + ': ' + html + failureSummary)))`,
		);
	};
	const clipped = ({ page }: PanelPage) =>
		page.evaluate<readonly string[]>(`(() => {
			const inScroller = (element) => element.closest('.scrolls, .plot, .timeline, .hidden') !== null;
			const wide = [...document.querySelectorAll('main *')].filter((element) => !inScroller(element) && element.getBoundingClientRect().right > innerWidth + 0.5);
			const own = document.documentElement.scrollWidth > innerWidth ? ['the page itself'] : [];
			return [...own, ...wide.map((element) => element.outerHTML.slice(0, 200))];
		})()`);

	for (const theme of Object.keys(themes)) {
		for (const [name, view] of Object.entries(views)) {
			it(`is accessible: ${name}, ${theme}`, async () => {
				await using panel = await browser.open(view, { theme });
				for (const tab of tabs) {
					await panel.send({ type: 'show', tab });
					for (const summary of await panel.page.locator('summary:visible').all()) await summary.click();
					assert.deepEqual(await violations(panel), []);
					for (const summary of await panel.page.locator('summary:visible').all()) await summary.click();
					await panel.screenshot(`${name}-${tab}-${theme}`);
				}
				assert.deepEqual(await panel.errors(), []);
			});
		}
	}

	for (const [what, width] of [
		['320 px wide', 320],
		['at 200 % zoom of 800 px', 400],
	] as const) {
		for (const [name, view] of Object.entries({ ...views, hostile: hostileView })) {
			it(`clips nothing ${what}: ${name}`, async () => {
				await using panel = await browser.open(view, { width });
				for (const tab of tabs) {
					await panel.send({ type: 'show', tab });
					await panel.screenshot(`${name}-${tab}-${width}`);
					assert.deepEqual(await clipped(panel), []);
				}
			});
		}
	}

	for (const [name, view] of Object.entries(views)) {
		it(`has every text of its own in the person's language, however long, and clips none: ${name}`, async () => {
			await using panel = await browser.open(view, { width: 320, texts: await pseudoTexts() });
			for (const tab of tabs) {
				await panel.send({ type: 'show', tab });
				for (const summary of await panel.page.locator('summary:visible').all()) await summary.click();
				for (const text of await panel.words()) assert.deepEqual(untranslated(text, ['AutoDocs', ...stringsIn(view)]), []);
				await panel.screenshot(`${name}-${tab}-pseudo`);
				assert.deepEqual(await clipped(panel), []);
			}
			assert.deepEqual(await panel.errors(), []);
		});
	}

	it('is in English when its texts are none', async () => {
		await using panel = await browser.open(healthyView, { texts: JSON.parse('{"Health": 7}') });
		assert.ok(await panel.page.getByRole('tab', { name: 'Health' }).isVisible());
		assert.deepEqual(await panel.errors(), []);
	});

	it('shows hostile text as text', async () => {
		await using panel = await browser.open(hostileView);
		for (const tab of tabs) {
			await panel.send({ type: 'show', tab });
			assert.equal(await panel.page.locator('main img, main script').count(), 0);
			assert.ok((await panel.page.getByText('<img src=x').count()) > 0);
		}
		assert.equal(await panel.page.evaluate('window.harmed'), undefined);
		assert.deepEqual(await panel.errors(), []);
	});

	it('is worked with by the keyboard alone', async () => {
		await using panel = await browser.open(degradedView);
		const { keyboard } = panel.page;
		const focused = () =>
			panel.page.evaluate<string>('document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent');
		await keyboard.press('Tab');
		assert.equal(await focused(), 'Retry now');
		await keyboard.press('Enter');
		await keyboard.press('Tab');
		await keyboard.press('Tab');
		assert.equal(await focused(), 'Health');
		await keyboard.press('ArrowRight');
		assert.equal(await focused(), 'Metrics');
		await keyboard.press('Home');
		assert.equal(await focused(), 'Health');
		await keyboard.press('ArrowLeft');
		assert.equal(await focused(), 'Metrics');
		assert.ok(await panel.page.locator('#panel-metrics').isVisible());
		const seen: string[] = [];
		for (let i = 0; i < 30 && seen.at(-1) !== 'Forget flask'; i++) {
			await keyboard.press('Tab');
			seen.push(await focused());
		}
		assert.equal(seen.at(-1), 'Forget flask', `reached in turn: ${JSON.stringify(seen)}`);
		await keyboard.press('Space');
		assert.deepEqual((await panel.said()).slice(1), [
			{ type: 'run', command: 'retryFailed' },
			{ type: 'forget', packageName: 'flask' },
		]);
	});

	it('leaves the focus where it is when what it shows changes', async () => {
		await using panel = await browser.open(healthyView);
		await panel.send({ type: 'show', tab: 'metrics' });
		await panel.page.getByRole('button', { name: 'Refresh numpy' }).focus();
		const { cache } = healthyView;
		await panel.send({ type: 'view', view: { ...healthyView, cache: cache === null ? null : { ...cache, entries: 85 } } });
		await panel.page.getByText('85 answers').waitFor();
		assert.equal(await panel.page.evaluate('document.activeElement.getAttribute("aria-label")'), 'Refresh numpy');
	});

	it('makes nothing anew when nothing but time has passed', async () => {
		await using panel = await browser.open(healthyView);
		for (const tab of tabs) {
			await panel.send({ type: 'show', tab });
			const { metrics, takenAt } = healthyView;
			const later = { ...healthyView, takenAt: takenAt + 5000, metrics: { ...metrics, uptimeMs: metrics.uptimeMs + 5000 } };
			assert.deepEqual(await panel.changesBy({ type: 'view', view: later }), [], tab);
		}
	});

	it('filters the look-ups, and has the same tab and filter after a reload', async () => {
		await using panel = await browser.open(healthyView);
		await panel.page.getByRole('tab', { name: 'Metrics' }).click();
		await panel.page.getByLabel('Filter look-ups').fill('package-5');
		const rows = panel.page.locator('.operations > li');
		assert.equal(await rows.count(), 11);
		await panel.page.getByLabel('Which look-ups').selectOption('failed');
		assert.equal(await rows.count(), 1);
		await panel.page.reload();
		await panel.send({ type: 'view', view: healthyView });
		assert.equal(await rows.count(), 1);
		assert.equal(await panel.page.getByRole('tab', { selected: true }).textContent(), 'Metrics');
	});

	it('asks for the page about an error', async () => {
		await using panel = await browser.open(healthyView);
		await panel.send({ type: 'show', tab: 'metrics' });
		const [failed] = healthyView.operations.filter(({ error }) => error !== null);
		await panel.page
			.getByRole('button', { name: `What ${failed?.error?.code} means` })
			.first()
			.click();
		assert.deepEqual((await panel.said()).slice(1), [{ type: 'help', code: failed?.error?.code }]);
	});

	it('ignores what is no message of its host', async () => {
		await using panel = await browser.open(healthyView);
		for (const message of [null, 7, {}, { type: 'view' }, { type: 'view', view: {} }, { type: 'show', tab: 'x' }])
			await panel.send(message);
		assert.ok(await panel.page.getByText('nothing to do').isVisible());
		assert.deepEqual(await panel.errors(), []);
	});

	it('shows the latest of many views that come at once, and each operation once', async () => {
		await using panel = await browser.open(hugeView(1000, 200));
		await panel.send({ type: 'show', tab: 'metrics' });
		await panel.showMany(hugeView(1000, 200), 20);
		assert.equal(await panel.page.locator('.operations > li').count(), 200);
		await panel.page.getByText('20 answers').waitFor();
		assert.deepEqual(await panel.errors(), []);
	});
});

function stringsIn(value: unknown): readonly string[] {
	if (typeof value === 'string') return [value];
	return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}
