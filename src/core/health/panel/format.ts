import * as l10n from '@vscode/l10n';

/** `4096`, `40 573`: in groups of three from five digits on, with the narrow blank that every language reads alike (ISO 80000-1). */
export function shownCount(count: number): string {
	return count < 10_000 ? String(count) : String(count).replace(/\B(?=(?:\d{3})+$)/g, '\u202f');
}

/** `2.1 MB`: in decimal units. */
export function shownBytes(bytes: number): string {
	if (bytes < 1000) return `${bytes} B`;
	if (bytes < 1e6) return `${(bytes / 1e3).toFixed(bytes < 1e4 ? 1 : 0)} kB`;
	if (bytes < 1e9) return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
	return `${(bytes / 1e9).toFixed(bytes < 1e10 ? 1 : 0)} GB`;
}

/** `120 ms`, `3.4 s`, `12 min`. */
export function shownDuration(ms: number): string {
	if (ms < 1000) return l10n.t('{0} ms', ms.toFixed(ms < 10 ? 1 : 0));
	if (ms < 60_000) return l10n.t('{0} s', (ms / 1000).toFixed(ms < 10_000 ? 1 : 0));
	if (ms < 3_600_000) return l10n.t('{0} min', Math.round(ms / 60_000));
	return l10n.t('{0} h', (ms / 3_600_000).toFixed(1));
}

/** `just now`, `3 min ago`, `2 d ago`. */
export function shownAge(ms: number): string {
	if (ms < 60_000) return l10n.t('just now');
	if (ms < 3_600_000) return l10n.t('{0} min ago', Math.floor(ms / 60_000));
	if (ms < 86_400_000) return l10n.t('{0} h ago', Math.floor(ms / 3_600_000));
	return l10n.t('{0} d ago', Math.floor(ms / 86_400_000));
}

export function shownShare(share: number): string {
	return `${(share * 100).toFixed(share > 0 && share < 0.1 ? 1 : 0)} %`;
}
