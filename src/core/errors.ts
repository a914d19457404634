import * as l10n from '@vscode/l10n';
import type { Json } from './json.ts';

export type ErrorCode =
	| 'invalid_input'
	| 'invalid_requirement'
	| 'invalid_toml'
	| 'project_not_found'
	| 'package_not_found'
	| 'version_not_found'
	| 'auth_required'
	| 'http_error'
	| 'rate_limited'
	| 'server_error'
	| 'timeout'
	| 'unreachable'
	| 'tls_error'
	| 'bad_response'
	| 'response_too_large'
	| 'circuit_open'
	| 'cache_error'
	| 'cancelled'
	| 'internal_error';

/** What AutoDocs can do itself about a failure: names of its commands, without the `autodocs.` prefix. */
export type RecoveryAction = 'refresh' | 'retryFailed' | 'openSettings' | 'showLog' | 'showHealth' | 'clearCache';

export interface ErrorContext {
	/** Facts for a machine; no secrets: URLs are redacted before they come here. */
	readonly details?: Readonly<Record<string, Json | undefined>>;
	/** What a person can do, most likely first. */
	readonly suggestions?: readonly string[];
	readonly recoveryActions?: readonly RecoveryAction[];
	readonly cause?: unknown;
}

/** The only kind of error that leaves core. `message` says what failed, for which package, at which index. */
export abstract class AutoDocsError extends Error {
	readonly code: ErrorCode;
	/** Whether asking again later, unchanged, may succeed. */
	abstract readonly retryable: boolean;
	readonly details: Readonly<Record<string, Json | undefined>>;
	readonly suggestions: readonly string[];
	readonly recoveryActions: readonly RecoveryAction[];

	constructor(code: ErrorCode, message: string, context: ErrorContext = {}) {
		super(message, context.cause === undefined ? undefined : { cause: context.cause });
		this.name = new.target.name;
		this.code = code;
		this.details = context.details ?? {};
		this.suggestions = context.suggestions ?? [];
		this.recoveryActions = context.recoveryActions ?? [];
	}
}

/** What to put in place of a part of a text. UTF-16 offsets, half open. */
export interface Correction {
	readonly start: number;
	readonly end: number;
	readonly text: string;
	/** Whether something else may have been meant as well. */
	readonly isGuess?: true;
}

/** Input that breaks a grammar. `offset` is in UTF-16 units of the text that was parsed; `expected` says what could have stood there. */
export class ValidationError extends AutoDocsError {
	readonly retryable = false;
	readonly offset: number;
	readonly end: number;
	readonly expected: string | undefined;
	/** The one change of the text that was parsed after which all of it follows the grammar. */
	readonly correction: Correction | undefined;

	constructor(
		message: string,
		context: ErrorContext & {
			readonly code?: 'invalid_input' | 'invalid_requirement';
			readonly offset?: number;
			readonly end?: number;
			readonly expected?: string;
			readonly correction?: Correction | undefined;
		} = {},
	) {
		super(context.code ?? 'invalid_input', message, context);
		this.correction = context.correction;
		this.offset = context.offset ?? 0;
		this.end = context.end ?? this.offset;
		this.expected = context.expected;
	}
}

export class ProjectParseError extends AutoDocsError {
	readonly retryable = false;
	/** Of the characters that do not parse: UTF-16, half open. */
	readonly offset: number;
	readonly end: number;

	constructor(
		code: 'invalid_toml' | 'project_not_found',
		message: string,
		context: ErrorContext & { readonly offset?: number; readonly end?: number } = {},
	) {
		super(code, message, context);
		this.offset = context.offset ?? 0;
		this.end = context.end ?? this.offset;
	}
}

export class PackageNotFoundError extends AutoDocsError {
	readonly retryable = false;

	constructor(message: string, context?: ErrorContext) {
		super('package_not_found', message, context);
	}
}

export class VersionNotFoundError extends AutoDocsError {
	readonly retryable = false;

	constructor(message: string, context?: ErrorContext) {
		super('version_not_found', message, context);
	}
}

/** Nothing usable came back: the network, the server or the time ran out. */
export class NetworkError extends AutoDocsError {
	readonly retryable: boolean;

	constructor(code: 'http_error' | 'server_error' | 'timeout' | 'unreachable' | 'tls_error', message: string, context?: ErrorContext) {
		super(code, message, context);
		this.retryable = code !== 'tls_error' && code !== 'http_error';
	}
}

export class RateLimitedError extends AutoDocsError {
	readonly retryable = true;
	/** How long the server asked to wait, ms; undefined when it did not say. */
	readonly retryAfterMs: number | undefined;

	constructor(message: string, context: ErrorContext & { readonly retryAfterMs?: number | undefined } = {}) {
		super('rate_limited', message, context);
		this.retryAfterMs = context.retryAfterMs;
	}
}

export class CircuitOpenError extends AutoDocsError {
	readonly retryable = true;
	/** Until the breaker lets a probe through, ms. */
	readonly retryAfterMs: number;

	constructor(message: string, context: ErrorContext & { readonly retryAfterMs: number }) {
		super('circuit_open', message, context);
		this.retryAfterMs = context.retryAfterMs;
	}
}

export class AuthenticationError extends AutoDocsError {
	readonly retryable = false;

	constructor(message: string, context?: ErrorContext) {
		super('auth_required', message, context);
	}
}

/** An answer that is not what was asked for: no JSON, a wrong schema, the HTML of a captive portal, cut off, too large. */
export class BadResponseError extends AutoDocsError {
	readonly retryable: boolean;
	/** The body ended before it was whole: worth more than one further try. */
	readonly truncated: boolean;

	constructor(
		message: string,
		context: ErrorContext & { readonly code?: 'bad_response' | 'response_too_large'; readonly truncated?: boolean } = {},
	) {
		super(context.code ?? 'bad_response', message, context);
		this.truncated = context.truncated ?? false;
		this.retryable = this.code === 'bad_response';
	}
}

export class CacheError extends AutoDocsError {
	readonly retryable = true;

	constructor(message: string, context?: ErrorContext) {
		super('cache_error', message, context);
	}
}

export class CancelledError extends AutoDocsError {
	readonly retryable = true;

	constructor(message = l10n.t('Cancelled by the caller'), context?: ErrorContext) {
		super('cancelled', message, context);
	}
}

/** A bug in AutoDocs: whatever was thrown that is no AutoDocsError. */
export class InternalError extends AutoDocsError {
	readonly retryable = false;

	constructor(message: string, context?: ErrorContext) {
		super('internal_error', message, { recoveryActions: ['showLog'], ...context });
	}
}

/** Whether an origin answered that there is no such thing: that is an answer. */
export function isNotFound({ code }: AutoDocsError): boolean {
	return code === 'package_not_found' || code === 'version_not_found';
}

/** Turns anything thrown into the one hierarchy. */
export function toAutoDocsError(thrown: unknown): AutoDocsError {
	if (thrown instanceof AutoDocsError) return thrown;
	if (thrown instanceof Error && thrown.name === 'AbortError') return new CancelledError(undefined, { cause: thrown });
	const text = thrown instanceof Error ? thrown.message : String(thrown);
	return new InternalError(l10n.t('AutoDocs failed unexpectedly: {0}', text), { cause: thrown });
}

/** What came of an operation over several packages: one that failed never hides the others. */
export interface PartialResult<T> {
	readonly status: 'complete' | 'partial' | 'failed';
	readonly items: readonly T[];
	readonly failures: readonly { readonly identifier: string; readonly error: AutoDocsError }[];
	readonly warnings: readonly string[];
}
