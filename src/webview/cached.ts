import { shownAge, shownBytes } from '../core/health/panel/format.ts';
import type { PanelView } from '../core/health/panel/view.ts';
import { button, element, Replaced, section } from './dom.ts';
import type { Host } from './host.ts';

type Cache = PanelView['cache'];

/** So many rows at first, and with each "more": a thousand at once would be slow to read anyway. */
const step = 50;
const orders = { used: 'Last used first', size: 'Largest first', age: 'Oldest first', name: 'By name' } as const;

type Order = keyof typeof orders;
type Package = NonNullable<Cache>['packages'][number];

const compare: Readonly<Record<Order, (a: Package, b: Package) => number>> = {
	used: () => 0,
	size: (a, b) => b.bytes - a.bytes,
	age: (a, b) => a.fetchedAt - b.fetchedAt,
	name: (a, b) => (a.name < b.name ? -1 : 1),
};

/** What is in the cache, by package. */
export class Cached {
	readonly element: HTMLElement;
	readonly #host: Host;
	readonly #body = new Replaced(element('div', { tabindex: -1 }));
	readonly #filter = element('input', { type: 'search', placeholder: 'Package', 'aria-label': 'Filter cached packages' });
	readonly #order: HTMLSelectElement;
	#cache: Cache = null;
	#now = 0;
	#rows = step;

	constructor(host: Host) {
		this.#host = host;
		const options = Object.entries(orders).map(([value, label]) => element('option', { value }, label));
		this.#order = element('select', { 'aria-label': 'Order of cached packages' }, ...options);
		for (const control of [this.#filter, this.#order]) control.addEventListener('input', () => this.#render());
		const clear = button('Clear cache', 'clear cache', () => host.send({ type: 'run', command: 'clearCache' }));
		this.element = section('Cache', element('div', { class: 'line' }, this.#filter, this.#order, clear), this.#body.element);
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
			cache === null ? [element('p', { class: 'quiet' }, 'Reading the folder…')] : this.#made(cache, filter, order),
		);
	}

	#made(cache: NonNullable<Cache>, filter: string, order: Order): HTMLElement[] {
		const found = cache.packages.filter(({ name }) => name.includes(filter)).toSorted(compare[order]);
		const more = button(`Show ${Math.min(step, found.length - this.#rows)} more`, 'more', () => {
			this.#rows += step;
			this.#render();
		});
		const size = `${cache.entries} answers, ${shownBytes(cache.bytes)} of at most ${shownBytes(cache.maxBytes)}, in `;
		return [
			element('p', {}, size, element('code', {}, cache.directory)),
			element('ul', { class: 'rows' }, ...found.slice(0, this.#rows).map((cached) => this.#row(cached))),
			...(found.length > this.#rows ? [more] : []),
			...(found.length === 0
				? [element('p', { class: 'quiet' }, filter === '' ? 'Nothing is cached.' : 'No cached package has such a name.')]
				: []),
		];
	}

	#row({ name, entries, bytes, fetchedAt }: Package): HTMLElement {
		const facts = `${shownBytes(bytes)} in ${entries} ${entries === 1 ? 'answer' : 'answers'}, ${shownAge(this.#now - fetchedAt)}`;
		const send = (type: 'refresh' | 'forget') => () => this.#host.send({ type, packageName: name });
		return element(
			'li',
			{},
			element('strong', { class: 'grows' }, name),
			element('span', { class: 'quiet' }, facts),
			button('Refresh', `refresh ${name}`, send('refresh'), `Refresh ${name}`),
			button('Forget', `forget ${name}`, send('forget'), `Forget ${name}`),
		);
	}
}
