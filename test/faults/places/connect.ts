import { fetchFailure, hang } from '../../support/simulated-platform.ts';
import { asking, atOnce, leavingAfter, oneByOne } from '../asks.ts';
import type { Place, World } from '../scenario.ts';
import { fetching, nobodyListens } from '../worlds.ts';

/** `fetch` fails with what the system, or Chromium, reports. */
const failing = (code: string): World => fetching(() => Promise.reject(fetchFailure(code)));

const chromium = (code: string): World => fetching(() => Promise.reject(new TypeError(`net::${code}`)));

/** One error for each address that was tried (Happy Eyeballs). */
const bothRefused = fetching(() => {
	const errors = ['::1', '127.0.0.1'].map((address) =>
		Object.assign(new Error(`connect ECONNREFUSED ${address}`), { code: 'ECONNREFUSED' }),
	);
	return Promise.reject(new TypeError('fetch failed', { cause: new AggregateError(errors) }));
});

/** Undici says so without a code. */
const withoutCode = (message: string): World =>
	fetching(() => Promise.reject(new TypeError('fetch failed', { cause: new Error(message) })));

const unreachable = (says: RegExp) => ({ code: 'unreachable', says, advises: /network connection/ }) as const;
const cancelled = { code: 'cancelled', says: /Cancelled/ } as const;
const older = (staleBecause: 'unreachable' | 'timeout') => ({ version: '1.0', staleBecause }) as const;

export const connect: Place = {
	name: 'before there is a connection,',
	scenarios: [
		{
			title: 'the name does not resolve: says so, tried four times',
			world: failing('ENOTFOUND'),
			gets: unreachable(/index\.test could not be resolved/),
			exchanges: 4,
		},
		{
			title: 'the resolver itself fails: says so, tried four times',
			world: failing('EAI_AGAIN'),
			gets: unreachable(/could not be resolved \(EAI_AGAIN\)/),
			exchanges: 4,
		},
		{
			title: 'the name does not resolve, with an older answer: that answer',
			world: failing('ENOTFOUND'),
			cached: true,
			gets: older('unreachable'),
			exchanges: 4,
		},
		{
			title: 'the name does not resolve, asked to refresh with an older answer: that answer',
			world: failing('ENOTFOUND'),
			cached: true,
			ask: asking({ refresh: true }),
			gets: older('unreachable'),
			exchanges: 4,
		},
		{
			title: 'the name does not resolve, two ask at once: both are told, for the price of one',
			world: failing('ENOTFOUND'),
			ask: atOnce(2),
			gets: unreachable(/could not be resolved/),
			exchanges: 4,
		},
		{
			title: 'nobody listens: says refused, tried four times',
			world: nobodyListens,
			gets: unreachable(/refused \(ECONNREFUSED\)/),
			exchanges: 4,
		},
		{
			title: 'nobody listens, with an older answer: that answer',
			world: nobodyListens,
			cached: true,
			gets: older('unreachable'),
			exchanges: 4,
		},
		{ title: 'nobody listens at any address of the name: says refused', world: bothRefused, gets: unreachable(/refused/), exchanges: 4 },
		{ title: 'there is no route: says so', world: failing('EHOSTUNREACH'), gets: unreachable(/no way to it from here/), exchanges: 4 },
		{
			title: 'this machine has no network, as Chromium says it: says so',
			world: chromium('ERR_INTERNET_DISCONNECTED'),
			gets: unreachable(/no way to it from here/),
			exchanges: 4,
		},
		{
			title: 'a firewall forbids it: says so',
			world: failing('EPERM'),
			gets: unreachable(/no way to it from here \(EPERM\)/),
			exchanges: 4,
		},
		{
			title: 'packets vanish until the system gives up: tried as long as the deadline lasts',
			world: failing('UND_ERR_CONNECT_TIMEOUT'),
			gets: { code: 'timeout', says: /timed out|not enough/ },
			exchanges: [10, 80],
			settings: { breakerThreshold: 20 },
		},
		{
			title: 'packets vanish and fetch does not even heed its signal: given up within the deadline',
			world: fetching(() => new Promise(() => undefined)),
			gets: { code: 'timeout', says: /no answer came/ },
			exchanges: [3, 5],
		},
		{
			title: 'packets vanish, with an older answer and little patience: that answer within five seconds',
			world: fetching((_url, { signal }) => hang(signal)),
			cached: true,
			settings: { deadlineMs: 5000 },
			gets: older('timeout'),
			exchanges: [1, 9],
			withinMs: 5000,
		},
		{
			title: 'packets vanish and the one who asked leaves: cancelled at once',
			world: fetching((_url, { signal }) => hang(signal)),
			ask: leavingAfter(1000),
			gets: cancelled,
			exchanges: 1,
			withinMs: 1000,
		},
		{
			title: 'the proxy cannot be reached: says so',
			world: chromium('ERR_PROXY_CONNECTION_FAILED'),
			gets: { code: 'unreachable', says: /the proxy could not be used/, advises: /http\.proxy/ },
			exchanges: 4,
		},
		{
			title: 'the proxy refuses the tunnel: says so',
			world: chromium('ERR_TUNNEL_CONNECTION_FAILED'),
			gets: { code: 'unreachable', says: /the proxy could not be used/, advises: /http\.proxy/ },
			exchanges: 4,
		},
		{
			title: 'the proxy wants credentials: says so, tried once',
			world: withoutCode('Proxy response (407) !== 200 when HTTP Tunneling'),
			gets: { code: 'auth_required', says: /the proxy wants credentials/, advises: /credentials for the proxy/ },
			exchanges: 1,
		},
		{
			title: 'this process has too many files open: says so',
			world: failing('EMFILE'),
			gets: { code: 'unreachable', says: /too many connections or files are open on this machine \(EMFILE\)/, advises: /Close/ },
			exchanges: 4,
		},
		{
			title: 'the system says what nobody knows: the code is told',
			world: failing('EWEIRD'),
			gets: unreachable(/\(EWEIRD\)/),
			exchanges: 4,
		},
		{
			title: 'the port is one that fetch never asks: says so, tried once',
			world: withoutCode('bad port'),
			gets: { code: 'http_error', says: /no port of this number is ever asked/, advises: /index\.url/ },
			exchanges: 1,
		},
		{
			title: 'the name resolves again at the third attempt: the answer',
			world: (() => {
				let count = 0;
				return fetching(async (url) =>
					++count % 3 === 0
						? Response.json({ name: url.pathname.split('/')[2], files: [{ filename: 'numpy-2.0.tar.gz', url: 'https://index.test/x' }] })
						: Promise.reject(fetchFailure('EAI_AGAIN')),
				);
			})(),
			gets: { version: '2.0' },
			exchanges: 3,
		},
		{
			title: 'nobody listens, five packages one by one: the sixth is answered at once, without asking',
			world: nobodyListens,
			ask: oneByOne('numpy', 'numpy', 'numpy', 'numpy', 'numpy', 'numpy'),
			gets: [
				...Array(5).fill(unreachable(/refused/)),
				{
					code: 'circuit_open',
					says: /failed again and again \(the connection was refused/,
					advises: /Retry What Failed/,
					retryAfterMs: 60_000,
				},
			],
			exchanges: 20,
			withinMs: Number.POSITIVE_INFINITY,
		},
	],
};
