import { asking, leavingAfter } from '../asks.ts';
import type { Place } from '../scenario.ts';
import { inTurn, keepAlive, length, page200, rawThenSilence, respond, status } from '../speech.ts';
import { server } from '../worlds.ts';

const notFound = { code: 'package_not_found', says: /has no package named numpy/, advises: /spelling/ } as const;
const noCredentials = { code: 'auth_required', says: /wants credentials/, advises: /credentials/ } as const;
const failed = (code: number) =>
	({ code: 'server_error', says: new RegExp(`the server failed \\(HTTP ${code}\\)`), advises: /try again/ }) as const;
const senseless = (code: number) => ({ code: 'bad_response', says: new RegExp(`makes no sense here \\(HTTP ${code}\\)`) }) as const;
const refused = (code: number) =>
	({ code: 'http_error', says: new RegExp(`refused the request \\(HTTP ${code}\\)`), advises: /index URL/ }) as const;
const answered = { version: '2.0' } as const;

export const statuses: Place = {
	name: 'in the status, a server that',
	scenarios: [
		{ title: 'says 204: senseless, tried twice', world: server(status('204 No Content')), gets: senseless(204), exchanges: 2 },
		{ title: 'says 206: senseless, tried twice', world: server(status('206 Partial Content')), gets: senseless(206), exchanges: 2 },
		{
			title: 'gives a choice (300): senseless, tried twice',
			world: server(status('300 Multiple Choices')),
			gets: senseless(300),
			exchanges: 2,
		},
		{
			title: 'says 304 though nothing is cached: senseless, tried twice',
			world: server(status('304 Not Modified')),
			gets: senseless(304),
			exchanges: 2,
		},
		{ title: 'says 400: refused, tried once', world: server(status('400 Bad Request')), gets: refused(400), exchanges: 1 },
		{
			title: 'wants credentials (401): says so, tried once',
			world: server(status('401 Unauthorized', 'www-authenticate: Basic')),
			gets: noCredentials,
			exchanges: 1,
		},
		{
			title: 'wants credentials (401), with an older answer: that answer',
			world: server(status('401 Unauthorized')),
			cached: true,
			gets: { version: '1.0', staleBecause: 'auth_required' },
			exchanges: 1,
		},
		{ title: 'forbids it (403): says so, tried once', world: server(status('403 Forbidden')), gets: noCredentials, exchanges: 1 },
		{
			title: 'is a proxy that wants credentials (407), which fetch keeps to itself: unreachable, says to look at the proxy',
			world: server(status('407 Proxy Authentication Required')),
			gets: { code: 'unreachable', says: /connection was lost/, advises: /http\.proxy/ },
			exchanges: 4,
		},
		{
			title: 'does not have it (404): says what may help, tried once',
			world: server(status('404 Not Found')),
			gets: notFound,
			exchanges: 1,
		},
		{
			title: 'does not have it any more (410), with an older answer: gone, and the older answer with it',
			world: server(status('410 Gone')),
			cached: true,
			gets: notFound,
			exchanges: 1,
			and: async (lab) => {
				if ((await lab.client.cacheStats()).entries > 0) throw new Error('what is gone is still cached');
			},
		},
		{
			title: 'does not have it (404), asked to refresh with an older answer: not found',
			world: server(status('404 Not Found')),
			cached: true,
			ask: asking({ refresh: true }),
			gets: notFound,
			exchanges: 1,
		},
		{
			title: 'waited too long for us (408): tried twice',
			world: server(status('408 Request Timeout', 'connection: close')),
			gets: refused(408),
			exchanges: 2,
		},
		{
			title: 'waited too long for us (408) once: the answer',
			world: server(inTurn(status('408 Request Timeout'), page200())),
			gets: answered,
			exchanges: 2,
		},
		{ title: 'finds it too early (425): tried twice', world: server(status('425 Too Early')), gets: refused(425), exchanges: 2 },
		{
			title: 'is a teapot (418), with an older answer: that answer',
			world: server(status("418 I'm a teapot")),
			cached: true,
			gets: { version: '1.0', staleBecause: 'http_error' },
			exchanges: 1,
		},
		{
			title: 'withholds it by law (451): refused, tried once',
			world: server(status('451 Unavailable For Legal Reasons')),
			gets: refused(451),
			exchanges: 1,
		},
		{ title: 'fails (500): tried four times', world: server(status('500 Oops')), gets: failed(500), exchanges: 4 },
		{
			title: 'fails (500), with an older answer: that answer',
			world: server(status('500 Oops')),
			cached: true,
			gets: { version: '1.0', staleBecause: 'server_error' },
			exchanges: 4,
		},
		{
			title: 'is a gateway whose own server is down (502) twice: the answer',
			world: server(inTurn(status('502 Bad Gateway'), status('502 Bad Gateway'), page200())),
			gets: answered,
			exchanges: 3,
		},
		{
			title: 'has a status that nobody knows (599): tried four times',
			world: server(status('599 Strange')),
			gets: failed(599),
			exchanges: 4,
		},
		{
			title: 'fails (500) in a body that never ends, once: the answer',
			world: server(inTurn(rawThenSilence(`HTTP/1.1 500 Oops\r\n${length(1000)}\r\n\r\nhalf`), page200())),
			gets: answered,
			exchanges: 2,
			withinMs: 3000,
		},
		{
			title: 'fails (500) at great length, once: the answer',
			world: server(inTurn(({ socket }) => respond(socket, ['HTTP/1.1 500 Oops', length(1_000_000)], 'x'.repeat(1_000_000)), page200())),
			gets: answered,
			exchanges: 2,
		},
		{
			title: 'fails (500) and the one who asked leaves during the wait: cancelled at once',
			world: server(status('500 Oops')),
			ask: leavingAfter(5),
			gets: { code: 'cancelled', says: /Cancelled/ },
			exchanges: 1,
			withinMs: 5,
		},
		{
			title: 'modifies answers on their way (203): the answer',
			world: server(({ socket }) =>
				keepAlive(socket, ['HTTP/1.1 203 Changed'], '{"name":"numpy","files":[{"filename":"numpy-2.0.tar.gz","url":"x"}]}'),
			),
			gets: answered,
			exchanges: 1,
		},
	],
};
