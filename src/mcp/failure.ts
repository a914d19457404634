import type { AutoDocsError, ErrorCode, RecoveryAction } from '../core/errors.ts';
import type { Json } from '../core/json.ts';
import { plain, plainMessage } from './untrusted.ts';

/** Written out, since the names of classes do not survive the bundle. */
const types: Readonly<Record<ErrorCode, string>> = {
	invalid_input: 'ValidationError',
	invalid_requirement: 'ValidationError',
	invalid_toml: 'ProjectParseError',
	project_not_found: 'ProjectParseError',
	package_not_found: 'PackageNotFoundError',
	version_not_found: 'VersionNotFoundError',
	auth_required: 'AuthenticationError',
	http_error: 'NetworkError',
	rate_limited: 'RateLimitError',
	server_error: 'NetworkError',
	timeout: 'NetworkError',
	unreachable: 'NetworkError',
	tls_error: 'NetworkError',
	bad_response: 'BadResponseError',
	response_too_large: 'BadResponseError',
	circuit_open: 'CircuitOpenError',
	cache_error: 'CacheError',
	cancelled: 'CancelledError',
	internal_error: 'InternalError',
};

/** What an agent can do about it: tools by their names, commands of the editor by theirs. */
const actions: Readonly<Record<RecoveryAction, string>> = {
	refresh: 'refresh_cache',
	clearCache: 'refresh_cache',
	retryFailed: 'retry',
	showHealth: 'health_check',
	openSettings: 'autodocs.openSettings',
	showLog: 'autodocs.showLog',
};

/** A failure as every tool answers it. */
export interface Failure {
	readonly success: false;
	readonly error: string;
	readonly error_type: string;
	readonly code: ErrorCode;
	/** Whether the same call may succeed later. */
	readonly retryable: boolean;
	readonly details: Json;
	readonly suggestions: readonly string[];
	readonly recovery_actions: readonly string[];
}

const longest = 1000;

/** The error in the words of the contract, its suggestions as `named` has them; whatever it quotes of others holds nothing hidden. */
export function failureOf(error: AutoDocsError, named: (text: string) => string): Failure {
	const retryAfterMs = 'retryAfterMs' in error && typeof error.retryAfterMs === 'number' ? error.retryAfterMs : undefined;
	return {
		success: false,
		error: plainMessage(error.message),
		error_type: types[error.code],
		code: error.code,
		retryable: error.retryable,
		details: plain({ ...error.details, retry_after_ms: retryAfterMs }, longest),
		suggestions: plain(error.suggestions.map(named), longest),
		recovery_actions: [...new Set(error.recoveryActions.map((action) => actions[action]))],
	};
}
