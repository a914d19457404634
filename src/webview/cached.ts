import * as l10n from '@vscode/l10n';
import { shownAge, shownBytes } from '../core/health/panel/format.ts';
import type { PanelView } from '../core/health/panel/view.ts';
import { around, button, element, Replaced, section } from './dom.ts';
import type { Host } from './host.ts';

type Cache = PanelView['cache'];

/** So many rows at first, and with each "more": a thousand at once would be slow to read anyway. */
const step = 50;
const orders = ['used', 'size', 'age', 'name'] as const;

type Order = (typeof orders)[number];
type Package = NonNullable<Cache>['packages'][number];

const compare: Readonly<Record<Order, (a: Package, b: Package) => number>> = {
	used: () => 0,
	size: (a, b) => b.bytes - a.bytes,
	age: (a, b) => a.fetchedAt - b.fetchedAt,
	name: (a, b) => (a.name < b.name ? -1 : 1),
};

function orderLabel(order: Order): string {
	switch (order) {
		case 'used':
			return l10n.t('Last used first');
		case 'size':
			return l10n.t('Largest first');
		case 'age':
			return l10n.t('Oldest first');
		case 'name':
			return l10n.t('By name');
	}
}

/** What is in the cache, by package. */
export class Cached {
	readonly element: HTMLElement;
	readonly #host: Host;
	readonly #body = new Replaced(element('div', { tabindex: -1 }));
	readonly #filter = element('input', {
		type: 'search',
		placeholder: l10n.t('Package'),
		'aria-label': l10n.t('Filter cached packages'),
	});
	readonly #order: HTMLSelectElement;
	#cache: Cache = null;
	#now = 0;
	#rows = step;

	constructor(host: Host) {
		this.#host = host;
		const options = orders.map((value) => element('option', { value }, orderLabel(value)));
		this.#order = element('select', { 'aria-label': l10n.t('Order of cached packages') }, ...options);
		for (const control of [this.#filter, this.#order]) control.addEventListener('input', () => this.#render());
		const clear = button(l10n.t('Clear cache'), 'clear cache', () => host.send({ type: 'run', command: 'clearCache' }));
		this.element = section(l10n.t('Cache'), element('div', { class: 'line' }, this.#filter, this.#order, clear), this.#body.element);
	}

	show({ cache, takenAt }: PanelView): void {
		this.#cache = cache;
		this.#now = takenAt;
		this.#render();
	}

	#render(): void {
		const cache = this.#cache;
		const filter = this.#filter.value.trim().toLowerCase();
		const order = this.#order.value as Order;
		// Ages are shown to the minute.
		const data = [cache, filter, order, this.#rows, Math.floor(this.#now / 60_000)];
		this.#body.show(data, () =>
			cache === null ? [element('p', { class: 'quiet' }, l10n.t('Reading the folder…'))] : this.#made(cache, filter, order),
		);
	}

	#made(cache: NonNullable<Cache>, filter: string, order: Order): HTMLElement[] {
		const found = cache.packages.filter(({ name }) => name.includes(filter)).toSorted(compare[order]);
		const more = button(l10n.t('Show {0} more', Math.min(step, found.length - this.#rows)), 'more', () => {
			this.#rows += step;
			this.#render();
		});
		const folder = element('code', {}, cache.directory);
		const size = around(folder, (place) =>
			l10n.t('{0} answers, {1} of at most {2}, in {3}', cache.entries, shownBytes(cache.bytes), shownBytes(cache.maxBytes), place),
		);
		return [
			element('p', {}, ...size),
			element('ul', { class: 'rows' }, ...found.slice(0, this.#rows).map((cached) => this.#row(cached))),
			...(found.length > this.#rows ? [more] : []),
			...(found.length === 0
				? [element('p', { class: 'quiet' }, filter === '' ? l10n.t('Nothing is cached.') : l10n.t('No cached package has such a name.'))]
				: []),
		];
	}

	#row({ name, entries, bytes, fetchedAt }: Package): HTMLElement {
		const [size, age] = [shownBytes(bytes), shownAge(this.#now - fetchedAt)];
		const facts = entries === 1 ? l10n.t('{0} in 1 answer, {1}', size, age) : l10n.t('{0} in {1} answers, {2}', size, entries, age);
		const send = (type: 'refresh' | 'forget') => () => this.#host.send({ type, packageName: name });
		return element(
			'li',
			{},
			element('strong', { class: 'grows' }, name),
			element('span', { class: 'quiet' }, facts),
			button(l10n.t('Refresh'), `refresh ${name}`, send('refresh'), l10n.t('Refresh {0}', name)),
			button(l10n.t('Forget'), `forget ${name}`, send('forget'), l10n.t('Forget {0}', name)),
		);
	}
}
