import assert from 'node:assert/strict';
import { Engine } from '../../../src/core/engine.ts';
import { settingsWith } from '../../support/checked.ts';
import { oneByOne } from '../asks.ts';
import type { Lab } from '../lab.ts';
import type { Ask, Outcome, Place } from '../scenario.ts';
import { inTurn, page200, silence, status, version } from '../speech.ts';
import { server } from '../worlds.ts';

const hour = 3_600_000;
const day = 24 * hour;
const answered = { version } as const;
const fromMemory = { version, from: 'memory' } as const;
const busy = inTurn(status('429 Too Many', 'retry-after: 10'), page200());

/** Asks, and when a second has passed `happens`. */
const whileAsked =
	(happens: (lab: Lab) => void, names = ['numpy']): Ask =>
	async (lab): Promise<readonly Outcome[]> => {
		const asked = names.map((name) => lab.releases(name));
		await lab.platform.advance(1000);
		happens(lab);
		return await lab.run(Promise.all(asked));
	};

const sleeps = (lab: Lab) => lab.platform.standStill(hour);
const setsClock = (ms: number) => (lab: Lab) => {
	lab.platform.wallOffset += ms;
};
const packages = Array.from({ length: 12 }, (_, at) => `package-${at}`);

export const clock: Place = {
	name: 'when time is not what it seems,',
	scenarios: [
		{
			title: 'the machine sleeps for an hour while the server thinks: the answer when it wakes',
			world: server(inTurn(silence, page200())),
			ask: whileAsked(sleeps),
			gets: answered,
			exchanges: 2,
			withinMs: hour + 30_000,
			settings: { deadlineMs: 30_000 },
		},
		{
			title: 'the machine sleeps for an hour while twelve packages are asked for: all are answered when it wakes',
			world: server((exchange) => (exchange.before < 12 ? silence : page200())(exchange)),
			ask: whileAsked(sleeps, packages),
			gets: answered,
			exchanges: 24,
			withinMs: hour + 30_000,
			and: (lab) => assert.equal(lab.client.origins()[0]?.breaker.state, 'closed'),
		},
		{
			title: 'the machine sleeps for an hour in a pause of ten seconds: the answer when it wakes',
			world: server(busy),
			ask: whileAsked(sleeps),
			gets: answered,
			exchanges: 2,
			withinMs: hour + 30_000,
		},
		{
			title: 'the machine sleeps for an hour during a back-off: the answer when it wakes',
			world: server(inTurn(status('500 Oops'), page200())),
			ask: async (lab) => {
				const asked = lab.releases();
				await lab.quiet();
				lab.platform.standStill(hour);
				return [await lab.run(asked)];
			},
			gets: answered,
			exchanges: 2,
			withinMs: hour + 30_000,
		},
		{
			title: 'the machine sleeps for an hour while the breaker is open: the answer when it wakes',
			world: server((exchange) => (exchange.before < 20 ? status('500 Oops') : page200())(exchange)),
			ask: async (lab) => {
				await oneByOne('a', 'b', 'c', 'd', 'e')(lab);
				lab.platform.standStill(hour);
				return [await lab.run(lab.releases())];
			},
			gets: answered,
			exchanges: 21,
			withinMs: 2 * hour,
			settings: { deadlineMs: 30_000 },
		},
		{
			title: 'the wall clock is set ahead by a day while a request is under way: nothing happens',
			world: server(inTurn(silence, page200())),
			ask: whileAsked(setsClock(day)),
			gets: answered,
			exchanges: 2,
		},
		{
			title: 'the wall clock is set back by a day while a request is under way: nothing happens',
			world: server(inTurn(silence, page200())),
			ask: whileAsked(setsClock(-day)),
			gets: answered,
			exchanges: 2,
		},
		{
			title: 'the wall clock is set back by a day in a pause: it lasts as long as was asked',
			world: server(busy),
			ask: whileAsked(setsClock(-day)),
			gets: answered,
			exchanges: 2,
			withinMs: 10_000,
		},
		{
			title: 'the wall clock is set ahead by a day in a pause: it lasts as long as was asked',
			world: server(busy),
			ask: whileAsked(setsClock(day)),
			gets: answered,
			exchanges: 2,
			and: (lab) => assert.ok(lab.platform.monotonic() >= 10_000),
		},
		{
			title: 'the wall clock is set back by a day: what is from the future is asked again',
			world: server(page200('cache-control: max-age=600')),
			ask: async (lab) => {
				const before = await lab.run(lab.releases());
				setsClock(-day)(lab);
				return [before, await lab.run(lab.releases())];
			},
			gets: answered,
			exchanges: 2,
		},
		{
			title: 'the wall clock is set ahead by a day: what was fresh is asked again',
			world: server(page200('cache-control: max-age=600')),
			ask: async (lab) => {
				const before = await lab.run(lab.releases());
				setsClock(day)(lab);
				return [before, await lab.run(lab.releases())];
			},
			gets: answered,
			exchanges: 2,
		},
		{
			title: 'the wall clock is ten minutes behind that of the server: what it says is fresh is fresh',
			world: server(page200('cache-control: max-age=600', `date: ${new Date(Date.UTC(2026, 0, 1) + 600_000).toUTCString()}`)),
			ask: oneByOne('numpy', 'numpy'),
			gets: [answered, fromMemory],
			exchanges: 1,
		},
		{
			title: 'the server says to wait until a date, and its clock is a minute ahead: the answer after the 5 seconds that were meant',
			world: server(
				inTurn(
					status(
						'429 Too Many',
						`date: ${new Date(Date.UTC(2026, 0, 1) + 60_000).toUTCString()}`,
						`retry-after: ${new Date(Date.UTC(2026, 0, 1) + 65_000).toUTCString()}`,
					),
					page200(),
				),
			),
			gets: answered,
			exchanges: 2,
			withinMs: 10_000,
		},
		{
			title: 'the wall clock is set back by a year: a project that is opened again asks again all the same',
			play: async (lab) => {
				const served = await lab.serve(page200('cache-control: max-age=0'));
				lab.origin = served.origin;
				const engine = new Engine(
					{ settings: settingsWith({ 'index.url': `${served.origin}/simple` }), cacheDirectory: lab.cacheFolder, version: '1' },
					lab.platform,
				);
				const open = () => lab.run(engine.lookups.track('project', new Set(['numpy']), 'interactive'));
				await open();
				setsClock(-365 * day)(lab);
				await open();
				assert.equal(served.paths.length, 2);
				await lab.run(engine.close());
			},
		},
		{
			title: 'the machine sleeps for an hour between two who ask: the second does not wait for it',
			world: server(inTurn(page200(), page200())),
			ask: async (lab) => {
				const before = await lab.run(lab.releases());
				lab.platform.standStill(hour);
				return [before, await lab.run(lab.releases())];
			},
			gets: answered,
			exchanges: 2,
			withinMs: hour + 1,
		},
		{
			title: 'the older answer is from a clock that was a year ahead: asked again',
			world: server(page200()),
			cached: true,
			ask: async (lab) => {
				setsClock(-365 * day)(lab);
				return [await lab.run(lab.releases())];
			},
			gets: answered,
			exchanges: 1,
		},
	],
};
