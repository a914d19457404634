import * as l10n from '@vscode/l10n';
import { AutoDocsError, toAutoDocsError } from '../errors.ts';
import {
	type Asked,
	badResponse,
	exhausted,
	hostOf,
	proxyAuthentication,
	refusedDestination,
	type TlsRemedy,
	timedOut,
	tlsFailure,
	unreachable,
} from './failures.ts';

type Kind =
	| 'name'
	| 'refused'
	| 'route'
	| 'reset'
	| 'timeout'
	| 'tls'
	| 'proxy'
	| 'proxy-credentials'
	| 'port'
	| 'exhausted'
	| 'not-http'
	| 'cut-off'
	| 'encoding';

/** The name of undici's error for some answers that are not HTTP; it has no code then. */
const parserError = 'HTTPParserError';
/** What undici says, without a code or with a general one, and the names they have here. */
const undiciMessages: readonly (readonly [RegExp, string])[] = [
	[/^bad port$/, 'BAD_PORT'],
	[/^Proxy response \(407\)/, 'HTTP 407'],
	[/^Proxy response \(\d{3}\)/, 'ERR_TUNNEL_CONNECTION_FAILED'],
];

/** Codes of Node's net, tls, zlib and undici, and (after `net::`) of Chromium, which VS Code may fetch with. */
const kinds: ReadonlyMap<string, Kind> = new Map<string, Kind>([
	...codes('name', 'ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'EAI_NONAME', 'EAI_FAIL', 'ERR_NAME_NOT_RESOLVED', 'ERR_NAME_RESOLUTION_FAILED'),
	...codes('refused', 'ECONNREFUSED', 'ERR_CONNECTION_REFUSED'),
	...codes('route', 'ENETUNREACH', 'EHOSTUNREACH', 'ENETDOWN', 'EHOSTDOWN', 'EADDRNOTAVAIL', 'EACCES', 'EPERM'),
	...codes('route', 'ERR_INTERNET_DISCONNECTED', 'ERR_ADDRESS_UNREACHABLE', 'ERR_NETWORK_CHANGED', 'ERR_NETWORK_ACCESS_DENIED'),
	...codes('reset', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'UND_ERR_SOCKET', 'UND_ERR_CLOSED', 'UND_ERR_DESTROYED'),
	...codes('reset', 'ERR_CONNECTION_RESET', 'ERR_CONNECTION_CLOSED', 'ERR_CONNECTION_ABORTED', 'ERR_EMPTY_RESPONSE'),
	...codes('timeout', 'ETIMEDOUT', 'ESOCKETTIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'),
	...codes('timeout', 'ERR_TIMED_OUT', 'ERR_CONNECTION_TIMED_OUT'),
	...codes('tls', 'EPROTO', 'HOSTNAME_MISMATCH', 'INVALID_CA', 'INVALID_PURPOSE', 'PATH_LENGTH_EXCEEDED', 'OUT_OF_MEM'),
	...codes('proxy', 'ERR_PROXY_CONNECTION_FAILED', 'ERR_TUNNEL_CONNECTION_FAILED', 'UND_ERR_PRX_TLS', 'ERR_PROXY_AUTH_UNSUPPORTED'),
	...codes('proxy-credentials', 'HTTP 407', 'ERR_PROXY_AUTH_REQUESTED'),
	...codes('port', 'BAD_PORT', 'ERR_UNSAFE_PORT'),
	...codes('exhausted', 'EMFILE', 'ENFILE', 'ENOBUFS', 'ENOMEM', 'ERR_INSUFFICIENT_RESOURCES'),
	...codes(
		'not-http',
		parserError,
		'UND_ERR_HEADERS_OVERFLOW',
		'UND_ERR_RESPONSE',
		'ERR_INVALID_HTTP_RESPONSE',
		'ERR_RESPONSE_HEADERS_TOO_BIG',
	),
	...codes('cut-off', 'Z_BUF_ERROR', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'HPE_INVALID_EOF_STATE'),
	...codes('cut-off', 'ERR_CONTENT_LENGTH_MISMATCH', 'ERR_INCOMPLETE_CHUNKED_ENCODING'),
	...codes('encoding', 'Z_DATA_ERROR', 'Z_STREAM_ERROR', 'Z_NEED_DICT', 'ERR_CONTENT_DECODING_FAILED'),
]);

const patterns: readonly (readonly [RegExp, Kind])[] = [
	[/^(ERR_CERT_|CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|CRL_|ERROR_IN_C)/, 'tls'],
	[/^HPE_/, 'not-http'],
	[/^(ERR__ERROR_|ERR_BROTLI|ERR_PADDING|ZSTD_)/, 'encoding'],
];

/** How deep a chain of causes is followed. */
const maxCauses = 8;

/** What was waited for. A connection that is lost after the headers cuts an answer off, before them nothing answered. */
type Phase = 'headers' | 'body';

/** Turns what `fetch` or its body threw into the one hierarchy. */
export function fromFetch(asked: Asked, thrown: unknown, phase: Phase): AutoDocsError {
	if (thrown instanceof AutoDocsError) return thrown;
	const found = findCode(thrown);
	const code = found?.code ?? firstCode(thrown);
	const context = { cause: thrown, details: { cause: code } };
	switch (found?.kind) {
		case 'name':
			return unreachable(
				asked,
				l10n.t('the name {0} could not be resolved ({1})', (asked.redirectedTo ?? asked.url).hostname, found.code),
				context,
			);
		case 'refused':
			return unreachable(asked, l10n.t('the connection was refused ({0})', found.code), context);
		case 'route':
			return unreachable(asked, l10n.t('there is no way to it from here ({0})', found.code), context);
		case 'proxy':
			return unreachable(asked, l10n.t('the proxy could not be used ({0})', found.code), context);
		case 'timeout':
			return timedOut(asked, l10n.t('the connection timed out ({0})', found.code), context);
		case 'tls':
			return tlsFailure(asked, ...tlsReason(found.code), context);
		case 'proxy-credentials':
			return proxyAuthentication(asked, context);
		case 'port':
			return refusedDestination(
				asked,
				l10n.t('no port of this number is ever asked ({0})', hostOf(asked)),
				asked.redirectedTo ?? asked.url,
			);
		case 'exhausted':
			return exhausted(asked, l10n.t('too many connections or files are open on this machine ({0})', found.code), context);
		case 'not-http':
			return badResponse(asked, l10n.t('the answer is not valid HTTP ({0})', found.code), context);
		case 'encoding':
			return badResponse(asked, l10n.t('the answer could not be decompressed ({0})', found.code), context);
		case 'cut-off':
			return badResponse(asked, l10n.t('the answer was cut off ({0})', found.code), { ...context, truncated: true });
		case 'reset':
			return lost(asked, phase, wasLost(phase, found.code), context);
	}
	if (phase === 'body' || (thrown instanceof TypeError && isFetchMessage(thrown.message))) {
		return lost(asked, phase, code === undefined ? wasLost(phase) : hasFailed(phase, code), context);
	}
	return toAutoDocsError(thrown);
}

function lost(asked: Asked, phase: Phase, reason: string, context: { readonly cause: unknown }): AutoDocsError {
	return phase === 'headers' ? unreachable(asked, reason, context) : badResponse(asked, reason, { ...context, truncated: true });
}

function wasLost(phase: Phase, code?: string): string {
	if (code === undefined) {
		return phase === 'headers' ? l10n.t('the connection was lost') : l10n.t('the connection was lost in the middle of the answer');
	}
	return phase === 'headers'
		? l10n.t('the connection was lost ({0})', code)
		: l10n.t('the connection was lost ({0}) in the middle of the answer', code);
}

function hasFailed(phase: Phase, code: string): string {
	return phase === 'headers'
		? l10n.t('the connection failed ({0})', code)
		: l10n.t('the connection failed ({0}) in the middle of the answer', code);
}

/** What undici and Chromium say when they give no code. */
function isFetchMessage(message: string): boolean {
	return message === 'fetch failed' || message === 'Failed to fetch' || message === 'terminated' || message.startsWith('net::');
}

function tlsReason(code: string): readonly [reason: string, remedy: TlsRemedy] {
	if (/NOT_YET_VALID/.test(code)) return [l10n.t('its certificate is not valid yet ({0})', code), 'clock'];
	if (/EXPIRED|DATE_INVALID/.test(code)) return [l10n.t('its certificate has expired ({0})', code), 'clock'];
	if (/ALTNAME|HOSTNAME|COMMON_NAME/.test(code)) return [l10n.t('its certificate is for another host ({0})', code), 'url'];
	if (/SELF_SIGNED|AUTHORITY_INVALID|UNABLE_TO|DEPTH_ZERO/.test(code)) {
		return [l10n.t('its certificate is not trusted on this machine ({0})', code), 'trust'];
	}
	if (/WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST/.test(code))
		return [l10n.t('it does not speak TLS on this port ({0})', code), 'url'];
	if (/CERTIFICATE_REQUIRED|CLIENT_AUTH/.test(code)) return [l10n.t('it wants a certificate from this machine ({0})', code), 'url'];
	return [l10n.t('no secure connection could be made ({0})', code), 'trust'];
}

/** The first code that is known, along the causes. */
function findCode(thrown: unknown): { readonly code: string; readonly kind: Kind } | undefined {
	for (const error of causesOf(thrown)) {
		const code = codeOf(error);
		const kind = code === undefined ? undefined : kindOf(code);
		if (code !== undefined && kind !== undefined) return { code, kind };
	}
	return undefined;
}

/** The first code of any kind that looks like one, for a person to search for. */
function firstCode(thrown: unknown): string | undefined {
	return causesOf(thrown)
		.map(codeOf)
		.find((code) => code !== undefined && /^[A-Z][A-Z0-9_]{1,60}$/.test(code));
}

function causesOf(thrown: unknown): readonly object[] {
	const causes: object[] = [];
	let current = thrown;
	while (causes.length < maxCauses && typeof current === 'object' && current !== null) {
		causes.push(current);
		// Happy Eyeballs: one error for each address that was tried.
		current = current instanceof AggregateError ? current.errors[0] : (current as { cause?: unknown }).cause;
	}
	return causes;
}

function codeOf(error: object): string | undefined {
	const { code, message, name } = error as { code?: unknown; message?: unknown; name?: unknown };
	const said = typeof message === 'string' ? undiciMessages.find(([pattern]) => pattern.test(message))?.[1] : undefined;
	if (said !== undefined) return said;
	if (typeof code === 'string') return code;
	if (name === parserError) return parserError;
	return typeof message === 'string' ? /net::(ERR_[A-Z_]{1,60})/.exec(message)?.[1] : undefined;
}

function kindOf(code: string): Kind | undefined {
	return kinds.get(code) ?? patterns.find(([pattern]) => pattern.test(code))?.[1];
}

function codes(kind: Kind, ...names: readonly string[]): [string, Kind][] {
	return names.map((name) => [name, kind]);
}
