import type { Place, World } from '../scenario.ts';
import { html, inTurn, keepAlive, page200, redirect, status } from '../speech.ts';
import { first, server } from '../worlds.ts';

const notFound = { code: 'package_not_found', says: /has no package named numpy/, advises: /spelling/ } as const;
const answered = { version: '2.0' } as const;

/** The first server redirects to a second, which answers with `there`. */
const redirecting = (there: Parameters<typeof server>[0], path = '/elsewhere/numpy/'): World => ({
	...server(page200()),
	turn: async (lab) => {
		const elsewhere = await lab.serve(there);
		first(lab).turn(redirect(`${elsewhere.origin}${path}`));
	},
});

export const redirects: Place = {
	name: 'on the way, a server that',
	scenarios: [
		{
			title: 'redirects in a circle: not followed for ever',
			world: server(redirect('/simple/numpy/')),
			gets: { code: 'http_error', says: /redirects more than 5 times/ },
			exchanges: 6,
		},
		{
			title: 'redirects five times, each further: the answer',
			world: server((exchange) => (exchange.before < 5 ? redirect(`/simple/numpy/?hop=${exchange.before}`) : page200())(exchange)),
			gets: answered,
			exchanges: 6,
		},
		{
			title: 'redirects to nowhere: says so',
			world: server(status('302 Found')),
			gets: { code: 'http_error', says: /not a URL/ },
			exchanges: 1,
		},
		{
			title: 'redirects to what is no URL: says so',
			world: server(redirect('http://[::')),
			gets: { code: 'http_error', says: /not a URL/ },
			exchanges: 1,
		},
		{
			title: 'redirects to plain http elsewhere: not followed',
			world: server(redirect('http://index.test/')),
			gets: { code: 'http_error', says: /which is not https/ },
			exchanges: 1,
		},
		{
			title: 'redirects to a file: not followed',
			world: server(redirect('file:///etc/passwd')),
			gets: { code: 'http_error', says: /redirects to file:\/\/\/etc\/passwd, which is not https/ },
			exchanges: 1,
		},
		{
			title: 'redirects to another server: its answer',
			world: redirecting(({ socket }) =>
				keepAlive(
					socket,
					['HTTP/1.1 200 OK', 'content-type: application/json'],
					'{"name":"numpy","files":[{"filename":"numpy-2.0.tar.gz","url":"x"}]}',
				),
			),
			gets: answered,
			exchanges: 1,
		},
		{
			title: 'redirects to another server, which does not have it: not found',
			world: redirecting(status('404 Not Found')),
			gets: notFound,
			exchanges: 1,
		},
		{
			title: 'redirects to a sign-in page: says so, tried twice',
			world: redirecting(
				({ socket }) => keepAlive(socket, ['HTTP/1.1 200 OK', html], '<form action="/login"><input name="user"></form>'),
				'/login',
			),
			gets: { code: 'bad_response', says: /web page/, advises: /sign in/ },
			exchanges: 2,
		},
		{
			title: 'redirects to a server where nobody listens: unreachable, tried four times',
			world: {
				...server(page200()),
				turn: async (lab) => {
					const gone = await lab.serve(page200());
					await gone.close();
					first(lab).turn(redirect(`${gone.origin}/numpy/`));
				},
			},
			gets: { code: 'unreachable', says: /refused/ },
			exchanges: 4,
		},
		{
			title: 'redirects once, and the connection it keeps is used again: one connection',
			world: server(inTurn(redirect('/simple/numpy/?again'), page200())),
			gets: answered,
			exchanges: 2,
			and: (lab) => {
				if (first(lab).connections !== 1) throw new Error(`${first(lab).connections} connections`);
			},
		},
	],
};
