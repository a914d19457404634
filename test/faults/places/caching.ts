import assert from 'node:assert/strict';
import { oneByOne } from '../asks.ts';
import type { Lab } from '../lab.ts';
import type { Behaviour } from '../lab-server.ts';
import type { Place } from '../scenario.ts';
import { body, keepAlive, ok, olderVersion, page, page200, projectOf, simpleJson, status, version } from '../speech.ts';
import { first, server } from '../worlds.ts';

const answered = { version } as const;
const fromMemory = { version, from: 'memory' } as const;
/** The older one, vouched for anew. */
const confirmed = { version: olderVersion, from: 'network' } as const;
const twice = oneByOne('numpy', 'numpy');

const sent = (lab: Lab, name: string, at = 0) => first(lab).headers[at]?.get(name);

/** A new version each time it is asked, with this header. */
const changing =
	(header: (count: number) => string): Behaviour =>
	(exchange) =>
		keepAlive(exchange.socket, [ok, simpleJson, header(exchange.before)], page(projectOf(exchange), `${exchange.before + 2}.0`));

export const caching: Place = {
	name: 'with what is cached, a server that',
	scenarios: [
		{
			title: 'says that it did not change: that answer, vouched for anew, and no body',
			world: server(status('304 Not Modified', 'cache-control: max-age=600')),
			cached: true,
			ask: twice,
			gets: [confirmed, { version: olderVersion, from: 'memory' }],
			exchanges: 1,
			and: (lab) => {
				assert.equal(sent(lab, 'if-none-match'), '"older"');
				assert.equal(lab.client.metrics().answers.notModified, 1);
			},
		},
		{
			title: 'says that it did not change, with another ETag: the new one is sent next',
			world: server(status('304 Not Modified', 'etag: "newer"', 'cache-control: max-age=0')),
			cached: true,
			ask: twice,
			gets: confirmed,
			exchanges: 2,
			and: (lab) => assert.equal(sent(lab, 'if-none-match', 1), '"newer"'),
		},
		{
			title: 'does not look at the ETag: the new answer',
			world: server(page200('etag: "older"')),
			cached: true,
			gets: answered,
			exchanges: 1,
		},
		{
			title: 'gives another ETag each time: each new answer',
			world: server(changing((count) => `etag: "${count}"`)),
			ask: oneByOne('numpy', 'numpy', 'numpy'),
			gets: ['2.0', '3.0', '4.0'].map((each) => ({ version: each })),
			exchanges: 3,
			and: (lab) =>
				assert.deepEqual(
					[1, 2].map((at) => sent(lab, 'if-none-match', at)),
					['"0"', '"1"'],
				),
		},
		{
			title: 'gives a weak ETag: it is sent back as it is',
			world: server(page200('etag: W/"weak"')),
			ask: twice,
			gets: answered,
			exchanges: 2,
			and: (lab) => assert.equal(sent(lab, 'if-none-match', 1), 'W/"weak"'),
		},
		{
			title: 'gives an ETag of 5,000 characters: not kept',
			world: server(page200(`etag: "${'x'.repeat(5000)}"`)),
			ask: twice,
			gets: answered,
			exchanges: 2,
			and: (lab) => assert.equal(sent(lab, 'if-none-match', 1), undefined),
		},
		{
			title: 'gives an ETag that is not ASCII: it breaks nothing',
			world: server(page200('etag: "é"')),
			ask: twice,
			gets: answered,
			exchanges: 2,
		},
		{
			title: 'gives a date of change only: it is asked by that',
			world: server(page200('last-modified: Thu, 01 Jan 2026 00:00:00 GMT')),
			ask: twice,
			gets: answered,
			exchanges: 2,
			and: (lab) => assert.equal(sent(lab, 'if-modified-since', 1), 'Thu, 01 Jan 2026 00:00:00 GMT'),
		},
		{
			title: 'gives a date of change that is none: it breaks nothing',
			world: server(page200('last-modified: yesterday')),
			ask: twice,
			gets: answered,
			exchanges: 2,
		},
		{
			title: 'forbids to store it: asked each time, and nothing on disk',
			world: server(page200('cache-control: no-store')),
			ask: twice,
			gets: answered,
			exchanges: 2,
			and: async (lab) => assert.equal((await lab.client.cacheStats()).entries, 0),
		},
		{
			title: 'says how long it is fresh: asked once',
			world: server(page200('cache-control: max-age=60')),
			ask: twice,
			gets: [answered, fromMemory],
			exchanges: 1,
		},
		{
			title: 'says a time that is no number: asked each time',
			world: server(page200('cache-control: max-age=soon')),
			ask: twice,
			gets: answered,
			exchanges: 2,
		},
		{
			title: 'says that it was fresh until yesterday: asked each time',
			world: server(page200(`expires: ${new Date(Date.UTC(2025, 11, 31)).toUTCString()}`)),
			ask: twice,
			gets: answered,
			exchanges: 2,
		},
		{
			title: 'hands on what another cache held for too long: asked each time',
			world: server(page200('cache-control: max-age=600', 'age: 700')),
			ask: twice,
			gets: answered,
			exchanges: 2,
		},
		{
			title: 'finds our condition wrong (412): the older answer',
			world: server(status('412 Precondition Failed')),
			cached: true,
			gets: { version: olderVersion, staleBecause: 'http_error' },
			exchanges: 1,
		},
		{
			title: 'damages the new answer: the older answer',
			world: server(body('{"files":')),
			cached: true,
			gets: { version: olderVersion, staleBecause: 'bad_response' },
			exchanges: 2,
		},
		{
			title: 'does not have it: believed for ten minutes',
			world: server(status('404 Not Found')),
			ask: async (lab) => {
				const outcomes = await twice(lab);
				await lab.platform.advance(601_000);
				return [...outcomes, await lab.run(lab.releases())];
			},
			gets: { code: 'package_not_found', says: /no package named numpy/ },
			exchanges: 2,
			withinMs: Number.POSITIVE_INFINITY,
			settings: { deadlineMs: 700_000 },
		},
	],
};
