import * as l10n from '@vscode/l10n';
import { shownDuration } from '../core/health/panel/format.ts';
import type { PanelView } from '../core/health/panel/view.ts';
import { button, element } from './dom.ts';
import type { Host, PanelState } from './host.ts';
import { clock } from './times.ts';

type Operation = PanelView['operations'][number];

type Outcome = PanelState['outcome'];

const outcomes: readonly Outcome[] = ['all', 'failed', 'retried'];

/** The operations that ended last, each with its attempts in time. A row is made once: an operation that is over never changes. */
export class Operations {
	readonly element: HTMLElement;
	readonly #host: Host;
	readonly #list = element('ol', { class: 'rows operations', 'aria-label': l10n.t('Latest look-ups, latest first') });
	readonly #count = element('span', { class: 'quiet', role: 'status' });
	readonly #rows = new Map<number, HTMLElement>();
	#operations: readonly Operation[] = [];

	constructor(host: Host) {
		this.#host = host;
		const filter = element('input', {
			type: 'search',
			placeholder: l10n.t('Package or error'),
			'aria-label': l10n.t('Filter look-ups by package or error'),
		});
		filter.value = host.state.filter;
		filter.addEventListener('input', () => this.#keep({ filter: filter.value }));
		const options = outcomes.map((value) => element('option', { value }, outcomeLabel(value)));
		const outcome = element('select', { 'aria-label': l10n.t('Which look-ups') }, ...options);
		outcome.value = host.state.outcome;
		outcome.addEventListener('change', () => this.#keep({ outcome: outcome.value as Outcome }));
		const scrolled = element('div', { class: 'tall', role: 'region', tabindex: 0, 'aria-label': l10n.t('Latest look-ups') }, this.#list);
		this.element = element('div', {}, element('div', { class: 'line' }, filter, outcome, this.#count), scrolled);
	}

	show(operations: readonly Operation[]): void {
		if (operations[0]?.id === this.#operations[0]?.id && operations.length === this.#operations.length) return;
		this.#operations = operations;
		this.#render();
	}

	#row(operation: Operation): HTMLElement {
		return row(operation, (code) =>
			button(code, `help-${operation.id}`, () => this.#host.send({ type: 'help', code }), l10n.t('What {0} means', code)),
		);
	}

	#keep(change: Partial<PanelState>): void {
		this.#host.keep(change);
		this.#render();
	}

	#render(): void {
		const { filter, outcome } = this.#host.state;
		const shown = this.#operations.filter((operation) => isWanted(operation, filter.trim().toLowerCase(), outcome));
		const wanted = new Map(shown.map((operation) => [operation.id, this.#rows.get(operation.id) ?? this.#row(operation)]));
		for (const [id, old] of this.#rows) if (!wanted.has(id)) old.remove();
		this.#rows.clear();
		let before: Element | null = this.#list.firstElementChild;
		for (const [id, made] of wanted) {
			this.#rows.set(id, made);
			if (made === before) before = before.nextElementSibling;
			else this.#list.insertBefore(made, before);
		}
		this.#count.textContent = shown.length === 0 ? l10n.t('None') : l10n.t('{0} of the last {1}', shown.length, this.#operations.length);
	}
}

function outcomeLabel(outcome: Outcome): string {
	switch (outcome) {
		case 'all':
			return l10n.t('All');
		case 'failed':
			return l10n.t('Failed');
		case 'retried':
			return l10n.t('Tried more than once');
	}
}

function isWanted({ packageName, error, attemptCount }: Operation, filter: string, outcome: Outcome): boolean {
	if (outcome === 'failed' && error === null) return false;
	if (outcome === 'retried' && attemptCount < 2) return false;
	return `${packageName} ${error?.code ?? ''} ${error?.message ?? ''}`.toLowerCase().includes(filter);
}

function row(operation: Operation, help: (code: string) => HTMLElement): HTMLElement {
	const { packageName, kind, startedAt, tookMs, error } = operation;
	return element(
		'li',
		{ class: error === null ? 'healthy' : 'unhealthy' },
		element('span', { class: 'mark', 'aria-hidden': true }),
		element('span', { class: 'quiet' }, clock(startedAt)),
		element('span', { class: 'name' }, element('strong', {}, packageName), ` ${shownKind(kind)}`),
		timeline(operation),
		element('span', { class: 'quiet took' }, shownDuration(tookMs)),
		element('span', { class: 'hidden' }, attemptsInWords(operation)),
		...(error === null ? [] : [element('div', { class: 'error' }, help(error.code), ` ${error.message}`)]),
	);
}

function shownKind(kind: string): string {
	switch (kind) {
		case 'releases':
			return l10n.t('releases');
		case 'metadata':
			return l10n.t('metadata');
		case 'core-metadata':
			return l10n.t('core-metadata');
		default:
			return kind;
	}
}

/** A bar for each attempt, as long as it took; between them the waits. */
function timeline(operation: Operation): HTMLElement {
	const { attempts, tookMs } = operation;
	const whole = Math.max(tookMs, 1);
	const bars = attempts.map(({ at, tookMs: took, code }) => {
		const bar = element('span', { class: code === null ? 'bar' : 'bar failed' });
		bar.style.insetInlineStart = `${Math.min(100, (at / whole) * 100)}%`;
		bar.style.inlineSize = `${Math.min(100, (took / whole) * 100)}%`;
		return bar;
	});
	return element('span', { class: 'timeline', 'aria-hidden': true, title: attemptsInWords(operation) }, ...bars);
}

function attemptsInWords({ attempts, attemptCount }: Operation): string {
	if (attemptCount === 0) return l10n.t('No request was sent.');
	const each = attempts.map(attemptInWords).join('; ');
	if (attemptCount === 1) return l10n.t('1 request: {0}.', each);
	return attemptCount > attempts.length
		? l10n.t('{0} requests: {1}, and {2} more.', attemptCount, each, attemptCount - attempts.length)
		: l10n.t('{0} requests: {1}.', attemptCount, each);
}

function attemptInWords({ at, tookMs, code }: Operation['attempts'][number]): string {
	return code === null
		? l10n.t('after {0}: answered in {1}', shownDuration(at), shownDuration(tookMs))
		: l10n.t('after {0}: {1} in {2}', shownDuration(at), code, shownDuration(tookMs));
}
