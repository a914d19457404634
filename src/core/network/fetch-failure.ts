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

/**
 * Turns what `fetch` or its body threw into the one hierarchy. `phase`: whether the headers had come; a connection that is lost
 * after them cuts an answer off, before them nothing answered.
 */
export function fromFetch(asked: Asked, thrown: unknown, phase: 'headers' | 'body'): AutoDocsError {
	if (thrown instanceof AutoDocsError) return thrown;
	const found = findCode(thrown);
	const code = found?.code ?? firstCode(thrown);
	const context = { cause: thrown, details: { cause: code } };
	switch (found?.kind) {
		case 'name':
			return unreachable(asked, `the name ${(asked.redirectedTo ?? asked.url).hostname} could not be resolved (${found.code})`, context);
		case 'refused':
			return unreachable(asked, `the connection was refused (${found.code})`, context);
		case 'route':
			return unreachable(asked, `there is no way to it from here (${found.code})`, context);
		case 'proxy':
			return unreachable(asked, `the proxy could not be used (${found.code})`, context);
		case 'timeout':
			return timedOut(asked, `the connection timed out (${found.code})`, context);
		case 'tls':
			return tlsFailure(asked, ...tlsReason(found.code), context);
		case 'proxy-credentials':
			return proxyAuthentication(asked, context);
		case 'port':
			return refusedDestination(asked, `no port of this number is ever asked (${hostOf(asked)})`, asked.redirectedTo ?? asked.url);
		case 'exhausted':
			return exhausted(asked, `too many connections or files are open on this machine (${found.code})`, context);
		case 'not-http':
			return badResponse(asked, `the answer is not valid HTTP (${found.code})`, context);
		case 'encoding':
			return badResponse(asked, `the answer could not be decompressed (${found.code})`, context);
		case 'cut-off':
			return badResponse(asked, `the answer was cut off (${found.code})`, { ...context, truncated: true });
		case 'reset':
			return lost(asked, `the connection was lost (${found.code})`, phase, context);
	}
	if (phase === 'body' || (thrown instanceof TypeError && isFetchMessage(thrown.message))) {
		return lost(asked, code === undefined ? 'the connection was lost' : `the connection failed (${code})`, phase, context);
	}
	return toAutoDocsError(thrown);
}

function lost(asked: Asked, reason: string, phase: 'headers' | 'body', context: { readonly cause: unknown }): AutoDocsError {
	if (phase === 'headers') return unreachable(asked, reason, context);
	return badResponse(asked, `${reason} in the middle of the answer`, { ...context, truncated: true });
}

/** What undici and Chromium say when they give no code. */
function isFetchMessage(message: string): boolean {
	return message === 'fetch failed' || message === 'Failed to fetch' || message === 'terminated' || message.startsWith('net::');
}

function tlsReason(code: string): readonly [reason: string, remedy: TlsRemedy] {
	if (/NOT_YET_VALID/.test(code)) return [`its certificate is not valid yet (${code})`, 'clock'];
	if (/EXPIRED|DATE_INVALID/.test(code)) return [`its certificate has expired (${code})`, 'clock'];
	if (/ALTNAME|HOSTNAME|COMMON_NAME/.test(code)) return [`its certificate is for another host (${code})`, 'url'];
	if (/SELF_SIGNED|AUTHORITY_INVALID|UNABLE_TO|DEPTH_ZERO/.test(code)) {
		return [`its certificate is not trusted on this machine (${code})`, 'trust'];
	}
	if (/WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST/.test(code)) return [`it does not speak TLS on this port (${code})`, 'url'];
	if (/CERTIFICATE_REQUIRED|CLIENT_AUTH/.test(code)) return [`it wants a certificate from this machine (${code})`, 'url'];
	return [`no secure connection could be made (${code})`, 'trust'];
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
