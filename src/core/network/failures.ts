import * as l10n from '@vscode/l10n';
import {
	AuthenticationError,
	type AutoDocsError,
	BadResponseError,
	CancelledError,
	CircuitOpenError,
	type ErrorContext,
	NetworkError,
	RateLimitedError,
} from '../errors.ts';
import type { Millis } from '../platform.ts';

/** What a message tells of the request that failed. */
export interface Asked {
	readonly label: string;
	readonly packageName: string;
	readonly url: URL;
	/** Where a redirect of `url` led. */
	readonly redirectedTo?: URL;
}

/** A URL as it may be shown: without credentials, query and fragment. */
export function redactedUrl(url: URL): string {
	return `${url.protocol}//${url.host}${url.pathname}`;
}

/** Where the request is now. */
export function hostOf({ url, redirectedTo }: Asked): string {
	return (redirectedTo ?? url).host;
}

/** The request never got an answer: name resolution, connection refused, reset. */
export function unreachable(asked: Asked, reason: string, context: ErrorContext = {}): NetworkError {
	return new NetworkError('unreachable', failed(asked, reason), {
		suggestions: [
			l10n.t('Check the network connection, and whether a VPN is needed.'),
			l10n.t('Behind a proxy: set `http.proxy` in VS Code, or HTTPS_PROXY in the environment.'),
			l10n.t('Check that the index URL is right: {0}', asked.url.origin),
		],
		recoveryActions: ['retryFailed', 'openSettings', 'showLog'],
		...inContext(asked, reason, context),
	});
}

/** This process, or the whole machine, has no room for another connection. */
export function exhausted(asked: Asked, reason: string, context: ErrorContext = {}): NetworkError {
	return new NetworkError('unreachable', failed(asked, reason), {
		suggestions: [
			l10n.t('Close windows or programs that you do not need, then try again.'),
			l10n.t('Lower the setting `autodocs.network.maxConcurrentRequests`.'),
		],
		recoveryActions: ['retryFailed', 'openSettings', 'showLog'],
		...inContext(asked, reason, context),
	});
}

/** What is most likely wrong when no secure connection can be made: whom this machine trusts, the clock, or the URL. */
export type TlsRemedy = 'trust' | 'clock' | 'url';

export function tlsFailure(asked: Asked, reason: string, remedy: TlsRemedy, context: ErrorContext = {}): NetworkError {
	const remedies: Readonly<Record<TlsRemedy, string>> = {
		trust: l10n.t(
			"Behind a proxy that inspects traffic: add its certificate to the system's store (VS Code reads it), or name its file in NODE_EXTRA_CA_CERTS.",
		),
		clock: l10n.t('Check the date and time of this machine: certificates are valid for a period.'),
		url: l10n.t('Check that the index URL is right: {0}', asked.url.origin),
	};
	return new NetworkError('tls_error', failed(asked, reason), {
		suggestions: [remedies[remedy], ...Object.values(remedies).filter((other) => other !== remedies[remedy])],
		recoveryActions: ['openSettings', 'showLog'],
		...inContext(asked, reason, context),
	});
}

export function timedOut(asked: Asked, reason: string, context: ErrorContext = {}): NetworkError {
	return new NetworkError('timeout', failed(asked, reason), {
		suggestions: [
			l10n.t('Try again: the index or the network is slow at the moment.'),
			l10n.t('Behind a proxy: set `http.proxy` in VS Code, or HTTPS_PROXY in the environment.'),
			l10n.t('Allow more time with the setting `autodocs.network.deadlineSeconds`.'),
		],
		recoveryActions: ['retryFailed', 'openSettings', 'showHealth'],
		...inContext(asked, reason, context),
	});
}

/** The setting `autodocs.offline` is on. */
export function offlineFailure(asked: Asked): NetworkError {
	const reason = l10n.t('offline mode is on');
	return new NetworkError('unreachable', failed(asked, reason), {
		suggestions: [l10n.t('Turn the setting `autodocs.offline` off to ask the index.')],
		recoveryActions: ['openSettings'],
		...inContext(asked, reason, { details: { offline: true } }),
	});
}

/** A URL, or a redirect, that leads where AutoDocs, or `fetch`, does not go. Not worth a retry. */
export function refusedDestination(asked: Asked, reason: string, destination: URL): NetworkError {
	return new NetworkError('http_error', failed(asked, reason), {
		suggestions: [l10n.t('Check the setting `autodocs.index.url`: it must be an https URL (or http on this machine).')],
		recoveryActions: ['openSettings'],
		...inContext(asked, reason, { details: { destination: redactedUrl(destination) } }),
	});
}

/** The answer is not what was asked for. */
export function badResponse(asked: Asked, reason: string, context: ErrorContext & { readonly truncated?: boolean } = {}): BadResponseError {
	return new BadResponseError(failed(asked, reason), {
		suggestions: [
			l10n.t('Try again; if it stays, check that {0} is a package index (the URL of its Simple API).', asked.url.origin),
			l10n.t('A proxy or a security product may be changing what is sent: look at the log.'),
		],
		recoveryActions: ['retryFailed', 'openSettings', 'showLog'],
		truncated: context.truncated ?? false,
		...inContext(asked, reason, context),
	});
}

/** The HTML of a sign-in page where an index's answer should be. */
export function captivePortal(asked: Asked): BadResponseError {
	const reason = l10n.t('a web page came back instead of package data');
	return new BadResponseError(failed(asked, reason), {
		suggestions: [
			l10n.t('This network may want you to sign in first: open any web page in a browser, then try again.'),
			l10n.t('If there is no sign-in page, check that the index URL is right: {0}', asked.url.origin),
		],
		recoveryActions: ['retryFailed', 'openSettings'],
		...inContext(asked, reason, {}),
	});
}

export function tooLarge(asked: Asked, maxBytes: number): BadResponseError {
	const reason = l10n.t('the answer is larger than {0} MB', Math.ceil(maxBytes / 1024 / 1024));
	return new BadResponseError(failed(asked, reason), {
		code: 'response_too_large',
		suggestions: [l10n.t('Open the package on its index instead; nothing of this size can be shown.')],
		recoveryActions: ['showLog'],
		...inContext(asked, reason, { details: { maxBytes } }),
	});
}

/** The origin asked for a pause. `retryAfterMs` is what remains of it. */
export function rateLimited(asked: Asked, retryAfterMs: Millis | undefined, context: ErrorContext = {}): RateLimitedError {
	const reason =
		retryAfterMs === undefined ? l10n.t('too many requests') : l10n.t('too many requests, it asks to wait {0}', seconds(retryAfterMs));
	return new RateLimitedError(failed(asked, reason), {
		retryAfterMs,
		suggestions: [
			l10n.t('Wait: AutoDocs asks again by itself when the pause is over.'),
			l10n.t('Lower the setting `autodocs.network.maxConcurrentRequests`, or use a mirror nearer to you.'),
		],
		recoveryActions: ['showHealth', 'openSettings'],
		...inContext(asked, reason, { ...context, details: { retryAfterMs, ...context.details } }),
	});
}

/** The origin failed again and again, and is left alone. `cause`: its latest failure. */
export function circuitOpen(asked: Asked, retryAfterMs: Millis, cause: AutoDocsError): CircuitOpenError {
	const reason = l10n.t('it failed again and again ({0}) and is left alone for {1}', reasonOf(cause), seconds(retryAfterMs));
	return new CircuitOpenError(failed(asked, reason), {
		retryAfterMs,
		suggestions: [
			l10n.t('Wait: AutoDocs tries again by itself.'),
			l10n.t('Or try at once with the command "AutoDocs: Retry What Failed".'),
			...cause.suggestions,
		],
		recoveryActions: ['retryFailed', 'showHealth', 'openSettings'],
		...inContext(asked, reason, { cause, details: { retryAfterMs, lastFailure: cause.code } }),
	});
}

/** Turns an answer's status, other than 2xx, 304, 404 and 410, into its error. `retryAfterMs` as the answer states it. */
export function fromStatus(asked: Asked, status: number, retryAfterMs: Millis | undefined): AutoDocsError {
	const context = { details: { status } };
	if (status === 429 || (status === 503 && retryAfterMs !== undefined)) return rateLimited(asked, retryAfterMs, context);
	if (status === 407) return proxyAuthentication(asked);
	if (status === 401 || status === 403) return authentication(asked, status);
	return status >= 500 ? serverFailure(asked, l10n.t('the server failed (HTTP {0})', status), context) : refused(asked, status);
}

/** The proxy, not the index, wants to know who asks (407). */
export function proxyAuthentication(asked: Asked, context: ErrorContext = {}): AuthenticationError {
	const reason = l10n.t('the proxy wants credentials or does not accept those given (HTTP 407)');
	return new AuthenticationError(failed(asked, reason), {
		suggestions: [
			l10n.t('Put the credentials for the proxy into `http.proxy` in VS Code, or into HTTPS_PROXY in the environment.'),
			l10n.t('Ask whoever runs the proxy to let this host pass without.'),
		],
		recoveryActions: ['openSettings'],
		...inContext(asked, reason, { ...context, details: { status: 407, ...context.details } }),
	});
}

/** Why it failed, without what was asked: for a message about something else. */
export function reasonOf(error: AutoDocsError): string {
	const { reason } = error.details;
	return typeof reason === 'string' ? reason : error.message;
}

/** Whole seconds, for people. */
export function seconds(ms: Millis): string {
	return l10n.t('{0} s', Math.max(1, Math.ceil(ms / 1000)));
}

function serverFailure(asked: Asked, reason: string, context: ErrorContext): NetworkError {
	return new NetworkError('server_error', failed(asked, reason), {
		suggestions: [
			l10n.t('Wait a little and try again: the index has a problem of its own.'),
			l10n.t('See whether the index reports an incident.'),
		],
		recoveryActions: ['retryFailed', 'showHealth'],
		...inContext(asked, reason, context),
	});
}

function refused(asked: Asked, status: number): NetworkError {
	const reason = l10n.t('the server refused the request (HTTP {0})', status);
	return new NetworkError('http_error', failed(asked, reason), {
		suggestions: [l10n.t('Check that the index URL is right: {0}', asked.url.origin), l10n.t('See the log for what was asked.')],
		recoveryActions: ['openSettings', 'showLog'],
		...inContext(asked, reason, { details: { status } }),
	});
}

function authentication(asked: Asked, status: number): AuthenticationError {
	const reason = l10n.t('{0} wants credentials or does not accept those given (HTTP {1})', hostOf(asked), status);
	return new AuthenticationError(failed(asked, reason), {
		suggestions: [l10n.t('Check the credentials for this index.'), l10n.t('Check that the index URL is right: {0}', asked.url.origin)],
		recoveryActions: ['openSettings'],
		...inContext(asked, reason, { details: { status } }),
	});
}

function failed(asked: Asked, reason: string): string {
	const { host } = asked.url;
	return hostOf(asked) === host
		? l10n.t('Could not get {0} from {1}: {2}.', asked.label, host, reason)
		: l10n.t('Could not get {0} from {1}, which redirects to {2}: {3}.', asked.label, host, hostOf(asked), reason);
}

function inContext(asked: Asked, reason: string, context: ErrorContext): ErrorContext {
	const { details, ...rest } = context;
	return { ...rest, details: { package: asked.packageName, host: asked.url.host, url: redactedUrl(asked.url), reason, ...details } };
}

export function closing(): CancelledError {
	return new CancelledError(l10n.t('Cancelled: AutoDocs is closing'));
}
