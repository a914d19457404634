import * as l10n from '@vscode/l10n';
import uPlot from 'uplot';
import type { PanelView } from '../core/health/panel/view.ts';
import { element, Replaced, table } from './dom.ts';
import { clock } from './times.ts';

type Sample = PanelView['samples'][number];

interface Line {
	readonly label: string;
	/** A CSS variable. */
	readonly colour: string;
	readonly dash?: number[];
	readonly of: (sample: Sample) => number;
}

export interface ChartOptions {
	readonly title: string;
	/** A value with its unit. */
	readonly shown: (value: number) => string;
	readonly lines: readonly Line[];
	/** What a step in which nothing happened is: 0 requests, but no time. */
	readonly nothing: 0 | null;
}

const height = 160;
const shownMs = 15 * 60_000;
const maxRows = 60;

/** Lines over the last quarter of an hour, and the same as a table. */
export class Chart {
	readonly element: HTMLElement;
	readonly #options: ChartOptions;
	readonly #place = element('div', { class: 'plot', 'aria-hidden': true });
	readonly #rows = new Replaced(element('div', { tabindex: -1 }));
	readonly #details: HTMLDetailsElement;
	#plot: uPlot | undefined;
	#samples: readonly Sample[] = [];

	constructor(options: ChartOptions) {
		this.#options = options;
		const { title, lines } = options;
		this.#details = element(
			'details',
			{},
			element('summary', { 'aria-label': l10n.t('{0} as a table', title) }, l10n.t('As a table')),
			this.#rows.element,
		);
		this.#details.addEventListener('toggle', () => this.#showRows());
		const legend = lines.map(({ label, colour }, i) => {
			const swatch = element('span', { class: `swatch ${i > 0 && lines[i]?.dash !== undefined ? 'dashed' : ''}` });
			swatch.style.borderColor = `var(${colour})`;
			return element('li', {}, swatch, label);
		});
		const heading = element('div', { class: 'line' }, element('h3', {}, title), element('ul', { class: 'legend' }, ...legend));
		this.element = element('div', { class: 'chart' }, heading, this.#place, this.#details);
		new ResizeObserver(() => this.#fit()).observe(this.#place);
	}

	show({ samples, sampleEveryMs, takenAt }: PanelView): void {
		this.#samples = samples;
		this.#draw(dataOf(samples, sampleEveryMs, takenAt, this.#options));
		this.#showRows();
	}

	/** Colours are read again. */
	repaint(): void {
		const data = this.#plot?.data;
		this.#plot?.destroy();
		this.#plot = undefined;
		if (data !== undefined) this.#draw(data);
	}

	#draw(data: uPlot.AlignedData): void {
		if (this.#place.clientWidth === 0) return;
		if (this.#plot === undefined) this.#plot = new uPlot(plotOptions(this.#options, this.#place.clientWidth), data, this.#place);
		else this.#plot.setData(data);
	}

	#fit(): void {
		const { clientWidth: width } = this.#place;
		if (width > 0 && width !== this.#plot?.width) this.#plot?.setSize({ width, height });
	}

	#showRows(): void {
		if (!this.#details.open) return;
		const { title, lines, shown } = this.#options;
		const rows = this.#samples.slice(-maxRows).toReversed();
		this.#rows.show(rows, () => [
			rows.length === 0
				? element('p', { class: 'quiet' }, l10n.t('Nothing was asked in the last 15 minutes.'))
				: table(
						l10n.t('{0}, latest first', title),
						[l10n.t('From'), ...lines.map(({ label }) => label)],
						rows.map((sample) => [clock(sample.at), ...lines.map(({ of }) => shown(Math.round(of(sample))))]),
					),
		]);
	}
}

/** One point a step, so that a time without requests is seen as such. */
function dataOf(samples: readonly Sample[], everyMs: number, now: number, { lines, nothing }: ChartOptions): uPlot.AlignedData {
	const steps = Math.floor(shownMs / everyMs);
	const first = now - steps * everyMs;
	const times = Array.from({ length: steps + 1 }, (_, i) => (first + i * everyMs) / 1000);
	const series = lines.map(() => times.map((): number | null => nothing));
	for (const sample of samples) {
		const place = Math.round((sample.at - first) / everyMs);
		for (const [i, { of }] of lines.entries()) if (place >= 0 && place <= steps) (series[i] ?? [])[place] = of(sample);
	}
	return [times, ...series];
}

function plotOptions({ shown, lines, nothing }: ChartOptions, width: number): uPlot.Options {
	const axis = { stroke: () => colour('--vscode-descriptionForeground'), ticks: { show: false }, font: `11px ${fontFamily()}` };
	return {
		width,
		height,
		legend: { show: false },
		cursor: { show: false },
		scales: { x: { time: true }, y: { range: (_, __, greatest) => [0, Math.max(1, greatest * 1.1)] } },
		axes: [
			{ ...axis, size: 28, grid: { show: false }, values: (_, splits) => splits.map((at) => clock(at * 1000).slice(0, 5)), space: 60 },
			{
				...axis,
				grid: { stroke: () => colour('--vscode-editorWidget-border', '--vscode-charts-lines'), width: 1 },
				size: axisWidth,
				values: (_, splits) => splits.map(shown),
			},
		],
		series: [
			{},
			...lines.map(({ label, colour: name, dash }) => ({
				label,
				width: 2,
				stroke: () => colour(name),
				points: { show: nothing === null, size: 4 },
				...(dash === undefined ? {} : { dash }),
			})),
		],
	};
}

/** As wide as the widest value, whose unit may be a long word. uPlot keeps a font as a list, whatever its types say. */
function axisWidth({ ctx, axes }: uPlot, values: readonly string[] | null, index: number): number {
	ctx.font = String(axes[index]?.font?.[0] ?? '');
	return Math.max(60, ...(values ?? []).map((value) => Math.ceil(ctx.measureText(value).width / devicePixelRatio) + 14));
}

function fontFamily(): string {
	return getComputedStyle(document.body).fontFamily;
}

/** The first of the variables that the theme sets. */
function colour(...names: readonly string[]): string {
	const style = getComputedStyle(document.documentElement);
	return names.map((name) => style.getPropertyValue(name).trim()).find((value) => value !== '') ?? style.color;
}
