import * as l10n from '@vscode/l10n';
import { ValidationError } from '../errors.ts';
import { type Asked, redactedUrl, refusedDestination } from './failures.ts';

/** As browsers do with `fetch`, but far fewer: an index needs one or two. */
export const maxRedirects = 5;

/**
 * Lets a request out only to a configured origin, over https, or http on this machine.
 * Throws ValidationError for any other.
 */
export function checkOrigin(asked: Asked, allowedOrigins: readonly string[]): void {
	if (isPrivateTransport(asked.url) && allowedOrigins.includes(asked.url.origin)) return;
	const reason = isPrivateTransport(asked.url)
		? l10n.t('it is not a configured index')
		: l10n.t('only https is used, and http only to a server on this machine');
	throw new ValidationError(l10n.t('AutoDocs does not ask {0} for {1}: {2}.', redactedUrl(asked.url), asked.label, reason), {
		details: { package: asked.packageName, host: asked.url.host, url: redactedUrl(asked.url) },
		suggestions: [l10n.t('Set `autodocs.index.url` to the https URL of a package index, such as https://pypi.org/simple.')],
		recoveryActions: ['openSettings'],
	});
}

/**
 * Where a redirect leads, or an error when AutoDocs does not follow it there: an index may send its client to another https origin (a
 * CDN), but never from https to http, nor from elsewhere to a server on this machine. Credentials in it are an error (RFC 9110 §4.2.4):
 * `fetch` takes no such URL, and says so with all of it.
 */
export function redirectTarget(asked: Asked, from: URL, location: string | null): URL {
	if (location === null || !URL.canParse(location, from.href)) {
		throw refusedDestination(asked, l10n.t('it redirects to something that is not a URL'), from);
	}
	const target = new URL(location, from);
	if (!isPrivateTransport(target)) {
		throw refusedDestination(asked, l10n.t('it redirects to {0}, which is not https', redactedUrl(target)), target);
	}
	if (target.username !== '' || target.password !== '') {
		throw refusedDestination(asked, l10n.t('it redirects to a URL with credentials ({0})', target.host), target);
	}
	if (isLoopback(target) && !isLoopback(from)) {
		throw refusedDestination(asked, l10n.t('it redirects to a server on this machine ({0})', target.host), target);
	}
	if (from.protocol === 'https:' && target.protocol !== 'https:') {
		throw refusedDestination(asked, l10n.t('it redirects from https to http ({0})', target.host), target);
	}
	return target;
}

/** Whether nobody between here and the server can read or change what is sent: https, or http on this machine. */
export function isPrivateTransport(url: URL): boolean {
	return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
}

function isLoopback(url: URL): boolean {
	return url.hostname === 'localhost' || url.hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(url.hostname);
}
