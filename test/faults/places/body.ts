import type { Socket } from 'node:net';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { leavingAfter } from '../asks.ts';
import type { Behaviour } from '../lab-server.ts';
import type { Place } from '../scenario.ts';
import { body, inTurn, length, ok, page, page200, rawThenSilence, respond, simpleJson } from '../speech.ts';
import { server } from '../worlds.ts';

const gzip = 'content-encoding: gzip';
const chunked = 'transfer-encoding: chunked';
const numpy = page('numpy');

const cutOff = { code: 'bad_response', says: /in the middle of the answer|was cut off/, advises: /Try again/ } as const;
const noJson = { code: 'bad_response', says: /not valid JSON|not UTF-8/, advises: /Retry/ } as const;
const tooLarge = { code: 'response_too_large', says: /larger than 48 MB/, advises: /Open the package on its index/ } as const;
const outOfTime = { code: 'timeout', says: /no answer came|30 s were not enough/ } as const;
const answered = { version: '2.0' } as const;

/** Far more than a request allows, a megabyte at a time, as long as somebody reads. */
const endless: Behaviour = ({ socket }) => {
	const chunk = `100000\r\n${'x'.repeat(0x100000)}\r\n`;
	socket.write(`${[ok, simpleJson, chunked].join('\r\n')}\r\n\r\n`);
	const more = () => {
		while (!socket.destroyed && socket.write(chunk));
	};
	socket.on('drain', more);
	more();
};

/** A byte a turn of the event loop. */
const bytewise: Behaviour = ({ socket }) => {
	socket.write(`${ok}\r\n${simpleJson}\r\n${length(numpy.length)}\r\n\r\n`);
	const bytes = [...numpy].values();
	const next = () => {
		const { value } = bytes.next();
		if (value !== undefined) socket.write(value, () => setImmediate(next));
	};
	next();
};

const resetInTheMiddle = (socket: Socket) =>
	socket.write(`${[ok, simpleJson, length(1000)].join('\r\n')}\r\n\r\n{"a":`, () => setImmediate(() => socket.resetAndDestroy()));

const bomb = gzipSync(Buffer.alloc(60_000_000));
const brotliBomb = brotliCompressSync(Buffer.alloc(60_000_000), { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } });

export const inTheBody: Place = {
	name: 'in the middle of the body, a server that',
	scenarios: [
		{
			title: 'closes: cut off, tried four times',
			world: server(({ socket }) => respond(socket, [ok, simpleJson, length(1000)], '{"a":')),
			gets: cutOff,
			exchanges: 4,
		},
		{
			title: 'closes, with an older answer: that answer',
			world: server(({ socket }) => respond(socket, [ok, simpleJson, length(1000)], '{"a":')),
			cached: true,
			gets: { version: '1.0', staleBecause: 'bad_response' },
			exchanges: 4,
		},
		{
			title: 'resets: cut off, tried four times',
			world: server(({ socket }) => void resetInTheMiddle(socket)),
			gets: cutOff,
			exchanges: 4,
		},
		{
			title: 'closes in the middle of a chunk: cut off, tried four times',
			world: server(({ socket }) => respond(socket, [ok, simpleJson, chunked], 'ff\r\n{"a":')),
			gets: cutOff,
			exchanges: 4,
		},
		{
			title: 'closes before the last chunk, where the JSON is whole: cut off all the same',
			world: server(({ socket }) => respond(socket, [ok, simpleJson, chunked], `${numpy.length.toString(16)}\r\n${numpy}\r\n`)),
			gets: cutOff,
			exchanges: 4,
		},
		{
			title: 'closes once: the answer',
			world: server(inTurn(({ socket }) => respond(socket, [ok, simpleJson, length(1000)], '{"a":'), page200())),
			gets: answered,
			exchanges: 2,
		},
		{
			title: 'gives a chunk a size that is no number: not valid HTTP, tried twice',
			world: server(({ socket }) => respond(socket, [ok, simpleJson, chunked], 'zz\r\n{"a":')),
			gets: { code: 'bad_response', says: /not valid HTTP|cut off|in the middle/ },
			exchanges: [2, 4],
		},
		{
			title: 'stops: given up within the deadline',
			world: server(rawThenSilence(`${ok}\r\n${simpleJson}\r\n${length(1000)}\r\n\r\n{"a":`)),
			gets: outOfTime,
			exchanges: [3, 80],
		},
		{
			title: 'stops once: the answer',
			world: server(inTurn(rawThenSilence(`${ok}\r\n${simpleJson}\r\n${length(1000)}\r\n\r\n{"a":`), page200())),
			gets: answered,
			exchanges: 2,
			withinMs: 6000,
		},
		{
			title: 'stops and the one who asked leaves: cancelled at once',
			world: server(rawThenSilence(`${ok}\r\n${simpleJson}\r\n${length(1000)}\r\n\r\n{"a":`)),
			ask: leavingAfter(1000),
			gets: { code: 'cancelled', says: /Cancelled/ },
			exchanges: 1,
			withinMs: 1000,
		},
		{
			title: 'announces more than it sends, and keeps the connection: given up within the deadline',
			world: server(rawThenSilence(`${ok}\r\n${simpleJson}\r\n${length(numpy.length + 1)}\r\n\r\n${numpy}`)),
			gets: outOfTime,
			exchanges: [3, 80],
		},
		{
			title: 'announces less than it sends: not JSON, tried twice',
			world: server(({ socket }) => respond(socket, [ok, simpleJson, length(20)], numpy)),
			gets: noJson,
			exchanges: 2,
		},
		{ title: 'sends a byte at a time: the answer', world: server(bytewise), gets: answered, exchanges: 1 },
		{
			title: 'announces 100 MB: not read, tried once',
			world: server(({ socket }) => {
				socket.write(`${[ok, simpleJson, length(100_000_000)].join('\r\n')}\r\n\r\n{`);
			}),
			gets: tooLarge,
			exchanges: 1,
		},
		{
			title: 'announces 100 MB, with an older answer: that answer',
			world: server(({ socket }) => {
				socket.write(`${[ok, simpleJson, length(100_000_000)].join('\r\n')}\r\n\r\n{`);
			}),
			cached: true,
			gets: { version: '1.0', staleBecause: 'response_too_large' },
			exchanges: 1,
		},
		{ title: 'sends without end: read no further than is allowed, tried once', world: server(endless), gets: tooLarge, exchanges: 1 },
		{
			title: 'sends a gzip bomb: unpacked no further than is allowed, tried once',
			world: server(body(bomb, simpleJson, gzip)),
			gets: tooLarge,
			exchanges: 1,
		},
		{
			title: 'sends a brotli bomb: unpacked no further than is allowed, tried once',
			world: server(body(brotliBomb, simpleJson, 'content-encoding: br')),
			gets: tooLarge,
			exchanges: 1,
		},
	],
};
