import { deflateRawSync, gzipSync } from 'node:zlib';
import type { Place } from '../scenario.ts';
import { body, html, inTurn, json, ok, page, page200, respond, simpleJson } from '../speech.ts';
import { server } from '../worlds.ts';

const gzip = 'content-encoding: gzip';
const numpy = page('numpy');

const noJson = { code: 'bad_response', says: /not valid JSON|not UTF-8/, advises: /Retry/ } as const;
const noCompression = { code: 'bad_response', says: /could not be decompressed/ } as const;
const answered = { version: '2.0' } as const;

export const content: Place = {
	name: 'in what the body holds, a server that',
	scenarios: [
		{
			title: 'cuts off what it compressed: not JSON, tried twice',
			world: server(body(gzipSync(numpy).subarray(0, 60), simpleJson, gzip)),
			gets: { code: 'bad_response', says: /JSON|cut off|decompressed/ },
			exchanges: [2, 4],
		},
		{
			title: 'says gzip and sends something else: says so, tried twice',
			world: server(body(numpy, simpleJson, gzip)),
			gets: noCompression,
			exchanges: 2,
		},
		{
			title: 'says brotli and sends something else: says so, tried twice',
			world: server(body(numpy, simpleJson, 'content-encoding: br')),
			gets: noCompression,
			exchanges: 2,
		},
		{
			title: 'damages what it compressed in the middle: says so, tried twice',
			world: server(body(Buffer.concat([gzipSync(numpy.repeat(50)).subarray(0, 100), Buffer.alloc(100, 7)]), simpleJson, gzip)),
			gets: noCompression,
			exchanges: 2,
		},
		{
			title: 'compresses in a way that nobody knows: not JSON, tried twice',
			world: server(body('\x01\x02\x03', simpleJson, 'content-encoding: lzma')),
			gets: noJson,
			exchanges: 2,
		},
		{ title: 'compresses: the answer', world: server(body(gzipSync(numpy), simpleJson, gzip)), gets: answered, exchanges: 1 },
		{
			title: 'compresses twice: the answer',
			world: server(body(gzipSync(gzipSync(numpy)), simpleJson, 'content-encoding: gzip, gzip')),
			gets: answered,
			exchanges: 1,
		},
		{
			title: 'deflates without a header, as some do: the answer',
			world: server(body(deflateRawSync(numpy), simpleJson, 'content-encoding: deflate')),
			gets: answered,
			exchanges: 1,
		},
		{
			title: 'sends nothing with its 200: says so, tried twice',
			world: server(body('')),
			gets: { code: 'bad_response', says: /empty/ },
			exchanges: 2,
		},
		{
			title: 'sends white space only: says so, tried twice',
			world: server(body(' \n\n ', json)),
			gets: { code: 'bad_response', says: /empty/ },
			exchanges: 2,
		},
		{
			title: 'is a captive portal: says to sign in, tried twice',
			world: server(body('<html><form>Sign in</form>', html)),
			gets: { code: 'bad_response', says: /web page/, advises: /sign in/ },
			exchanges: 2,
		},
		{
			title: 'is a captive portal until one signed in: the answer',
			world: server(inTurn(body('<html><form>Sign in</form>', html), page200())),
			gets: answered,
			exchanges: 2,
		},
		{
			title: 'is a captive portal, with an older answer: that answer',
			world: server(body('<html><form>Sign in</form>', html)),
			cached: true,
			gets: { version: '1.0', staleBecause: 'bad_response' },
			exchanges: 2,
		},
		{
			title: 'is a captive portal that says its page is JSON: says to sign in, tried twice',
			world: server(body('<!DOCTYPE html><p>Sign in', json)),
			gets: { code: 'bad_response', says: /web page/, advises: /sign in/ },
			exchanges: 2,
		},
		{
			title: 'sends Latin-1: says that it is not UTF-8, tried twice',
			world: server(body(Buffer.from('{"name":"é"}', 'latin1'), json)),
			gets: noJson,
			exchanges: 2,
		},
		{
			title: 'sends UTF-16: says that it is not UTF-8, tried twice',
			world: server(body(Buffer.from(`\ufeff${numpy}`, 'utf16le'), json)),
			gets: noJson,
			exchanges: 2,
		},
		{ title: 'begins with a byte order mark: the answer', world: server(body(`\ufeff${numpy}`, json)), gets: answered, exchanges: 1 },
		{
			title: 'gives no content type: the answer',
			world: server(({ socket }) => respond(socket, [ok], numpy)),
			gets: answered,
			exchanges: 1,
		},
		{ title: 'calls it plain text: the answer', world: server(body(numpy, 'content-type: text/plain')), gets: answered, exchanges: 1 },
	],
};
