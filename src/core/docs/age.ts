import * as l10n from '@vscode/l10n';
import type { Millis } from '../platform.ts';

const units = [
	['years', 365.25 * 86_400_000],
	['months', 30.44 * 86_400_000],
	['days', 86_400_000],
	['hours', 3_600_000],
	['minutes', 60_000],
] as const;

type Unit = (typeof units)[number][0];

/** A duration as a person says it: `3 days`, `1 year`, `less than a minute`. */
export function plainAge(ms: Millis): string {
	const [unit, count] = inUnit(ms);
	switch (unit) {
		case 'years':
			return count === 1 ? l10n.t('1 year') : l10n.t('{0} years', count);
		case 'months':
			return count === 1 ? l10n.t('1 month') : l10n.t('{0} months', count);
		case 'days':
			return count === 1 ? l10n.t('1 day') : l10n.t('{0} days', count);
		case 'hours':
			return count === 1 ? l10n.t('1 hour') : l10n.t('{0} hours', count);
		case 'minutes':
			return count === 1 ? l10n.t('1 minute') : l10n.t('{0} minutes', count);
		case undefined:
			return l10n.t('less than a minute');
	}
}

/** How long ago it was: languages decline what stands beside it. */
export function plainAgo(ms: Millis): string {
	const [unit, count] = inUnit(ms);
	switch (unit) {
		case 'years':
			return count === 1 ? l10n.t('1 year ago') : l10n.t('{0} years ago', count);
		case 'months':
			return count === 1 ? l10n.t('1 month ago') : l10n.t('{0} months ago', count);
		case 'days':
			return count === 1 ? l10n.t('1 day ago') : l10n.t('{0} days ago', count);
		case 'hours':
			return count === 1 ? l10n.t('1 hour ago') : l10n.t('{0} hours ago', count);
		case 'minutes':
			return count === 1 ? l10n.t('1 minute ago') : l10n.t('{0} minutes ago', count);
		case undefined:
			return l10n.t('less than a minute ago');
	}
}

/** In the largest unit of which it holds a whole one; undefined when it holds none. */
function inUnit(ms: Millis): readonly [unit: Unit | undefined, count: number] {
	const found = units.find(([, length]) => ms >= length);
	return found === undefined ? [undefined, 0] : [found[0], Math.floor(ms / found[1])];
}
