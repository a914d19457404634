import assert from 'node:assert/strict';
import { BadResponseError, CancelledError } from '../../../src/core/errors.ts';
import { fromFetch } from '../../../src/core/network/fetch-failure.ts';
import { fetchFailure } from '../../support/simulated-platform.ts';

const asked = { label: 'the releases of numpy', packageName: 'numpy', url: new URL('https://index.test/simple/numpy/') };

const rows: readonly [code: string, phase: 'headers' | 'body', expected: string, says: RegExp][] = [
	['ENOTFOUND', 'headers', 'unreachable', /index\.test could not be resolved/],
	['EAI_AGAIN', 'headers', 'unreachable', /could not be resolved/],
	['ECONNREFUSED', 'headers', 'unreachable', /refused/],
	['ENETUNREACH', 'headers', 'unreachable', /no way/],
	['EHOSTUNREACH', 'headers', 'unreachable', /no way/],
	['ECONNRESET', 'headers', 'unreachable', /lost/],
	['EPIPE', 'headers', 'unreachable', /lost/],
	['UND_ERR_SOCKET', 'headers', 'unreachable', /lost/],
	['ECONNRESET', 'body', 'bad_response', /in the middle/],
	['UND_ERR_SOCKET', 'body', 'bad_response', /in the middle/],
	['ETIMEDOUT', 'headers', 'timeout', /timed out/],
	['UND_ERR_CONNECT_TIMEOUT', 'headers', 'timeout', /timed out/],
	['UND_ERR_BODY_TIMEOUT', 'body', 'timeout', /timed out/],
	['CERT_HAS_EXPIRED', 'headers', 'tls_error', /expired/],
	['ERR_TLS_CERT_ALTNAME_INVALID', 'headers', 'tls_error', /another host/],
	['DEPTH_ZERO_SELF_SIGNED_CERT', 'headers', 'tls_error', /not trusted/],
	['SELF_SIGNED_CERT_IN_CHAIN', 'headers', 'tls_error', /not trusted/],
	['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'headers', 'tls_error', /not trusted/],
	['EPROTO', 'headers', 'tls_error', /no secure connection/],
	['ERR_SSL_WRONG_VERSION_NUMBER', 'headers', 'tls_error', /does not speak TLS/],
	['CERT_NOT_YET_VALID', 'headers', 'tls_error', /not valid yet/],
	['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'headers', 'tls_error', /wants a certificate/],
	['EMFILE', 'headers', 'unreachable', /too many connections or files/],
	['EWEIRD', 'headers', 'unreachable', /failed \(EWEIRD\)/],
	['not a code', 'headers', 'unreachable', /connection was lost\.$/],
	['HPE_INVALID_CONSTANT', 'headers', 'bad_response', /not valid HTTP/],
	['UND_ERR_HEADERS_OVERFLOW', 'headers', 'bad_response', /not valid HTTP/],
	['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'body', 'bad_response', /cut off/],
	['Z_BUF_ERROR', 'body', 'bad_response', /cut off/],
	['Z_DATA_ERROR', 'body', 'bad_response', /decompressed/],
	['ERR__ERROR_FORMAT_PADDING_1', 'body', 'bad_response', /decompressed/],
];
const cutOff = new Set(['in the middle', 'cut off']);

describe('what fetch throws', () => {
	for (const [code, phase, expected, says] of rows) {
		it(`${code} in the ${phase} is ${expected}`, () => {
			const thrown = fetchFailure(code);
			const error = fromFetch(asked, thrown, phase);
			assert.equal(error.code, expected);
			assert.match(error.message, says);
			assert.equal(error.cause, thrown);
			const isCode = /^\w+$/.test(code);
			assert.equal(error.details['cause'], isCode ? code : undefined);
			assert.equal(error.message.includes(code), isCode);
			if (error instanceof BadResponseError) assert.equal(error.truncated, cutOff.has(says.source));
		});
	}

	for (const [message, expected] of [
		['net::ERR_NAME_NOT_RESOLVED', 'unreachable'],
		['net::ERR_CONNECTION_REFUSED', 'unreachable'],
		['net::ERR_PROXY_CONNECTION_FAILED', 'unreachable'],
		['net::ERR_INTERNET_DISCONNECTED', 'unreachable'],
		['net::ERR_CERT_AUTHORITY_INVALID', 'tls_error'],
		['net::ERR_CERT_DATE_INVALID', 'tls_error'],
		['net::ERR_CERT_COMMON_NAME_INVALID', 'tls_error'],
		['net::ERR_TIMED_OUT', 'timeout'],
		['net::ERR_SOMETHING_NEW', 'unreachable'],
	] as const) {
		it(`${message}, as Chromium says it, is ${expected}`, () => {
			assert.equal(fromFetch(asked, new TypeError(message), 'headers').code, expected);
		});
	}

	for (const message of ['fetch failed', 'Failed to fetch', 'terminated', 'net::SOMETHING ELSE']) {
		it(`is unreachable when fetch says “${message}” and no more`, () => {
			assert.equal(fromFetch(asked, new TypeError(message), 'headers').code, 'unreachable');
		});
	}

	for (const code of ['AN_HPE_ERROR', 'NO_CERT_ERROR', 'NOT_ZSTD_ERROR']) {
		it(`is a bug when nobody knows its code: ${code}`, () => {
			assert.equal(fromFetch(asked, Object.assign(new Error('odd'), { code }), 'headers').code, 'internal_error');
		});
	}

	for (const [message, expected, says] of [
		['bad port', 'http_error', /no port of this number/],
		['Proxy response (407) !== 200 when HTTP Tunneling', 'auth_required', /the proxy wants credentials/],
		['Proxy response (503) !== 200 when HTTP Tunneling', 'unreachable', /the proxy could not be used/],
	] as const) {
		it(`“${message}”, as undici says it, is ${expected}`, () => {
			const cause = Object.assign(new Error(message), { code: 'UND_ERR_ABORTED' });
			const error = fromFetch(asked, new TypeError('fetch failed', { cause }), 'headers');
			assert.equal(error.code, expected);
			assert.match(error.message, says);
		});
	}

	it('names the host that a redirect led to', () => {
		const redirected = { ...asked, redirectedTo: new URL('https://cdn.test/numpy') };
		assert.match(
			fromFetch(redirected, fetchFailure('ENOTFOUND'), 'headers').message,
			/from index\.test, which redirects to cdn\.test: the name cdn\.test could not be resolved/,
		);
	});

	it('is found behind each address that Happy Eyeballs tried', () => {
		const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
		const thrown = new TypeError('fetch failed', { cause: new AggregateError([refused, refused]) });
		assert.match(fromFetch(asked, thrown, 'headers').message, /ECONNREFUSED/);
	});

	it('is a cut off answer whatever a body throws', () => {
		const error = fromFetch(asked, new Error('terminated for a reason nobody knows'), 'body');
		assert.ok(error instanceof BadResponseError && error.truncated);
	});

	it('is passed on when it is in the hierarchy already', () => {
		const error = new CancelledError();
		assert.equal(fromFetch(asked, error, 'body'), error);
	});

	it('is a bug when it has nothing to do with the network', () => {
		assert.equal(fromFetch(asked, new RangeError('oops'), 'headers').code, 'internal_error');
		assert.equal(fromFetch(asked, new TypeError('x is not a function'), 'headers').code, 'internal_error');
		assert.equal(fromFetch(asked, 'a string', 'headers').code, 'internal_error');
	});

	it('follows eight causes, and no more', () => {
		const refusedBehind = (causes: number): Error => {
			let thrown: Error = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
			for (let n = 1; n < causes; n++) thrown = new TypeError('fetch failed', { cause: thrown });
			return thrown;
		};
		assert.match(fromFetch(asked, refusedBehind(8), 'headers').message, /refused/);
		assert.doesNotMatch(fromFetch(asked, refusedBehind(9), 'headers').message, /refused/);
	});

	it('does not follow causes that lead in a circle', () => {
		const circle = new TypeError('fetch failed');
		circle.cause = circle;
		assert.equal(fromFetch(asked, circle, 'headers').code, 'unreachable');
	});
});
