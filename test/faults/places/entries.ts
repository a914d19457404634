import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import { join } from 'node:path';
import { diskIs } from '../checks.ts';
import type { Lab } from '../lab.ts';
import type { Ask, Outcome, Place, Scenario } from '../scenario.ts';
import { page200, status, version } from '../speech.ts';
import { first, server } from '../worlds.ts';

const answered = { version } as const;
const fromDisk = { version, from: 'disk' } as const;
const fresh = page200('cache-control: max-age=600');

/** The one entry that is cached. */
async function entry(lab: Lab): Promise<string> {
	const names = await fs.readdir(join(lab.cacheFolder, 'v1'), { recursive: true, withFileTypes: true });
	const file = names.find((each) => each.isFile()) ?? assert.fail('nothing is cached');
	return join(file.parentPath, file.name);
}

/** Asks, ends the session, does something to the folder, and asks in a new session. */
const between =
	(act: (lab: Lab) => Promise<unknown>): Ask =>
	async (lab): Promise<readonly Outcome[]> => {
		const before = await lab.run(lab.releases());
		await lab.closeClient();
		await act(lab);
		return [before, await lab.run(lab.releases())];
	};

const healed = (title: string, act: (path: string, lab: Lab) => Promise<unknown>): Scenario => ({
	title: `${title}: asked again, and whole afterwards`,
	world: server(fresh),
	ask: async (lab) => {
		const outcomes = await between(async () => act(await entry(lab), lab))(lab);
		await lab.closeClient();
		return [...outcomes, await lab.run(lab.releases())];
	},
	gets: [answered, answered, fromDisk],
	exchanges: 2,
	and: diskIs('ok'),
});

const rewrite = (change: (text: string) => string) => async (path: string) => fs.writeFile(path, change(await fs.readFile(path, 'utf8')));

export const entries: Place = {
	name: 'in the cache folder,',
	scenarios: [
		{
			title: 'everything is wiped between sessions: asked again',
			world: server(fresh),
			ask: between((lab) => fs.rm(lab.cacheFolder, { recursive: true })),
			gets: answered,
			exchanges: 2,
		},
		{
			title: 'nothing happens to it: from disk in the next session',
			world: server(fresh),
			ask: between(async () => undefined),
			gets: [answered, fromDisk],
			exchanges: 1,
		},
		healed('an entry is empty', (path) => fs.writeFile(path, '')),
		healed('an entry is cut off in its header', (path) => fs.truncate(path, 40)),
		healed(
			'an entry is cut off at its end',
			rewrite((text) => text.slice(0, -1)),
		),
		healed('an entry is of zeros, as after a power cut', (path) => fs.writeFile(path, Buffer.alloc(500))),
		healed(
			'one letter of an entry is another',
			rewrite((text) => text.replace('2.0', '3.0')),
		),
		healed(
			'an entry is of a format to come',
			rewrite((text) => text.replace('autodocs-cache 1', 'autodocs-cache 2')),
		),
		healed('an entry is not UTF-8', (path) => fs.writeFile(path, Buffer.alloc(500, 0xff))),
		healed('an entry is one of another package', async (path, lab) => {
			await lab.run(lab.releases('flask'));
			await lab.closeClient();
			const folder = join(lab.cacheFolder, 'v1');
			const files = (await fs.readdir(folder, { recursive: true, withFileTypes: true }))
				.filter((each) => each.isFile())
				.map((each) => join(each.parentPath, each.name));
			await fs.copyFile(files.find((each) => each !== path) ?? assert.fail(), path);
			first(lab).paths.pop();
		}),
		{
			title: 'an entry is a folder: the answer, kept in memory',
			world: server(fresh),
			ask: between(async (lab) => {
				const path = await entry(lab);
				await fs.rm(path);
				await fs.mkdir(path);
			}),
			gets: answered,
			exchanges: 2,
			and: async (lab) => assert.equal((await lab.client.cacheStats()).disk.state, 'degraded'),
		},
		{
			title: 'an entry is damaged and the index is down: says that the index is down',
			world: server((exchange) => (exchange.before === 0 ? fresh : status('500 Oops'))(exchange)),
			ask: between(async (lab) => fs.truncate(await entry(lab), 40)),
			gets: [answered, { code: 'server_error', says: /HTTP 500/ }],
			exchanges: 5,
		},
		{
			title: 'a killed process left a temporary file: gone after ten minutes, others untouched',
			world: server(fresh),
			ask: async (lab) => {
				const before = await lab.run(lab.releases());
				await lab.closeClient();
				const temporary = join(lab.cacheFolder, 'v1', 'tmp', '1-1-x');
				await fs.writeFile(temporary, 'half');
				await fs.utimes(temporary, 0, 0);
				return [before, await lab.run(lab.releases('flask'))];
			},
			gets: answered,
			exchanges: 2,
			and: async (lab) => assert.equal((await lab.client.cacheStats()).entries, 2),
		},
	],
};
