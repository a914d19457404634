import assert from 'node:assert/strict';
import { type AutoDocsError, CircuitOpenError, NetworkError, RateLimitedError } from '../../../src/core/errors.ts';
import * as failures from '../../../src/core/network/failures.ts';

const asked = {
	label: 'the releases of numpy',
	packageName: 'numpy',
	url: new URL('https://someone:secret@index.test:8443/simple/numpy/?token=secret#secret'),
};

const refused = failures.unreachable(asked, 'the connection was refused (ECONNREFUSED)');
const cases: readonly [error: AutoDocsError, code: string, retryable: boolean, says: RegExp][] = [
	[refused, 'unreachable', true, /refused/],
	[failures.tlsFailure(asked, 'its certificate has expired', 'clock'), 'tls_error', false, /expired/],
	[failures.exhausted(asked, 'too many connections are open'), 'unreachable', true, /too many/],
	[failures.proxyAuthentication(asked), 'auth_required', false, /the proxy/],
	[failures.timedOut(asked, 'no answer came within 5 s'), 'timeout', true, /within 5 s/],
	[failures.offlineFailure(asked), 'unreachable', true, /offline mode is on/],
	[failures.refusedDestination(asked, 'it redirects away', new URL('https://u:secret@x.test/?secret')), 'http_error', false, /redirects/],
	[failures.badResponse(asked, 'the answer is empty'), 'bad_response', true, /empty/],
	[failures.captivePortal(asked), 'bad_response', true, /web page/],
	[failures.tooLarge(asked, 10 * 1024 * 1024), 'response_too_large', false, /larger than 10 MB/],
	[failures.rateLimited(asked, undefined), 'rate_limited', true, /too many requests\.$/],
	[failures.rateLimited(asked, 29_100), 'rate_limited', true, /asks to wait 30 s/],
	[failures.circuitOpen(asked, 58_000, refused), 'circuit_open', true, /left alone for 58 s/],
];

describe('network failures', () => {
	for (const [error, code, retryable, says] of cases) {
		it(`say what, of what, where and what next: ${code} (${says.source})`, () => {
			assert.equal(error.code, code);
			assert.equal(error.retryable, retryable);
			assert.match(error.message, /the releases of numpy from index\.test:8443/);
			assert.match(error.message, says);
			assert.equal(error.details['package'], 'numpy');
			assert.equal(error.details['host'], 'index.test:8443');
			assert.equal(error.details['url'], 'https://index.test:8443/simple/numpy/');
			assert.ok(error.suggestions.length > 0);
			assert.ok(error.recoveryActions.length > 0);
		});
		it(`hold no secret: ${code} (${says.source})`, () => {
			const shown = JSON.stringify([error.message, error.details, error.suggestions]);
			assert.doesNotMatch(shown, /secret|someone/);
		});
	}

	it('names the latest failure when the breaker is open', () => {
		const error = failures.circuitOpen(asked, 58_000, refused);
		assert.ok(error instanceof CircuitOpenError);
		assert.match(error.message, /\(the connection was refused \(ECONNREFUSED\)\)/);
		assert.equal(error.cause, refused);
		assert.equal(error.retryAfterMs, 58_000);
		assert.ok(refused.suggestions.every((suggestion) => error.suggestions.includes(suggestion)));
	});

	it('gives the whole message of an error that has no reason of its own', () => {
		assert.equal(failures.reasonOf(new NetworkError('timeout', 'It took too long')), 'It took too long');
	});

	it('never speaks of a wait of no time', () => assert.equal(failures.seconds(3), '1 s'));
});

describe('the error of a status', () => {
	const rows: readonly [status: number, retryAfterMs: number | undefined, code: string][] = [
		[300, undefined, 'http_error'],
		[400, undefined, 'http_error'],
		[401, undefined, 'auth_required'],
		[403, undefined, 'auth_required'],
		[407, undefined, 'auth_required'],
		[408, undefined, 'http_error'],
		[425, undefined, 'http_error'],
		[429, undefined, 'rate_limited'],
		[429, 2000, 'rate_limited'],
		[451, 2000, 'http_error'],
		[500, undefined, 'server_error'],
		[500, 2000, 'server_error'],
		[502, undefined, 'server_error'],
		[503, undefined, 'server_error'],
		[503, 2000, 'rate_limited'],
		[599, undefined, 'server_error'],
	];
	for (const [status, retryAfterMs, code] of rows) {
		it(`is ${code} for ${status}${retryAfterMs === undefined ? '' : ' with Retry-After'}`, () => {
			const error = failures.fromStatus(asked, status, retryAfterMs);
			assert.equal(error.code, code);
			assert.equal(error.details['status'], status);
			if (error instanceof RateLimitedError) assert.equal(error.retryAfterMs, retryAfterMs);
		});
	}

	it('says that it is the proxy that wants credentials', () =>
		assert.match(failures.fromStatus(asked, 407, undefined).message, /the proxy/));
});
