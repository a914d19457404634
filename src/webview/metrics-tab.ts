import { shownBytes, shownDuration, shownShare } from '../core/health/panel/format.ts';
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
			section('The last 15 minutes', element('div', { class: 'charts' }, ...this.#charts.map((chart) => chart.element))),
			this.#sources.element,
			section('Latest look-ups that asked an index', this.#operations.element),
			this.#cached.element,
		);
	}

	show(view: PanelView): void {
		const { metrics } = view;
		this.#figures.show(metrics, () => [section(`Since AutoDocs started, ${shownDuration(metrics.uptimeMs)} ago`, figures(metrics))]);
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
		title: 'Requests in 5 s',
		unit: '',
		nothing: 0,
		lines: [
			{ label: 'Requests', colour: '--vscode-charts-blue', of: ({ requests }) => requests },
			{ label: 'Failed', colour: '--vscode-charts-red', dash: [6, 3], of: ({ errors: failed }) => failed },
		],
	});
}

function timesChart(): Chart {
	return new Chart({
		title: 'Time of look-ups',
		unit: ' ms',
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
		['Look-ups', String(metrics.operations), `${metrics.failed} failed, ${metrics.stale} shown from an older answer`],
		['From the cache', shownShare(metrics.hitRate), `${shownBytes(metrics.bytesSaved)} not downloaded again`],
		['Time to answer', shownDuration(metrics.p50Ms), `p95 ${shownDuration(metrics.p95Ms)}, p99 ${shownDuration(metrics.p99Ms)}`],
		[
			'Requests',
			String(metrics.attempts),
			`over ${metrics.connections} connections, ${reused} saved; ${shownBytes(metrics.bytesReceived)} received`,
		],
		['Retries', String(metrics.retries), `${metrics.recovered} of ${metrics.troubled} look-ups in trouble recovered`],
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
		'Where answers came from',
		bars([
			['Memory', memory],
			['Disk', disk],
			['Index, unchanged since', notModified],
			['Index, downloaded', network - notModified],
			['Known not to exist', absent],
		]),
	);
}

function errors({ errors: counted }: Metrics): HTMLElement[] {
	return counted.length === 0 ? [] : [section('How look-ups failed', bars(counted.map(({ code, count }) => [code, count])))];
}

function bars(values: readonly (readonly [name: string, count: number])[]): HTMLElement {
	const greatest = Math.max(1, ...values.map(([, count]) => count));
	const rows = values.map(([name, count]) => {
		const bar = element('span', { class: 'share' });
		bar.style.inlineSize = `${(count / greatest) * 100}%`;
		const track = element('td', { class: 'track', 'aria-hidden': true }, bar);
		return element('tr', {}, element('th', { scope: 'row' }, name), element('td', { class: 'number' }, String(count)), track);
	});
	return element('table', { class: 'bars' }, element('tbody', {}, ...rows));
}
