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
			'Check the network connection, and whether a VPN is needed.',
			'Behind a proxy: set `http.proxy` in VS Code, or HTTPS_PROXY in the environment.',
			`Check that the index URL is right: ${asked.url.origin}`,
		],
		recoveryActions: ['retryFailed', 'openSettings', 'showLog'],
		...inContext(asked, reason, context),
	});
}

/** This process, or the whole machine, has no room for another connection. */
export function exhausted(asked: Asked, reason: string, context: ErrorContext = {}): NetworkError {
	return new NetworkError('unreachable', failed(asked, reason), {
		suggestions: [
			'Close windows or programs that you do not need, then try again.',
			'Lower the setting `autodocs.network.maxConcurrentRequests`.',
		],
		recoveryActions: ['retryFailed', 'openSettings', 'showLog'],
		...inContext(asked, reason, context),
	});
}

/** What is most likely wrong when no secure connection can be made: whom this machine trusts, the clock, or the URL. */
export type TlsRemedy = 'trust' | 'clock' | 'url';

export function tlsFailure(asked: Asked, reason: string, remedy: TlsRemedy, context: ErrorContext = {}): NetworkError {
	const remedies: Readonly<Record<TlsRemedy, string>> = {
		trust: `Behind a proxy that inspects traffic: add its certificate to the system's store (VS Code reads it), or name its file in NODE_EXTRA_CA_CERTS.`,
		clock: 'Check the date and time of this machine: certificates are valid for a period.',
		url: `Check that the index URL is right: ${asked.url.origin}`,
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
			'Try again: the index or the network is slow at the moment.',
			'Behind a proxy: set `http.proxy` in VS Code, or HTTPS_PROXY in the environment.',
			'Allow more time with the setting `autodocs.network.deadlineSeconds`.',
		],
		recoveryActions: ['retryFailed', 'openSettings', 'showHealth'],
		...inContext(asked, reason, context),
	});
}

/** The setting `autodocs.offline` is on. */
export function offlineFailure(asked: Asked): NetworkError {
	const reason = 'offline mode is on';
	return new NetworkError('unreachable', failed(asked, reason), {
		suggestions: ['Turn the setting `autodocs.offline` off to ask the index.'],
		recoveryActions: ['openSettings'],
		...inContext(asked, reason, { details: { offline: true } }),
	});
}

/** A URL, or a redirect, that leads where AutoDocs, or `fetch`, does not go. Not worth a retry. */
export function refusedDestination(asked: Asked, reason: string, destination: URL): NetworkError {
	return new NetworkError('http_error', failed(asked, reason), {
		suggestions: ['Check the setting `autodocs.index.url`: it must be an https URL (or http on this machine).'],
		recoveryActions: ['openSettings'],
		...inContext(asked, reason, { details: { destination: redactedUrl(destination) } }),
	});
}

/** The answer is not what was asked for. */
export function badResponse(asked: Asked, reason: string, context: ErrorContext & { readonly truncated?: boolean } = {}): BadResponseError {
	return new BadResponseError(failed(asked, reason), {
		suggestions: [
			`Try again; if it stays, check that ${asked.url.origin} is a package index (the URL of its Simple API).`,
			'A proxy or a security product may be changing what is sent: look at the log.',
		],
		recoveryActions: ['retryFailed', 'openSettings', 'showLog'],
		truncated: context.truncated ?? false,
		...inContext(asked, reason, context),
	});
}

/** The HTML of a sign-in page where an index's answer should be. */
export function captivePortal(asked: Asked): BadResponseError {
	const reason = 'a web page came back instead of package data';
	return new BadResponseError(failed(asked, reason), {
		suggestions: [
			'This network may want you to sign in first: open any web page in a browser, then try again.',
			`If there is no sign-in page, check that the index URL is right: ${asked.url.origin}`,
		],
		recoveryActions: ['retryFailed', 'openSettings'],
		...inContext(asked, reason, {}),
	});
}

export function tooLarge(asked: Asked, maxBytes: number): BadResponseError {
	const reason = `the answer is larger than ${Math.ceil(maxBytes / 1024 / 1024)} MB`;
	return new BadResponseError(failed(asked, reason), {
		code: 'response_too_large',
		suggestions: ['Open the package on its index instead; nothing of this size can be shown.'],
		recoveryActions: ['showLog'],
		...inContext(asked, reason, { details: { maxBytes } }),
	});
}

/** The origin asked for a pause. `retryAfterMs` is what remains of it. */
export function rateLimited(asked: Asked, retryAfterMs: Millis | undefined, context: ErrorContext = {}): RateLimitedError {
	const reason = `too many requests${retryAfterMs === undefined ? '' : `, it asks to wait ${seconds(retryAfterMs)}`}`;
	return new RateLimitedError(failed(asked, reason), {
		retryAfterMs,
		suggestions: [
			'Wait: AutoDocs asks again by itself when the pause is over.',
			'Lower the setting `autodocs.network.maxConcurrentRequests`, or use a mirror nearer to you.',
		],
		recoveryActions: ['showHealth', 'openSettings'],
		...inContext(asked, reason, { ...context, details: { retryAfterMs, ...context.details } }),
	});
}

/** The origin failed again and again, and is left alone. `cause`: its latest failure. */
export function circuitOpen(asked: Asked, retryAfterMs: Millis, cause: AutoDocsError): CircuitOpenError {
	const reason = `it failed again and again (${reasonOf(cause)}) and is left alone for ${seconds(retryAfterMs)}`;
	return new CircuitOpenError(failed(asked, reason), {
		retryAfterMs,
		suggestions: [
			'Wait: AutoDocs tries again by itself.',
			'Or try at once with the command "AutoDocs: Retry What Failed".',
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
	return status >= 500 ? serverFailure(asked, `the server failed (HTTP ${status})`, context) : refused(asked, status);
}

/** The proxy, not the index, wants to know who asks (407). */
export function proxyAuthentication(asked: Asked, context: ErrorContext = {}): AuthenticationError {
	const reason = 'the proxy wants credentials or does not accept those given (HTTP 407)';
	return new AuthenticationError(failed(asked, reason), {
		suggestions: [
			'Put the credentials for the proxy into `http.proxy` in VS Code, or into HTTPS_PROXY in the environment.',
			'Ask whoever runs the proxy to let this host pass without.',
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
	return `${Math.max(1, Math.ceil(ms / 1000))} s`;
}

function serverFailure(asked: Asked, reason: string, context: ErrorContext): NetworkError {
	return new NetworkError('server_error', failed(asked, reason), {
		suggestions: ['Wait a little and try again: the index has a problem of its own.', 'See whether the index reports an incident.'],
		recoveryActions: ['retryFailed', 'showHealth'],
		...inContext(asked, reason, context),
	});
}

function refused(asked: Asked, status: number): NetworkError {
	const reason = `the server refused the request (HTTP ${status})`;
	return new NetworkError('http_error', failed(asked, reason), {
		suggestions: [`Check that the index URL is right: ${asked.url.origin}`, 'See the log for what was asked.'],
		recoveryActions: ['openSettings', 'showLog'],
		...inContext(asked, reason, { details: { status } }),
	});
}

function authentication(asked: Asked, status: number): AuthenticationError {
	const reason = `${hostOf(asked)} wants credentials or does not accept those given (HTTP ${status})`;
	return new AuthenticationError(failed(asked, reason), {
		suggestions: ['Check the credentials for this index.', `Check that the index URL is right: ${asked.url.origin}`],
		recoveryActions: ['openSettings'],
		...inContext(asked, reason, { details: { status } }),
	});
}

function failed(asked: Asked, reason: string): string {
	const away = asked.redirectedTo === undefined || hostOf(asked) === asked.url.host ? '' : `, which redirects to ${hostOf(asked)}`;
	return `Could not get ${asked.label} from ${asked.url.host}${away}: ${reason}.`;
}

function inContext(asked: Asked, reason: string, context: ErrorContext): ErrorContext {
	const { details, ...rest } = context;
	return { ...rest, details: { package: asked.packageName, host: asked.url.host, url: redactedUrl(asked.url), reason, ...details } };
}

export function closing(): CancelledError {
	return new CancelledError('Cancelled: AutoDocs is closing');
}
