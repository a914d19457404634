import * as l10n from '@vscode/l10n';
import { shownBytes, shownCount, shownDuration, shownShare } from '../core/health/panel/format.ts';
import type { PanelView } from '../core/health/panel/view.ts';
import { Cached } from './cached.ts';
import { Chart } from './charts.ts';
import { element, Replaced, section } from './dom.ts';
import type { Host } from './host.ts';
import { Operations } from './operations.ts';

type Metrics = PanelView['metrics'];

/** Figures, charts, the latest operations, the cache. */
export class MetricsTab {
	readonly #figures = new Replaced(element('div', { tabindex: -1 }));
	readonly #sources = new Replaced(element('div', { tabindex: -1 }));
	readonly #charts: readonly Chart[] = [requestsChart(), timesChart()];
	readonly #operations: Operations;
	readonly #cached: Cached;

	constructor(parent: HTMLElement, host: Host) {
		this.#operations = new Operations(host);
		this.#cached = new Cached(host);
		parent.append(
			this.#figures.element,
			section(l10n.t('The last 15 minutes'), element('div', { class: 'charts' }, ...this.#charts.map((chart) => chart.element))),
			this.#sources.element,
			section(l10n.t('Latest look-ups that asked an index'), this.#operations.element),
			this.#cached.element,
		);
	}

	show(view: PanelView): void {
		const { metrics } = view;
		const { uptimeMs, ...counts } = metrics;
		const title = l10n.t('Since AutoDocs started, {0} ago', shownDuration(uptimeMs));
		this.#figures.show([title, counts], () => [section(title, figures(metrics))]);
		this.#sources.show([metrics.answers, metrics.errors], () => [sources(metrics), ...errors(metrics)]);
		for (const chart of this.#charts) chart.show(view);
		this.#operations.show(view.operations);
		this.#cached.show(view);
	}

	repaint(): void {
		for (const chart of this.#charts) chart.repaint();
	}
}

function requestsChart(): Chart {
	return new Chart({
		title: l10n.t('Requests in {0} s', 5),
		shown: shownCount,
		nothing: 0,
		lines: [
			{ label: l10n.t('Requests'), colour: '--vscode-charts-blue', of: ({ requests }) => requests },
			{ label: l10n.t('Failed'), colour: '--vscode-charts-red', dash: [6, 3], of: ({ errors: failed }) => failed },
		],
	});
}

function timesChart(): Chart {
	return new Chart({
		title: l10n.t('Time of look-ups'),
		shown: (value) => l10n.t('{0} ms', shownCount(value)),
		nothing: null,
		lines: [
			{ label: 'p50', colour: '--vscode-charts-green', of: ({ p50Ms }) => p50Ms },
			{ label: 'p95', colour: '--vscode-charts-yellow', dash: [6, 3], of: ({ p95Ms }) => p95Ms },
			{ label: 'p99', colour: '--vscode-charts-purple', dash: [2, 3], of: ({ p99Ms }) => p99Ms },
		],
	});
}

function figures(metrics: Metrics): HTMLElement {
	const reused = Math.max(0, metrics.attempts - metrics.connections);
	const all: readonly (readonly [name: string, value: string, more: string])[] = [
		[
			l10n.t('Look-ups'),
			shownCount(metrics.operations),
			l10n.t('{0} failed, {1} shown from an older answer', shownCount(metrics.failed), shownCount(metrics.stale)),
		],
		[l10n.t('From the cache'), shownShare(metrics.hitRate), l10n.t('{0} not downloaded again', shownBytes(metrics.bytesSaved))],
		[l10n.t('Time to answer'), shownDuration(metrics.p50Ms), `p95 ${shownDuration(metrics.p95Ms)}, p99 ${shownDuration(metrics.p99Ms)}`],
		[
			l10n.t('Requests'),
			shownCount(metrics.attempts),
			l10n.t(
				'over {0} connections, {1} saved; {2} received',
				shownCount(metrics.connections),
				shownCount(reused),
				shownBytes(metrics.bytesReceived),
			),
		],
		[
			l10n.t('Retries'),
			shownCount(metrics.retries),
			l10n.t('{0} of {1} look-ups in trouble recovered', shownCount(metrics.recovered), shownCount(metrics.troubled)),
		],
	];
	const cards = all.map(([name, value, more]) =>
		element(
			'div',
			{ class: 'figure' },
			element('dt', {}, name),
			element('dd', {}, element('span', { class: 'value' }, value), element('span', { class: 'quiet' }, more)),
		),
	);
	return element('dl', { class: 'figures' }, ...cards);
}

/** Bars with their numbers: the table is the picture. */
function sources({ answers: { memory, disk, network, notModified, absent } }: Metrics): HTMLElement {
	return section(
		l10n.t('Where answers came from'),
		bars([
			[l10n.t('Memory'), memory],
			[l10n.t('Disk'), disk],
			[l10n.t('Index, unchanged since'), notModified],
			[l10n.t('Index, downloaded'), network - notModified],
			[l10n.t('Known not to exist'), absent],
		]),
	);
}

function errors({ errors: counted }: Metrics): HTMLElement[] {
	return counted.length === 0 ? [] : [section(l10n.t('How look-ups failed'), bars(counted.map(({ code, count }) => [code, count])))];
}

function bars(values: readonly (readonly [name: string, count: number])[]): HTMLElement {
	const greatest = Math.max(1, ...values.map(([, count]) => count));
	const rows = values.map(([name, count]) => {
		const bar = element('span', { class: 'share' });
		bar.style.inlineSize = `${(count / greatest) * 100}%`;
		const track = element('td', { class: 'track', 'aria-hidden': true }, bar);
		return element('tr', {}, element('th', { scope: 'row' }, name), element('td', { class: 'number' }, shownCount(count)), track);
	});
	return element('table', { class: 'bars' }, element('tbody', {}, ...rows));
}
