import assert from 'node:assert/strict';
import { all, asking, atOnce, leavingAfter, oneByOne, oneOfTwoLeaves } from '../asks.ts';
import type { Lab } from '../lab.ts';
import type { Ask, Outcome, Place, World } from '../scenario.ts';
import { atFirst, closes, onlyFor, page200, resets, silence, status } from '../speech.ts';
import { first, nobodyListens, server } from '../worlds.ts';

const down = status('500 Oops');
const failed = { code: 'server_error', says: /HTTP 500/ } as const;
const open = {
	code: 'circuit_open',
	says: /failed again and again \(the server failed \(HTTP 500\)\) and is left alone for \d+ s/,
	advises: /Retry What Failed/,
} as const;
const answered = { version: '2.0' } as const;
const five = ['a', 'b', 'c', 'd', 'e'];

const breaker = (lab: Lab) => lab.client.origins()[0]?.breaker.state;
const is = (state: string) => (lab: Lab) => assert.equal(breaker(lab), state);

/** Five packages fail and the breaker opens; then what `next` does. Exchanges are counted from then on. */
const afterAnOutage = (next: World['turn'], behaviour = down): World => ({
	...server(behaviour),
	turn: async (lab) => {
		first(lab).turn(behaviour);
		await oneByOne(...five)(lab);
		assert.equal(breaker(lab), 'open');
		first(lab).turn(behaviour);
		await next(lab);
	},
});
const stillDown = afterAnOutage(() => undefined);
const later = (ms: number): World => afterAnOutage((lab) => lab.platform.advance(ms));
const back = (ms: number, behaviour = page200()): World =>
	afterAnOutage(async (lab) => {
		await lab.platform.advance(ms);
		first(lab).turn(behaviour);
	});

const retryNow =
	(ask: Ask): Ask =>
	(lab): Promise<readonly Outcome[]> => {
		lab.client.retryNow();
		return ask(lab);
	};

export const outage: Place = {
	name: 'in an outage, a server that',
	scenarios: [
		{
			title: 'has failed five packages: the sixth is answered at once, without asking',
			world: stillDown,
			gets: { ...open, retryAfterMs: 60_000 },
			exchanges: 0,
			withinMs: 0,
			and: is('open'),
		},
		{
			title: 'has failed five packages, with an older answer: that answer at once',
			world: stillDown,
			cached: true,
			gets: { version: '1.0', staleBecause: 'circuit_open' },
			exchanges: 0,
			withinMs: 0,
		},
		{
			title: 'has failed five packages, asked to refresh: answered at once all the same',
			world: stillDown,
			ask: asking({ refresh: true }),
			gets: open,
			exchanges: 0,
			withinMs: 0,
		},
		{
			title: 'is still down after a minute: one probe, and left alone again',
			world: later(60_000),
			gets: open,
			ask: oneByOne('numpy', 'numpy'),
			exchanges: 1,
			and: is('open'),
		},
		{
			title: 'is still down after a minute, five ask at once: one probe for all of them',
			world: later(60_000),
			ask: async (lab) => (await all('numpy', 'b', 'c', 'd', 'e')(lab)).slice(0, 1),
			gets: open,
			exchanges: 1,
			and: is('open'),
		},
		{ title: 'is back after a minute: the answer', world: back(60_000), gets: answered, exchanges: 1, and: is('closed') },
		{
			title: 'is back after a minute, five ask at once: all are answered',
			world: back(60_000),
			ask: all('numpy', 'b', 'c', 'd', 'e'),
			gets: answered,
			exchanges: 5,
			and: is('closed'),
		},
		{
			title: 'is back before the minute is over: still left alone',
			world: back(59_000),
			gets: { ...open, retryAfterMs: 1000 },
			exchanges: 0,
			withinMs: 0,
		},
		{
			title: 'is back before the minute is over, and a person says to try now: the answer',
			world: back(1000),
			ask: retryNow(oneByOne('numpy')),
			gets: answered,
			exchanges: 1,
			and: is('closed'),
		},
		{
			title: 'is down, and a person says to try now: one probe',
			world: stillDown,
			ask: retryNow(oneByOne('numpy', 'numpy')),
			gets: open,
			exchanges: 1,
			and: is('open'),
		},
		{
			title: 'answers the probe with 404: alive, and what failed is asked again',
			world: back(60_000, onlyFor('gone', status('404 Not Found'))),
			ask: async (lab) => [await lab.run(lab.releases('gone').then(() => lab.releases()))],
			gets: answered,
			exchanges: 2,
			and: is('closed'),
		},
		{
			title: 'answers the probe with 429: alive, but paused',
			world: back(60_000, status('429 Too Many', 'retry-after: 3600')),
			gets: { code: 'rate_limited', says: /too many/ },
			exchanges: 1,
			and: is('closed'),
		},
		{
			title: 'says nothing to the probe, and the one who probes leaves: the next one probes',
			world: back(60_000, (exchange) => (exchange.before === 0 ? silence : page200())(exchange)),
			ask: async (lab) => [...(await leavingAfter(100)(lab)), await lab.run(lab.releases())],
			gets: [{ code: 'cancelled', says: /Cancelled/ }, answered],
			exchanges: 2,
			and: is('closed'),
		},
		{
			title: 'says nothing to the probe: left alone again',
			world: back(60_000, silence),
			gets: { code: 'circuit_open', says: /no answer came/ },
			exchanges: [1, 2],
			and: is('open'),
		},
		{
			title: 'fails the first attempt for each of six packages: all are answered, never left alone',
			world: server(atFirst(down)),
			ask: all('numpy', ...five),
			gets: answered,
			exchanges: 12,
			and: is('closed'),
		},
		{
			title: 'has failed five packages at once: twenty exchanges, then none',
			world: server(down),
			ask: async (lab) => [...(await all(...five)(lab)), await lab.run(lab.releases())].slice(-1),
			gets: open,
			exchanges: [15, 20],
			and: is('open'),
		},
		{
			title: 'closes every connection, 40 packages at once: left alone within 60 exchanges',
			world: server(closes),
			ask: async (lab) => (await all(...Array.from({ length: 40 }, (_, at) => `package-${at}`))(lab)).slice(0, 0),
			gets: [],
			exchanges: [20, 60],
			and: is('open'),
		},
		{
			title: 'does not have five packages: no reason to leave it alone',
			world: server(status('404 Not Found')),
			ask: oneByOne('numpy', 'numpy', 'numpy', 'numpy', 'numpy', 'numpy'),
			gets: { code: 'package_not_found', says: /no package named numpy/ },
			exchanges: 1,
			and: is('closed'),
		},
		{
			title: 'refuses five packages (403): no reason to leave it alone',
			world: server(status('403 Forbidden')),
			ask: oneByOne('numpy', 'numpy', 'numpy', 'numpy', 'numpy', 'numpy'),
			gets: { code: 'auth_required', says: /credentials/ },
			exchanges: 6,
			and: is('closed'),
		},
		{
			title: 'is gone, and the person goes offline meanwhile: told of offline mode, not of the outage',
			world: nobodyListens,
			ask: async (lab) => {
				lab.configure({ offline: true });
				return await oneByOne('numpy')(lab);
			},
			gets: { code: 'unreachable', says: /offline mode is on/, advises: /autodocs\.offline/ },
			exchanges: 0,
			withinMs: 0,
		},
		{
			title: 'says nothing, one of two who wait leaves: the other is told in time',
			world: server(silence),
			ask: oneOfTwoLeaves(1000),
			gets: [
				{ code: 'cancelled', says: /Cancelled/ },
				{ code: 'timeout', says: /no answer came|not enough/ },
			],
			exchanges: [3, 5],
		},
		{
			title: 'answers late, one of two who wait leaves: the other gets the answer',
			world: server((exchange) => (exchange.before === 0 ? silence : page200())(exchange)),
			ask: oneOfTwoLeaves(1000),
			gets: [{ code: 'cancelled', says: /Cancelled/ }, answered],
			exchanges: 2,
		},
		{
			title: 'resets, in the background: tried as often, told the same',
			world: server(resets),
			ask: asking({ priority: 'background' }),
			gets: { code: 'unreachable', says: /lost/ },
			exchanges: 4,
		},
		{
			title: 'fails, two ask at once, one of them for fresh data: each is told',
			world: server(down),
			ask: async (lab) => await lab.run(Promise.all([lab.releases(), lab.releases('numpy', { refresh: true })])),
			gets: failed,
			exchanges: 8,
		},
		{
			title: 'comes back between two who ask: the second is answered',
			world: server((exchange) => (exchange.before < 4 ? down : page200())(exchange)),
			ask: oneByOne('numpy', 'numpy'),
			gets: [failed, answered],
			exchanges: 5,
		},
		{
			title: 'has failed five packages, two ask for the same at once: both are answered at once',
			world: stillDown,
			ask: atOnce(2),
			gets: open,
			exchanges: 0,
			withinMs: 0,
		},
	],
};
