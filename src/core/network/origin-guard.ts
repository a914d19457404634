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
		? 'it is not a configured index'
		: 'only https is used, and http only to a server on this machine';
	throw new ValidationError(`AutoDocs does not ask ${redactedUrl(asked.url)} for ${asked.label}: ${reason}.`, {
		details: { package: asked.packageName, host: asked.url.host, url: redactedUrl(asked.url) },
		suggestions: ['Set `autodocs.index.url` to the https URL of a package index, such as https://pypi.org/simple.'],
		recoveryActions: ['openSettings'],
	});
}

/**
 * Where a redirect leads, or an error when AutoDocs does not follow it there: an index may send its client to another https origin (a
 * CDN), but never from https to http, nor from elsewhere to a server on this machine.
 */
export function redirectTarget(asked: Asked, from: URL, location: string | null): URL {
	if (location === null || !URL.canParse(location, from.href)) {
		throw refusedDestination(asked, 'it redirects to something that is not a URL', from);
	}
	const target = new URL(location, from);
	if (!isPrivateTransport(target)) throw refusedDestination(asked, `it redirects to ${redactedUrl(target)}, which is not https`, target);
	if (isLoopback(target) && !isLoopback(from)) {
		throw refusedDestination(asked, `it redirects to a server on this machine (${target.host})`, target);
	}
	if (from.protocol === 'https:' && target.protocol !== 'https:') {
		throw refusedDestination(asked, `it redirects from https to http (${target.host})`, target);
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
