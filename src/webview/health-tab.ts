import * as l10n from '@vscode/l10n';
import { shownDuration } from '../core/health/panel/format.ts';
import type { PanelCommand, PanelView } from '../core/health/panel/view.ts';
import { button, element, Replaced, section, table } from './dom.ts';
import { clock } from './times.ts';

type Run = (command: PanelCommand) => void;
type Origin = PanelView['origins'][number];

type Check = NonNullable<PanelView['health']>['checks'][number];

/** The checks, the indexes asked, the settings in force. */
export class HealthTab {
	readonly #run: Run;
	readonly #checks: Replaced;
	readonly #origins: Replaced;
	readonly #settings: Replaced;

	constructor(parent: HTMLElement, run: Run) {
		this.#run = run;
		this.#checks = new Replaced(element('div', { tabindex: -1 }));
		this.#origins = new Replaced(element('div', { tabindex: -1 }));
		this.#settings = new Replaced(element('div', { tabindex: -1 }));
		parent.append(this.#checks.element, this.#origins.element, this.#settings.element);
	}

	show({ health, isChecking, origins, settings, rejected }: PanelView): void {
		this.#checks.show([health, isChecking], () => [this.#checksOf(health, isChecking)]);
		this.#origins.show(origins, () => [
			section(l10n.t('Indexes asked'), ...origins.map(originCard), ...nothing(origins, l10n.t('Nothing was asked yet.'))),
		]);
		this.#settings.show([settings, rejected], () => [this.#settingsOf(settings, rejected)]);
	}

	#checksOf(health: PanelView['health'], isChecking: boolean): HTMLElement {
		const when = isChecking
			? l10n.t('Checking…')
			: health === null
				? l10n.t('Not checked yet.')
				: l10n.t('Checked at {0}.', clock(health.at));
		const again = button(l10n.t('Check again'), 'check again', () => this.#run('checkHealth'));
		again.disabled = isChecking;
		const rows = (health?.checks ?? []).map(({ label, status, message, tookMs, action }) =>
			element(
				'li',
				{ class: `check ${status}` },
				element('span', { class: 'mark', 'aria-hidden': true }),
				element(
					'div',
					{ class: 'grows' },
					element('strong', {}, label),
					element('span', { class: 'state' }, ` ${checkState(status)}`),
					element('div', {}, message),
				),
				element('span', { class: 'quiet' }, shownDuration(tookMs)),
				...(status === 'healthy'
					? []
					: [button(action.label, `check ${label}`, () => this.#run(action.command), l10n.t('{0}: {1}', label, action.label))]),
			),
		);
		return section(
			l10n.t('Checks'),
			element('ul', { class: 'rows' }, ...rows),
			element('p', { class: 'line' }, element('span', {}, when), again),
		);
	}

	#settingsOf(settings: PanelView['settings'], rejected: PanelView['rejected']): HTMLElement {
		const isSet = ({ from }: { readonly from: string }) => from !== 'default';
		const rows = settings.map((row) => [row.key, element('code', {}, row.value), isSet(row) ? setBy(row.from) : l10n.t('default')]);
		const heads = [l10n.t('Setting'), l10n.t('Value'), l10n.t('Set by')];
		const set = settings.filter(isSet).length;
		const defaults = element(
			'details',
			{},
			element('summary', { 'data-key': 'defaults' }, l10n.t('{0} at their defaults', settings.length - set)),
			table(l10n.t('Settings at their defaults'), heads, rows.slice(set)),
		);
		return section(
			l10n.t('Settings in force'),
			...rejected.map((message) => element('p', { class: 'note' }, message)),
			...(set === 0 ? [] : [table(l10n.t('Settings that something set'), heads, rows.slice(0, set))]),
			defaults,
			element(
				'p',
				{ class: 'line' },
				button(l10n.t('Open settings'), 'open settings', () => this.#run('openSettings')),
			),
		);
	}
}

/** A place where VS Code keeps settings; the name of a variable stays as it is. */
function setBy(from: string): string {
	switch (from) {
		case 'folder settings':
			return l10n.t('folder settings');
		case 'workspace settings':
			return l10n.t('workspace settings');
		case 'user settings':
			return l10n.t('user settings');
		default:
			return from;
	}
}

function originCard({ origin, breaker, probeAt, pausedUntil, lastError, inFlight, waiting, p50Ms, p95Ms }: Origin): HTMLElement {
	const facts: readonly (readonly [string, string])[] = [
		[l10n.t('State'), probeAt === null ? breakerState(breaker) : l10n.t('{0}; next try at {1}', breakerState(breaker), clock(probeAt))],
		...(pausedUntil === null ? [] : [[l10n.t('Paused until'), l10n.t('{0}, as it asked', clock(pausedUntil))] as const]),
		[l10n.t('Requests'), l10n.t('{0} under way, {1} waiting', inFlight, waiting)],
		[
			l10n.t('Time to answer'),
			p50Ms === null || p95Ms === null ? l10n.t('not known yet') : `${shownDuration(p50Ms)} (p50), ${shownDuration(p95Ms)} (p95)`,
		],
		...(lastError === null ? [] : [[l10n.t('Last error'), lastError] as const]),
	];
	const list = facts.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]);
	const isTroubled = breaker !== 'closed' || pausedUntil !== null || lastError !== null;
	return element(
		'div',
		{ class: 'card' },
		element('h3', { class: isTroubled ? 'degraded' : 'healthy' }, element('span', { class: 'mark', 'aria-hidden': true }), origin),
		element('dl', {}, ...list),
	);
}

function checkState(status: Check['status']): string {
	switch (status) {
		case 'healthy':
			return l10n.t('healthy');
		case 'degraded':
			return l10n.t('degraded');
		case 'unhealthy':
			return l10n.t('unhealthy');
	}
}

function breakerState(breaker: Origin['breaker']): string {
	switch (breaker) {
		case 'closed':
			return l10n.t('Answers are taken');
		case 'open':
			return l10n.t('Left alone after failures');
		case 'half-open':
			return l10n.t('Being tried again');
	}
}

function nothing(list: readonly unknown[], text: string): HTMLElement[] {
	return list.length > 0 ? [] : [element('p', { class: 'quiet' }, text)];
}
