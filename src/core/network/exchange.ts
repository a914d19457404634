import * as l10n from '@vscode/l10n';
import type { Json } from '../json.ts';
import type { Millis, Platform } from '../platform.ts';
import { type Asked, badResponse, captivePortal, fromStatus, refusedDestination } from './failures.ts';
import { fromFetch } from './fetch-failure.ts';
import { maxRedirects, redirectTarget } from './origin-guard.ts';
import { drain, readBody } from './reader.ts';
import type { ClientRequest, ReceivedBody } from './request.ts';
import { parseRetryAfter } from './retry-after.ts';

/** What one exchange brought. */
export type Exchanged =
	| { readonly kind: 'body'; readonly body: ReceivedBody; readonly headers: Headers }
	| { readonly kind: 'not-modified'; readonly headers: Headers };

export interface ExchangeOptions {
	readonly userAgent: string;
	/** Headers that make the request conditional; empty when there is nothing to compare with. */
	readonly validators: Readonly<Record<string, string>>;
	readonly signal: AbortSignal;
	/** Called at each sign of life of the other side. */
	readonly alive: () => void;
	/** Called when an answer's headers are in: how long they took, ms. */
	readonly onHeaders: (ms: Millis) => void;
}

/** A request with where its redirects led. */
type AskedRequest = ClientRequest<Json> & Asked;

const redirectStatuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * Sends one request and follows its redirects by hand, so that each hop is checked. Throws an AutoDocsError for every outcome that is
 * neither a body nor a 304.
 */
export async function exchange(request: ClientRequest<Json>, options: ExchangeOptions, platform: Platform): Promise<Exchanged> {
	let url = withoutCredentials(request.url);
	let asked: AskedRequest = request;
	for (let hop = 0; hop <= maxRedirects; hop++) {
		const response = await send(asked, url, options, platform);
		options.alive();
		if (!redirectStatuses.has(response.status)) return await received(asked, response, url, options, platform);
		await drain(response, platform);
		url = redirectTarget(request, url, response.headers.get('location'));
		asked = { ...request, redirectedTo: url };
	}
	throw refusedDestination(request, l10n.t('it redirects more than {0} times', maxRedirects), url);
}

async function send(request: AskedRequest, url: URL, options: ExchangeOptions, platform: Platform): Promise<Response> {
	const { signal } = options;
	const sentAt = platform.monotonic();
	try {
		const response = await platform.fetch(url, { headers: requestHeaders(request, url, options), redirect: 'manual', signal });
		options.onHeaders(platform.monotonic() - sentAt);
		return response;
	} catch (thrown) {
		throw signal.aborted ? signal.reason : fromFetch(request, thrown, 'headers');
	}
}

/** Credentials of the URL go to its own origin only (RFC 7617). */
function requestHeaders(request: ClientRequest<Json>, url: URL, options: ExchangeOptions): Record<string, string> {
	const headers = { accept: request.accept, 'user-agent': options.userAgent, ...options.validators };
	const { username, password } = request.url;
	if ((username === '' && password === '') || url.origin !== request.url.origin) return headers;
	const pair = `${decoded(username)}:${decoded(password)}`;
	return { ...headers, authorization: `Basic ${Buffer.from(pair, 'utf8').toString('base64')}` };
}

/** A percent sign that encodes nothing is a character of the password. */
function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

async function received(
	request: AskedRequest,
	response: Response,
	url: URL,
	options: ExchangeOptions,
	platform: Platform,
): Promise<Exchanged> {
	const { status, headers } = response;
	if (status === 200 || status === 203) return { kind: 'body', body: await body(request, response, url, options), headers };
	await drain(response, platform);
	if (status === 304 && Object.keys(options.validators).length > 0) return { kind: 'not-modified', headers };
	if (status === 404 || status === 410) throw request.notFound();
	if (status < 400)
		throw badResponse(request, l10n.t("the answer's status makes no sense here (HTTP {0})", status), { details: { status } });
	throw fromStatus(request, status, parseRetryAfter(headers, platform.now()));
}

async function body(request: AskedRequest, response: Response, url: URL, options: ExchangeOptions): Promise<ReceivedBody> {
	const { signal } = options;
	try {
		const bytes = await readBody(request, response, request.maxBytes, signal, options.alive);
		if (bytes.byteLength === 0) throw badResponse(request, l10n.t('the answer is empty'));
		const contentType = mediaType(response.headers.get('content-type'));
		if (contentType === 'text/html' && !request.accept.includes('text/html')) throw captivePortal(request);
		return { bytes, contentType, url };
	} catch (thrown) {
		throw signal.aborted ? signal.reason : fromFetch(request, thrown, 'body');
	}
}

function mediaType(header: string | null): string {
	return (header ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

function withoutCredentials(url: URL): URL {
	if (url.username === '' && url.password === '') return url;
	const bare = new URL(url);
	bare.username = '';
	bare.password = '';
	return bare;
}
