import { shownDuration } from '../core/health/panel/format.ts';
import type { PanelCommand, PanelView } from '../core/health/panel/view.ts';
import { button, element, Replaced, section, table } from './dom.ts';
import { clock } from './times.ts';

type Run = (command: PanelCommand) => void;
type Origin = PanelView['origins'][number];

const breakerWords: Readonly<Record<Origin['breaker'], string>> = {
	closed: 'Answers are taken',
	open: 'Left alone after failures',
	'half-open': 'Being tried again',
};

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
			section('Indexes asked', ...origins.map(originCard), ...nothing(origins, 'Nothing was asked yet.')),
		]);
		this.#settings.show([settings, rejected], () => [this.#settingsOf(settings, rejected)]);
	}

	#checksOf(health: PanelView['health'], isChecking: boolean): HTMLElement {
		const when = isChecking ? 'Checking…' : health === null ? 'Not checked yet.' : `Checked at ${clock(health.at)}.`;
		const again = button('Check again', 'check again', () => this.#run('checkHealth'));
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
					element('span', { class: 'state' }, ` ${status}`),
					element('div', {}, message),
				),
				element('span', { class: 'quiet' }, shownDuration(tookMs)),
				...(status === 'healthy'
					? []
					: [button(action.label, `check ${label}`, () => this.#run(action.command), `${label}: ${action.label}`)]),
			),
		);
		return section('Checks', element('ul', { class: 'rows' }, ...rows), element('p', { class: 'line' }, element('span', {}, when), again));
	}

	#settingsOf(settings: PanelView['settings'], rejected: PanelView['rejected']): HTMLElement {
		const isSet = ({ from }: { readonly from: string }) => from !== 'default';
		const rows = settings.map((row) => [row.key, element('code', {}, row.value), row.from]);
		const set = settings.filter(isSet).length;
		const defaults = element(
			'details',
			{},
			element('summary', { 'data-key': 'defaults' }, `${settings.length - set} at their defaults`),
			table('Settings at their defaults', ['Setting', 'Value', 'Set by'], rows.slice(set)),
		);
		return section(
			'Settings in force',
			...rejected.map((message) => element('p', { class: 'note' }, message)),
			...(set === 0 ? [] : [table('Settings that something set', ['Setting', 'Value', 'Set by'], rows.slice(0, set))]),
			defaults,
			element(
				'p',
				{ class: 'line' },
				button('Open settings', 'open settings', () => this.#run('openSettings')),
			),
		);
	}
}

function originCard({ origin, breaker, probeAt, pausedUntil, lastError, inFlight, waiting, p50Ms, p95Ms }: Origin): HTMLElement {
	const facts: readonly (readonly [string, string])[] = [
		['State', `${breakerWords[breaker]}${probeAt === null ? '' : `; next try at ${clock(probeAt)}`}`],
		...(pausedUntil === null ? [] : [['Paused until', `${clock(pausedUntil)}, as it asked`] as const]),
		['Requests', `${inFlight} under way, ${waiting} waiting`],
		['Time to answer', p50Ms === null || p95Ms === null ? 'not known yet' : `${shownDuration(p50Ms)} (p50), ${shownDuration(p95Ms)} (p95)`],
		...(lastError === null ? [] : [['Last error', lastError] as const]),
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

function nothing(list: readonly unknown[], text: string): HTMLElement[] {
	return list.length > 0 ? [] : [element('p', { class: 'quiet' }, text)];
}
