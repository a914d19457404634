import { all, atOnce, leavingAfter, oneByOne } from '../asks.ts';
import type { Place } from '../scenario.ts';
import { inTurn, onlyFor, page200, resets, silence, status } from '../speech.ts';
import { server } from '../worlds.ts';

/** What the clock of a laboratory says when it begins, and an hour later, when what was cached is no longer fresh. */
const start = Date.UTC(2026, 0, 1);
const httpDate = (at: number) => new Date(at).toUTCString();

const answered = { version: '2.0' } as const;
const limited = { code: 'rate_limited', says: /too many requests/, advises: /Wait/ } as const;
const anHour = { code: 'rate_limited', says: /asks to wait 3600 s/, advises: /Wait/, retryAfterMs: 3_600_000 } as const;
const busy = (retryAfter: string, line = '429 Too Many Requests') => status(line, `retry-after: ${retryAfter}`);

export const overload: Place = {
	name: 'under too much load, a server that',
	scenarios: [
		{ title: 'says 429 and no more: tried six times', world: server(status('429 Too Many Requests')), gets: limited, exchanges: [4, 6] },
		{
			title: 'says 429 and no more, with an older answer: that answer',
			world: server(status('429 Too Many Requests')),
			cached: true,
			gets: { version: '1.0', staleBecause: 'rate_limited' },
			exchanges: [4, 6],
		},
		{
			title: 'says 429 and to wait 7 seconds: the answer after 7 seconds, for two exchanges',
			world: server(inTurn(busy('7'), page200())),
			gets: answered,
			exchanges: 2,
			withinMs: 7000,
		},
		{
			title: 'says 503 and to wait 7 seconds: the same',
			world: server(inTurn(busy('7', '503 Busy'), page200())),
			gets: answered,
			exchanges: 2,
			withinMs: 7000,
		},
		{
			title: 'says to wait until a date: the answer at that date',
			world: server(inTurn(busy(httpDate(start + 9000)), page200())),
			gets: answered,
			exchanges: 2,
			withinMs: 9000,
		},
		{
			title: 'says to wait until a date that is past: a back-off as without it',
			world: server(inTurn(busy(httpDate(start - 9000)), page200())),
			gets: answered,
			exchanges: 2,
			withinMs: 2000,
		},
		{
			title: 'says to wait for no time: a back-off as without it',
			world: server(inTurn(busy('0'), page200())),
			gets: answered,
			exchanges: 2,
			withinMs: 2000,
		},
		{
			title: 'says to wait for a time that is no number: a back-off as without it',
			world: server(inTurn(busy('soon'), page200())),
			gets: answered,
			exchanges: 2,
			withinMs: 2000,
		},
		{ title: 'says to wait an hour: says so at once, asked once', world: server(busy('3600')), gets: anHour, exchanges: 1, withinMs: 0 },
		{
			title: 'says to wait an hour, with an older answer: that answer at once',
			world: server(busy('3600')),
			cached: true,
			gets: { version: '1.0', staleBecause: 'rate_limited' },
			exchanges: 1,
			withinMs: 0,
		},
		{
			title: 'says to wait a thousand years: believed for an hour',
			world: server(busy('31536000000')),
			gets: anHour,
			exchanges: 1,
			withinMs: 0,
		},
		{
			title: 'says to wait until the year 9999: believed for an hour',
			world: server(busy('Fri, 31 Dec 9999 23:59:59 GMT')),
			gets: anHour,
			exchanges: 1,
			withinMs: 0,
		},
		{
			title: 'says 503 and to wait an hour: the same as with 429',
			world: server(busy('3600', '503 Busy')),
			gets: anHour,
			exchanges: 1,
			withinMs: 0,
		},
		{
			title: 'says to wait an hour: the next package is not asked for',
			world: server(busy('3600')),
			ask: oneByOne('numpy', 'numpy'),
			gets: anHour,
			exchanges: 1,
			withinMs: 0,
		},
		{
			title: 'says to wait 7 seconds, three packages asked one by one: one pause for all',
			world: server(inTurn(busy('7'), page200())),
			ask: oneByOne('numpy', 'flask', 'django'),
			gets: answered,
			exchanges: 4,
			withinMs: 7000,
		},
		{
			title: 'says to wait a second each time: tried six times',
			world: server(busy('1')),
			gets: { ...limited, retryAfterMs: 1000 },
			exchanges: 6,
			withinMs: 5000,
		},
		{
			title: 'says to wait, and a person says to try now: the answer at once',
			world: server(inTurn(busy('20'), page200())),
			ask: async (lab) => {
				const asked = lab.releases();
				await lab.platform.advance(1000);
				lab.client.retryNow();
				return [await lab.run(asked)];
			},
			gets: answered,
			exchanges: 2,
			withinMs: 1000,
		},
		{
			title: 'says to wait, and the one who asked leaves: cancelled at once',
			world: server(busy('20')),
			ask: leavingAfter(1000),
			gets: { code: 'cancelled', says: /Cancelled/ },
			exchanges: 1,
			withinMs: 1000,
		},
		{
			title: 'says to wait longer than was said before: the longer pause is kept',
			world: server(inTurn(busy('5'), busy('10'), page200())),
			gets: answered,
			exchanges: 3,
			withinMs: 15_000,
		},
		{
			title: 'is busy, fails, resets and is busy again, once each: the answer, each kind counted by itself',
			world: server(
				inTurn(status('429 Too Many Requests'), status('500 Oops'), resets, status('503 Busy'), status('502 Bad Gateway'), page200()),
			),
			gets: answered,
			exchanges: 6,
		},
		{
			title: 'says 503 and no more: counts as failed, tried four times',
			world: server(status('503 Busy')),
			gets: { code: 'server_error', says: /HTTP 503/ },
			exchanges: 4,
		},
		{
			title: 'says 500 and to wait: what 500 says is no reason to wait',
			world: server(inTurn(busy('20', '500 Oops'), page200())),
			gets: answered,
			exchanges: 2,
			withinMs: 1500,
		},
		{
			title: 'says nothing to one package, one slot: the other package waits its turn, and is answered',
			world: server(onlyFor('slow', inTurn(silence, silence, page200()))),
			settings: { maxConcurrentRequests: 1 },
			ask: all('slow', 'numpy'),
			gets: [answered, answered],
			exchanges: [3, 4],
		},
		{
			title: 'says nothing, one slot and little time: who waits for his turn is told so',
			world: server(silence),
			settings: { maxConcurrentRequests: 1, deadlineMs: 4000, breakerThreshold: 20 },
			ask: async (lab) => {
				const first = lab.releases();
				await lab.platform.advance(10);
				const second = lab.releases('flask');
				return (await lab.run(Promise.all([first, second]))).slice(0, 1);
			},
			gets: { code: 'timeout', says: /4 s were not enough/ },
			exchanges: [1, 2],
		},
		{
			title: 'says 429, three ask for the same at once: one of them asks for all',
			world: server(inTurn(busy('2'), page200())),
			ask: atOnce(3),
			gets: answered,
			exchanges: 2,
			withinMs: 2000,
		},
	],
};
