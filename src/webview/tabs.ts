import * as l10n from '@vscode/l10n';
import type { PanelTab } from '../core/health/panel/view.ts';
import { element } from './dom.ts';

const order: readonly PanelTab[] = ['health', 'metrics'];

/** A list of tabs as ARIA's authoring practices have it: one is in the tab order, arrows, Home and End choose. */
export class Tabs {
	readonly list: HTMLElement;
	readonly panels: Readonly<Record<PanelTab, HTMLElement>>;
	readonly #tabs: Readonly<Record<PanelTab, HTMLElement>>;
	readonly #onSelect: (tab: PanelTab) => void;

	constructor(onSelect: (tab: PanelTab) => void) {
		this.#onSelect = onSelect;
		this.#tabs = { health: tabOf('health'), metrics: tabOf('metrics') };
		this.panels = { health: panelOf('health'), metrics: panelOf('metrics') };
		this.list = element('div', { role: 'tablist', 'aria-label': 'AutoDocs' }, ...order.map((tab) => this.#tabs[tab]));
		for (const tab of order) this.#tabs[tab].addEventListener('click', () => this.#onSelect(tab));
		this.list.addEventListener('keydown', (event) => this.#onKey(event));
	}

	show(selected: PanelTab): void {
		for (const tab of order) {
			this.#tabs[tab].setAttribute('aria-selected', String(tab === selected));
			this.#tabs[tab].tabIndex = tab === selected ? 0 : -1;
			this.panels[tab].hidden = tab !== selected;
		}
	}

	#onKey(event: KeyboardEvent): void {
		const at = order.findIndex((tab) => this.#tabs[tab] === document.activeElement);
		const wanted = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
		const tab = wanted === undefined ? undefined : order.at(wanted % order.length);
		if (tab === undefined) return;
		event.preventDefault();
		this.#onSelect(tab);
		this.#tabs[tab].focus();
	}
}

function tabOf(tab: PanelTab): HTMLElement {
	return element(
		'button',
		{ type: 'button', role: 'tab', id: `tab-${tab}`, 'aria-controls': `panel-${tab}` },
		tab === 'health' ? l10n.t('Health') : l10n.t('Metrics'),
	);
}

function panelOf(tab: PanelTab): HTMLElement {
	return element('div', { role: 'tabpanel', id: `panel-${tab}`, 'aria-labelledby': `tab-${tab}` });
}
