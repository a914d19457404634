import * as l10n from '@vscode/l10n';
import type { PanelTab, PanelView } from '../core/health/panel/view.ts';
import { button, element, Replaced } from './dom.ts';
import { HealthTab } from './health-tab.ts';
import { Host } from './host.ts';
import { MetricsTab } from './metrics-tab.ts';
import { Tabs } from './tabs.ts';
import { translations } from './translations.ts';

/** How long a person must be done with scrolling before the place is kept, ms. */
const scrollSettlesMs = 150;

// Before anything is drawn.
l10n.config({ contents: translations() });

const host = new Host();
const status = new Replaced(element('div', { class: 'actions' }));
const sentence = element('p', { role: 'status', 'aria-live': 'polite' }, l10n.t('Looking at how things are…'));
const banner = element(
	'header',
	{ class: 'banner loading' },
	element('span', { class: 'mark', 'aria-hidden': true }),
	sentence,
	status.element,
);
const tabs = new Tabs(select);
const health = new HealthTab(tabs.panels.health, (command) => host.send({ type: 'run', command }));
const metrics = new MetricsTab(tabs.panels.metrics, host);
let latest: PanelView | undefined;
let isPlaced = false;

function select(tab: PanelTab): void {
	host.keep({ tab });
	tabs.show(tab);
	if (latest !== undefined) show(latest);
}

function show(view: PanelView): void {
	latest = view;
	const { kind, detail, actions } = view.status;
	const isUrgent = kind === 'degraded' || kind === 'offline' || kind === 'problem';
	const look = `banner ${kind}${isUrgent ? ' urgent' : ''}`;
	if (banner.className !== look) banner.className = look;
	// Said again only when it is another.
	if (sentence.textContent !== detail) sentence.textContent = detail;
	status.show(actions, () =>
		actions.map(({ command, label }) => button(label, `status ${command}`, () => host.send({ type: 'run', command }))),
	);
	if (host.state.tab === 'health') health.show(view);
	else metrics.show(view);
	if (!isPlaced) window.scrollTo({ top: host.state.scroll });
	isPlaced = true;
}

function keepScroll(): void {
	let settling: number | undefined;
	window.addEventListener('scroll', () => {
		clearTimeout(settling);
		settling = window.setTimeout(() => host.keep({ scroll: Math.round(window.scrollY) }), scrollSettlesMs);
	});
}

/** VS Code changes the theme by changing the class and the variables of the page. */
function followTheme(): void {
	new MutationObserver(() => metrics.repaint()).observe(document.body, { attributeFilter: ['class', 'data-vscode-theme-id'] });
}

const tools = element(
	'div',
	{ class: 'tools' },
	button(l10n.t('Copy diagnostics'), 'copy', () => host.send({ type: 'copyDiagnostics' })),
	button(l10n.t('Export metrics…'), 'export', () => host.send({ type: 'export' })),
);
document.body.append(
	element(
		'main',
		{},
		element('h1', { class: 'hidden' }, 'AutoDocs'),
		banner,
		element('div', { class: 'head' }, tabs.list, tools),
		...Object.values(tabs.panels),
	),
);
tabs.show(host.state.tab);
keepScroll();
followTheme();
host.listen((message) => (message.type === 'show' ? select(message.tab) : show(message.view)));
host.send({ type: 'ready' });
