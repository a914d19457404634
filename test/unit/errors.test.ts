import assert from 'node:assert/strict';
import {
	AuthenticationError,
	AutoDocsError,
	BadResponseError,
	CacheError,
	CancelledError,
	CircuitOpenError,
	InternalError,
	NetworkError,
	PackageNotFoundError,
	ProjectParseError,
	RateLimitedError,
	toAutoDocsError,
	ValidationError,
	VersionNotFoundError,
} from '../../src/core/errors.ts';

describe('errors', () => {
	const rows: readonly (readonly [error: AutoDocsError, code: string, retryable: boolean])[] = [
		[new ValidationError('m'), 'invalid_input', false],
		[new ValidationError('m', { code: 'invalid_requirement' }), 'invalid_requirement', false],
		[new ProjectParseError('invalid_toml', 'm'), 'invalid_toml', false],
		[new PackageNotFoundError('m'), 'package_not_found', false],
		[new VersionNotFoundError('m'), 'version_not_found', false],
		[new NetworkError('timeout', 'm'), 'timeout', true],
		[new NetworkError('unreachable', 'm'), 'unreachable', true],
		[new NetworkError('server_error', 'm'), 'server_error', true],
		[new NetworkError('http_error', 'm'), 'http_error', false],
		[new NetworkError('tls_error', 'm'), 'tls_error', false],
		[new RateLimitedError('m'), 'rate_limited', true],
		[new CircuitOpenError('m', { retryAfterMs: 1 }), 'circuit_open', true],
		[new AuthenticationError('m'), 'auth_required', false],
		[new BadResponseError('m'), 'bad_response', true],
		[new BadResponseError('m', { code: 'response_too_large' }), 'response_too_large', false],
		[new CacheError('m'), 'cache_error', true],
		[new CancelledError(), 'cancelled', true],
		[new InternalError('m'), 'internal_error', false],
	];
	for (const [error, code, retryable] of rows) {
		it(`${error.name} (${code}) ${retryable ? 'may pass' : 'does not pass by itself'}`, () => {
			assert.ok(error instanceof AutoDocsError && error instanceof Error);
			assert.deepEqual([error.code, error.retryable, error.suggestions], [code, retryable, []]);
		});
	}

	it('carry their facts, ways out and cause', () => {
		const cause = new Error('below');
		const error = new NetworkError('timeout', 'm', {
			cause,
			details: { host: 'x' },
			suggestions: ['wait'],
			recoveryActions: ['retryFailed'],
		});
		assert.deepEqual(
			[error.cause, error.details, error.suggestions, error.recoveryActions],
			[cause, { host: 'x' }, ['wait'], ['retryFailed']],
		);
		assert.equal('cause' in new NetworkError('timeout', 'm'), false);
	});
});

describe('anything thrown', () => {
	it('that is one of ours stays as it is', () => {
		const error = new CacheError('m');
		assert.equal(toAutoDocsError(error), error);
	});

	it('that says it was aborted is a cancellation', () => {
		assert.ok(toAutoDocsError(new DOMException('m', 'AbortError')) instanceof CancelledError);
	});

	for (const thrown of [
		new TypeError('x is undefined'),
		'text',
		7,
		null,
		undefined,
		Object.create(null, { toString: { value: () => 'odd' } }),
	]) {
		it(`else is a bug, told with its cause: ${Object.prototype.toString.call(thrown)}`, () => {
			const error = toAutoDocsError(thrown);
			assert.ok(error instanceof InternalError);
			assert.match(error.message, /^AutoDocs failed unexpectedly: ./);
			assert.deepEqual([error.cause, error.recoveryActions], [thrown, ['showLog']]);
		});
	}
});
