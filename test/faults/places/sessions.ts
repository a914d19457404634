import { asking, leavingAfter, oneByOne } from '../asks.ts';
import type { Lab } from '../lab.ts';
import type { Place } from '../scenario.ts';
import { olderVersion, page200, silence, status, version } from '../speech.ts';
import { server } from '../worlds.ts';

const answered = { version } as const;
const fromMemory = { version, from: 'memory' } as const;
const twice = oneByOne('numpy', 'numpy');

const offline =
	(ms: number) =>
	async (lab: Lab): Promise<void> => {
		lab.configure({ offline: true });
		await lab.platform.advance(ms);
	};

export const sessions: Place = {
	name: 'with what was cached before, a server that',
	scenarios: [
		{
			title: 'says a thousand years: not asked again, until a person refreshes',
			world: server(page200('cache-control: max-age=31536000000')),
			ask: async (lab) => [...(await twice(lab)), ...(await asking({ refresh: true })(lab))],
			gets: [answered, fromMemory, answered],
			exchanges: 2,
		},
		{
			title: 'fails once and then is back: the older answer, then the new one',
			world: server((exchange) => (exchange.before < 4 ? status('500 Oops') : page200())(exchange)),
			cached: true,
			ask: twice,
			gets: [{ version: olderVersion, staleBecause: 'server_error' }, answered],
			exchanges: 5,
		},
		{
			title: 'does not have it, until a person refreshes: the answer',
			world: server((exchange) => (exchange.before === 0 ? status('404 Not Found') : page200())(exchange)),
			ask: async (lab) => [await lab.run(lab.releases()), ...(await asking({ refresh: true })(lab))],
			gets: [{ code: 'package_not_found', says: /no package named numpy/ }, answered],
			exchanges: 2,
		},
		{
			title: 'says nothing, and the one who asked leaves though an older answer is there: cancelled',
			world: server(silence),
			cached: true,
			ask: leavingAfter(50),
			gets: { code: 'cancelled', says: /Cancelled/ },
			exchanges: 1,
		},
		{
			title: 'is not asked since the person is offline: the older answer with that reason',
			world: server(page200()),
			cached: true,
			ask: async (lab) => {
				await offline(0)(lab);
				return [await lab.run(lab.releases())];
			},
			gets: { version: olderVersion, staleBecause: 'unreachable' },
			exchanges: 0,
			withinMs: 0,
		},
		{
			title: 'is not asked since the person is offline: a fresh answer is no less fresh',
			world: server(page200('cache-control: max-age=600')),
			ask: async (lab) => {
				const before = await lab.run(lab.releases());
				await offline(1000)(lab);
				return [before, await lab.run(lab.releases())];
			},
			gets: [answered, fromMemory],
			exchanges: 1,
		},
		{
			title: 'is not asked since the person is offline: nothing cached, says to go online',
			world: server(page200()),
			settings: { offline: true },
			gets: { code: 'unreachable', says: /offline mode is on/, advises: /autodocs\.offline/ },
			exchanges: 0,
			withinMs: 0,
		},
		{
			title: 'is gone in the next session: the older answer from disk, with its age',
			world: server(status('500 Oops')),
			cached: true,
			ask: async (lab) => {
				await lab.closeClient();
				return [await lab.run(lab.releases())];
			},
			gets: { version: olderVersion, from: 'disk', staleBecause: 'server_error' },
			exchanges: 4,
		},
		{
			title: 'is asked in the next session while the answer is fresh: from disk, without asking',
			world: server(page200('cache-control: max-age=600')),
			ask: async (lab) => {
				const before = await lab.run(lab.releases());
				await lab.closeClient();
				return [before, await lab.run(lab.releases())];
			},
			gets: [answered, { version, from: 'disk' }],
			exchanges: 1,
		},
		{
			title: 'is asked again after a person cleared the cache: the answer',
			world: server(page200('cache-control: max-age=600')),
			ask: async (lab) => {
				const before = await lab.run(lab.releases());
				await lab.run(lab.client.clear());
				return [before, await lab.run(lab.releases())];
			},
			gets: answered,
			exchanges: 2,
		},
		{
			title: 'fails, asked to refresh what is still fresh: that, with the failure',
			world: server((exchange) => (exchange.before === 0 ? page200('cache-control: max-age=600') : status('500 Oops'))(exchange)),
			ask: async (lab) => [await lab.run(lab.releases()), ...(await asking({ refresh: true })(lab))],
			gets: [answered, { version, staleBecause: 'server_error' }],
			exchanges: 5,
		},
	],
};
