import type { Place } from '../scenario.ts';
import { closes, inTurn, json, ok, page, page200, raw, rawThenSilence, resets, respond, silence, version } from '../speech.ts';
import { connected, server } from '../worlds.ts';

const lost = { code: 'unreachable', says: /the connection was lost/, advises: /network connection/ } as const;
const noHttp = { code: 'bad_response', says: /not valid HTTP/, advises: /proxy/ } as const;
const cutOff = { code: 'bad_response', says: /cut off/ } as const;
const answered = { version } as const;
const outOfTime = { code: 'timeout', says: /no answer came within 11\.3 s|30 s were not enough/, advises: /deadlineSeconds/ } as const;

export const beforeHeaders: Place = {
	name: 'before the headers, a server that',
	scenarios: [
		{ title: 'accepts and says nothing: given up within the deadline', world: server(silence), gets: outOfTime, exchanges: [3, 5] },
		{
			title: 'accepts and says nothing, with an older answer: that answer',
			world: server(silence),
			cached: true,
			gets: { version: '1.0', staleBecause: 'timeout' },
			exchanges: [3, 20],
		},
		{
			title: 'says nothing at first: the answer of the second attempt',
			world: server(inTurn(silence, page200())),
			gets: answered,
			exchanges: 2,
			withinMs: 6000,
		},
		{ title: 'closes without an answer: tried four times', world: server(closes), gets: lost, exchanges: 4 },
		{ title: 'resets without an answer: tried four times', world: server(resets), gets: lost, exchanges: 4 },
		{ title: 'closes in the middle of the status line: tried four times', world: server(raw('HTTP/1.1 20')), gets: lost, exchanges: 4 },
		{
			title: 'stops in the middle of the headers: given up within the deadline',
			world: server(rawThenSilence(`${ok}\r\n${json}\r\n`)),
			gets: outOfTime,
			exchanges: [3, 5],
		},
		{
			title: 'fails three times before it answers: the answer',
			world: server(inTurn(resets, closes, resets, page200())),
			gets: answered,
			exchanges: 4,
		},
		{ title: 'does not speak HTTP: tried twice', world: server(raw('SSH-2.0-OpenSSH_9.2\r\n')), gets: noHttp, exchanges: 2 },
		{ title: 'speaks HTTP/0.9: tried twice', world: server(raw(page('numpy'))), gets: noHttp, exchanges: 2 },
		{
			title: 'speaks HTTP/2 unasked: tried twice',
			world: server(raw(Buffer.from('000006040000000000000400100000', 'hex'))),
			gets: noHttp,
			exchanges: 2,
		},
		{ title: 'gives a status that is no number: tried twice', world: server(raw('HTTP/1.1 OK 200\r\n\r\n')), gets: noHttp, exchanges: 2 },
		{ title: 'sends a header without a colon: tried twice', world: server(raw(`${ok}\r\nno header\r\n\r\n`)), gets: noHttp, exchanges: 2 },
		{
			title: 'sends headers of 100 kB: tried twice',
			world: server(raw(`${ok}\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`)),
			gets: noHttp,
			exchanges: 2,
		},
		{
			title: 'gives two lengths: tried four times',
			world: server(raw(`${ok}\r\ncontent-length: 5\r\ncontent-length: 50\r\n\r\n{"a":`)),
			gets: cutOff,
			exchanges: 4,
		},
		{
			title: 'gives a length that is no number: tried twice',
			world: server(raw(`${ok}\r\ncontent-length: -5\r\n\r\n`)),
			gets: noHttp,
			exchanges: 2,
		},
		{
			title: 'gives a length and sends chunks: tried four times',
			world: server(raw(`${ok}\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`)),
			gets: cutOff,
			exchanges: 4,
		},
		{
			title: 'speaks HTTP/1.0: the answer',
			world: server(({ socket }) => respond(socket, ['HTTP/1.0 200 OK', json], page('numpy'))),
			gets: answered,
			exchanges: 1,
		},
		{
			title: 'sends early hints first: the answer',
			world: server(({ socket }) => respond(socket, ['HTTP/1.1 103 Early Hints', '', ok, json], page('numpy'))),
			gets: answered,
			exchanges: 1,
		},
		{
			title: 'says that it is working on it first: the answer',
			world: server(({ socket }) => respond(socket, ['HTTP/1.1 102 Processing', '', ok, json], page('numpy'))),
			gets: answered,
			exchanges: 1,
		},
		{
			title: 'says to go on, unasked: tried four times',
			world: server(({ socket }) => respond(socket, ['HTTP/1.1 100 Continue', '', ok, json], page('numpy'))),
			gets: lost,
			exchanges: 4,
		},
		{
			title: 'switches to another protocol, unasked: tried four times',
			world: server(raw('HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n')),
			gets: lost,
			exchanges: 4,
		},
		{
			title: 'sends early hints for ever: given up within the deadline',
			world: server(rawThenSilence('HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(1000))),
			gets: outOfTime,
			exchanges: [3, 5],
		},
		{
			title: 'speaks before it is asked: never taken for the answer of a package that it does not name',
			world: connected((socket) => respond(socket, [ok, json], page('flask'))),
			gets: { code: 'bad_response', says: /the page of another project, "flask"|connection was lost/ },
			exchanges: [2, 4],
		},
		{
			title: 'never reads what it is sent: given up within the deadline',
			world: connected(() => undefined),
			gets: outOfTime,
			exchanges: [3, 10],
		},
	],
};
