import { fetchFailure } from '../../support/simulated-platform.ts';
import { atOnce } from '../asks.ts';
import type { Place } from '../scenario.ts';
import { inTurn, page200, redirect, silence } from '../speech.ts';
import { fetching, first, keyAnd, pem, secure, secureConnected } from '../worlds.ts';

const untrusted = (says: RegExp) => ({ code: 'tls_error', says, advises: /NODE_EXTRA_CA_CERTS/ }) as const;
const older = { version: '1.0', staleBecause: 'tls_error' } as const;

export const tls: Place = {
	name: 'in the TLS handshake,',
	scenarios: [
		{ title: 'all is well: the answer', world: secure('good', page200()), gets: { version: '2.0' }, exchanges: 1 },
		{
			title: 'the certificate is self-signed: says so, tried once',
			world: secure('self-signed'),
			gets: untrusted(/not trusted on this machine \(DEPTH_ZERO_SELF_SIGNED_CERT\)/),
			exchanges: 1,
		},
		{
			title: 'the certificate is self-signed, with an older answer: that answer',
			world: secure('self-signed'),
			cached: true,
			gets: older,
			exchanges: 1,
		},
		{
			title: 'the certificate is self-signed, three ask at once: all are told, for the price of one',
			world: secure('self-signed'),
			ask: atOnce(3),
			gets: untrusted(/not trusted/),
			exchanges: 1,
		},
		{
			title: 'the certificate has expired: says so and to look at the clock, tried once',
			world: secure('expired'),
			gets: { code: 'tls_error', says: /has expired/, advises: /date and time/ },
			exchanges: 1,
		},
		{
			title: 'the certificate has expired, with an older answer: that answer',
			world: secure('expired'),
			cached: true,
			gets: older,
			exchanges: 1,
		},
		{
			title: 'the certificate is not valid yet: says so and to look at the clock, tried once',
			world: secure('not-yet-valid'),
			gets: { code: 'tls_error', says: /not valid yet/, advises: /date and time/ },
			exchanges: 1,
		},
		{
			title: 'the certificate is for another host: says so, tried once',
			world: secure('wrong-name'),
			gets: { code: 'tls_error', says: /for another host/, advises: /index URL/ },
			exchanges: 1,
		},
		{
			title: 'the certificate was revoked, as Chromium says it: tried once',
			world: fetching(() => Promise.reject(new TypeError('net::ERR_CERT_REVOKED'))),
			gets: { code: 'tls_error', says: /ERR_CERT_REVOKED/ },
			exchanges: 1,
		},
		{
			title: 'a proxy that inspects traffic shows a certificate of its own: says what to do, tried once',
			world: fetching(() => Promise.reject(fetchFailure('SELF_SIGNED_CERT_IN_CHAIN'))),
			gets: untrusted(/not trusted/),
			exchanges: 1,
		},
		{
			title: 'the server speaks plain HTTP: says so, tried once',
			world: secureConnected((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
			gets: { code: 'tls_error', says: /does not speak TLS/, advises: /index URL/ },
			exchanges: 1,
		},
		{
			title: 'the server knows old TLS only: says so, tried once',
			world: secure('good', page200(), {}, { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }),
			gets: { code: 'tls_error', says: /no secure connection/ },
			exchanges: 1,
		},
		{
			title: 'the server wants a certificate from us and closes without a word: tried four times',
			world: secure('good', page200(), { requestCert: true, rejectUnauthorized: true, ca: pem('authority') }),
			gets: { code: 'unreachable', says: /connection was lost/ },
			exchanges: [4, 8],
		},
		{
			title: 'the server closes: tried four times',
			world: secureConnected((socket) => socket.end()),
			gets: { code: 'unreachable', says: /connection was lost/ },
			exchanges: 4,
		},
		{
			title: 'the server resets: tried four times',
			world: secureConnected((socket) => socket.resetAndDestroy()),
			gets: { code: 'unreachable', says: /connection was lost/ },
			exchanges: 4,
		},
		{
			title: 'the server says nothing: given up within the deadline',
			world: secureConnected(() => undefined),
			gets: { code: 'timeout', says: /no answer came/ },
			exchanges: [3, 10],
		},
		{
			title: 'the certificate is renewed while we are being told of the old one: the next one who asks is answered',
			world: secure('expired', page200()),
			ask: async (lab) => {
				const refused = await lab.run(lab.releases());
				first(lab).present(keyAnd('good'));
				return [refused, await lab.run(lab.releases())];
			},
			gets: [{ code: 'tls_error', says: /expired/ }, { version: '2.0' }],
			exchanges: 2,
		},
		{
			title: 'all is well, but the answer leads to plain http: not followed',
			world: secure('good', redirect('http://127.0.0.1:8/simple/numpy/')),
			gets: { code: 'http_error', says: /from https to http/, advises: /https/ },
			exchanges: 1,
		},
		{
			title: 'all is well, but then the server says nothing: given up within the deadline',
			world: { ...secure('good', silence), exchanges: (lab) => first(lab).paths.length },
			gets: { code: 'timeout', says: /no answer came/ },
			exchanges: [3, 5],
		},
		{
			title: 'all is well at the second attempt: the answer',
			world: secure(
				'good',
				inTurn(({ socket }) => socket.destroy(), page200()),
			),
			gets: { version: '2.0' },
			exchanges: 2,
		},
		{
			title: 'a redirect leads to a server with a bad certificate: says which server, tried once',
			world: {
				...secure('good'),
				turn: async (lab) => {
					const elsewhere = await lab.serve(page200(), { tls: keyAnd('self-signed') });
					first(lab).turn(redirect(`${elsewhere.origin}/numpy/`));
				},
			},
			gets: { code: 'tls_error', says: /which redirects to 127\.0\.0\.1:\d+: its certificate is not trusted/ },
			exchanges: 1,
		},
	],
};
