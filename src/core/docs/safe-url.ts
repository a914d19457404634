import { visibleText } from './visible-text.ts';

const schemes: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);

/** The address in its normal form when a reader may follow it: absolute, http(s) or mailto, without credentials. */
export function safeUrl(text: string): string | undefined {
	const visible = visibleText(text).trim();
	if (visible.length > 2000 || !URL.canParse(visible)) return undefined;
	const url = new URL(visible);
	// `https://pypi.org@evil.test/` shows one host and leads to another.
	const hasCredentials = url.username !== '' || url.password !== '';
	return schemes.has(url.protocol) && !hasCredentials ? url.href : undefined;
}
