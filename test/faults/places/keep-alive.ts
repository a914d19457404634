import assert from 'node:assert/strict';
import { jsonRequest } from '../../support/client-requests.ts';
import { oneByOne } from '../asks.ts';
import type { Behaviour } from '../lab-server.ts';
import type { Place } from '../scenario.ts';
import { keepAlive, length, ok, olderVersion, page, page200, projectOf, redirect, respond, simpleJson } from '../speech.ts';
import { first, server } from '../worlds.ts';

const threeInTurn = oneByOne('numpy', 'flask', 'django');
const answered = { version: '2.0' } as const;

/** Whole answers that end with the connection, though they promise to keep it. */
const promises: Behaviour = (exchange) => {
	const text = page(projectOf(exchange));
	respond(exchange.socket, [ok, simpleJson, length(text.length), 'connection: keep-alive'], text);
};

/** Answers the first request of each connection, and closes on the second. */
const closesOnTheSecond = (): Behaviour => {
	const used = new WeakSet<object>();
	return (exchange) => {
		if (used.has(exchange.socket)) exchange.socket.destroy();
		else page200()(exchange);
		used.add(exchange.socket);
	};
};

/** A whole answer, and then another that nobody asked for. */
const saysMore: Behaviour = (exchange) => {
	page200()(exchange);
	keepAlive(exchange.socket, [ok, simpleJson], page('flask', olderVersion));
};

export const keepAliveConnections: Place = {
	name: 'after the body, a server that',
	scenarios: [
		{
			title: 'keeps its connection: three packages, one connection',
			world: server(page200()),
			ask: threeInTurn,
			gets: answered,
			exchanges: 3,
			and: (lab) => {
				if (first(lab).connections !== 1) throw new Error(`${first(lab).connections} connections`);
			},
		},
		{
			title: 'promises to keep its connection and closes it: all the answers',
			world: server(promises),
			ask: threeInTurn,
			gets: answered,
			exchanges: 3,
		},
		{
			title: 'closes a connection it kept on the next request: asked again, all the answers',
			world: server(closesOnTheSecond()),
			ask: threeInTurn,
			gets: answered,
			exchanges: [4, 5],
		},
		{
			title: 'closes each connection, and says so: all the answers',
			world: server((exchange) => keepAlive(exchange.socket, [ok, simpleJson, 'connection: close'], page(projectOf(exchange)))),
			ask: threeInTurn,
			gets: answered,
			exchanges: 3,
		},
		{
			title: 'resets after the last byte: all the answers',
			world: server((exchange) => {
				const text = page(projectOf(exchange));
				exchange.socket.write(`${[ok, simpleJson, length(text.length)].join('\r\n')}\r\n\r\n${text}`, () =>
					setImmediate(() => exchange.socket.resetAndDestroy()),
				);
			}),
			ask: threeInTurn,
			gets: answered,
			exchanges: [3, 5],
		},
		{
			title: 'says more than was asked: the next one who asks does not get it',
			world: server(saysMore),
			ask: threeInTurn,
			gets: answered,
			exchanges: [3, 8],
		},
		{
			title: 'ends each answer with rubbish: all the answers',
			world: server((exchange) => {
				page200()(exchange);
				exchange.socket.write('\r\nrubbish\r\n\r\n');
			}),
			ask: threeInTurn,
			gets: answered,
			exchanges: [3, 8],
		},
		{
			title: 'sends trailers after the chunks: the answer',
			world: server(({ socket }) =>
				respond(
					socket,
					[ok, simpleJson, 'transfer-encoding: chunked', 'trailer: x'],
					`${page('numpy').length.toString(16)}\r\n${page('numpy')}\r\n0\r\nx: y\r\n\r\n`,
				),
			),
			gets: answered,
			exchanges: 1,
		},
		{
			title: 'is restarted between two requests: all the answers',
			world: server(page200()),
			ask: async (lab) => {
				const before = await lab.run(lab.releases());
				first(lab).endConnections();
				return [before, await lab.run(lab.releases('flask'))];
			},
			gets: answered,
			exchanges: 2,
		},
		{
			title: 'redirects a request with credentials: they do not go there, nor into the log',
			play: async (lab) => {
				const elsewhere = await lab.serve(page200());
				const index = await lab.serve(redirect(`${elsewhere.origin}/elsewhere/numpy/`));
				lab.origin = index.origin;
				lab.asked++;
				await lab.run(lab.client.get(jsonRequest(`${index.origin.replace('//', '//me%40home:pass%3Aword@')}/simple/numpy/`)));
				assert.equal(index.headers[0]?.get('authorization'), `Basic ${Buffer.from('me@home:pass:word').toString('base64')}`);
				assert.equal(elsewhere.headers[0]?.get('authorization'), undefined);
				assert.doesNotMatch(JSON.stringify(lab.platform.lines), /pass|word|me@home/);
			},
		},
	],
};
