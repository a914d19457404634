import assert from 'node:assert/strict';
import { type AutoDocsError, toAutoDocsError } from '../../../src/core/errors.ts';
import { type ExchangeOptions, exchange } from '../../../src/core/network/exchange.ts';
import { jsonRequest } from '../../support/client-requests.ts';
import { SimulatedPlatform } from '../../support/simulated-platform.ts';

const index = 'index.test/simple/numpy/';

/** One exchange with a server that gives these answers, one after the other. */
function bench(answers: readonly Response[], change: Partial<ExchangeOptions> = {}) {
	const platform = new SimulatedPlatform();
	const sent: Headers[] = [];
	const noted = { alive: 0, headersMs: [] as number[] };
	const queue = [...answers];
	platform.serve = async (_url, { headers }) => {
		sent.push(new Headers(headers));
		await platform.sleep(20);
		return queue.shift() ?? assert.fail('asked once too often');
	};
	const options: ExchangeOptions = {
		userAgent: 'AutoDocs/test',
		validators: {},
		signal: new AbortController().signal,
		alive: () => noted.alive++,
		onHeaders: (ms) => noted.headersMs.push(ms),
		...change,
	};
	const ask = (url = `https://${index}`) => platform.run(exchange(jsonRequest(url), options, platform));
	const failure = async (): Promise<AutoDocsError> => await ask().then(() => assert.fail('an answer'), toAutoDocsError);
	return { platform, sent, noted, ask, failure };
}

const cutOff = () =>
	new ReadableStream({
		pull: (controller) => controller.error(new TypeError('terminated')),
	});

const answer = (headers: Readonly<Record<string, string>> = {}) => new Response('{"a":1}', { headers });

describe('one exchange', () => {
	for (const [url, pair] of [
		[`https://${index}`, undefined],
		[`https://me%40home:pass%3Aword@${index}`, 'me@home:pass:word'],
		[`https://token@${index}`, 'token:'],
		[`https://:password@${index}`, ':password'],
	] as const) {
		it(`sends ${pair === undefined ? 'no credentials' : `the credentials ${pair}`} for ${url}`, async () => {
			const { sent, ask } = bench([answer()]);
			await ask(url);
			const authorization = pair === undefined ? null : `Basic ${Buffer.from(pair).toString('base64')}`;
			assert.equal(sent[0]?.get('authorization'), authorization);
		});
	}

	it('takes a percent sign that encodes nothing for a character of the password', async () => {
		const { sent, ask } = bench([answer()]);
		await ask(`https://me:100%@${index}`);
		assert.equal(sent[0]?.get('authorization'), `Basic ${Buffer.from('me:100%').toString('base64')}`);
	});

	it('sends credentials to the origin they are for alone, wherever it redirects', async () => {
		const to = (location: string) => new Response(null, { status: 307, headers: { location } });
		const { sent, ask } = bench([to('/here'), to('https://elsewhere.test/there'), answer()]);
		await ask(`https://me:pass@${index}`);
		const pair = `Basic ${Buffer.from('me:pass').toString('base64')}`;
		assert.deepEqual(
			sent.map((headers) => headers.get('authorization')),
			[pair, pair, null],
		);
	});

	it('follows five redirects, not six', async () => {
		const hops = (count: number) => Array.from({ length: count }, () => new Response(null, { status: 301, headers: { location: '/' } }));
		assert.equal((await bench([...hops(5), answer()]).ask()).kind, 'body');
		const { sent, failure } = bench([...hops(6)]);
		assert.match((await failure()).message, /redirects more than 5 times/);
		assert.equal(sent.length, 6);
	});

	for (const [what, response, code, says] of [
		['nothing', () => new Response(''), 'bad_response', /the answer is empty/],
		['a web page', () => answer({ 'content-type': 'text/html' }), 'bad_response', /a web page/],
		['half an answer', () => new Response(cutOff()), 'bad_response', /the connection was lost in the middle/],
	] as const) {
		it(`takes ${what} for no answer`, async () => {
			const error = await bench([response()]).failure();
			assert.equal(error.code, code);
			assert.match(error.message, says);
		});
	}

	it('takes what a cache on the way vouches for (203)', async () => {
		assert.equal((await bench([new Response('{"a":1}', { status: 203 })]).ask()).kind, 'body');
	});

	it('tells of the headers as a sign of life, and how long they took, at each hop', async () => {
		const hop = new Response(null, { status: 302, headers: { location: '/elsewhere' } });
		const { platform, noted, ask } = bench([hop, answer()]);
		await platform.advance(1000);
		await ask();
		assert.deepEqual(noted, { alive: 3, headersMs: [20, 20] }, 'two times headers, one chunk');
	});

	for (const [header, contentType] of [
		['application/json', 'application/json'],
		['Application/JSON ; charset=utf-8', 'application/json'],
		['', ''],
	] as const) {
		it(`knows the media type of “${header}”`, async () => {
			const exchanged = await bench([answer({ 'content-type': header })]).ask();
			assert.equal(exchanged.kind === 'body' && exchanged.body.contentType, contentType);
		});
	}

	for (const [status, code] of [
		[204, 'bad_response'],
		[404, 'package_not_found'],
		[410, 'package_not_found'],
		[400, 'http_error'],
		[418, 'http_error'],
		[500, 'server_error'],
	] as const) {
		it(`takes a ${status} for ${code}, also after a conditional request`, async () => {
			const error = await bench([new Response(null, { status })], { validators: { 'if-none-match': '"x"' } }).failure();
			assert.equal(error.code, code);
			if (code !== 'package_not_found') assert.equal(error.details['status'], status);
		});
	}

	it('takes a 304 only for the answer to a conditional request', async () => {
		const notModified = () => [new Response(null, { status: 304 })];
		assert.equal((await bench(notModified(), { validators: { 'if-none-match': '"x"' } }).ask()).kind, 'not-modified');
		assert.equal((await bench(notModified()).failure()).code, 'bad_response');
	});
});
