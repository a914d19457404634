import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import type { CacheFiles } from '../../../src/core/network/disk-space.ts';
import { oneByOne } from '../asks.ts';
import { diskIs } from '../checks.ts';
import type { Place, Scenario } from '../scenario.ts';
import { page200, version } from '../speech.ts';
import { first, server } from '../worlds.ts';

const answered = { version } as const;
const fromMemory = { version, from: 'memory' } as const;
const fresh = page200('cache-control: max-age=600');

/** The files of this machine, but for some that fail. */
const failing = (change: Partial<CacheFiles>): CacheFiles => ({ ...fs, ...change });
const refuse = (code: string) => () => Promise.reject(Object.assign(new Error(`${code}: of this disk`), { code }));
const never = () => new Promise<never>(() => undefined);

/** Two look-ups with a disk that fails in one way: the answer, and then from memory. */
const withFiles = (title: string, change: Partial<CacheFiles>, reason: string | undefined): Scenario => ({
	title,
	world: {
		...server(fresh),
		turn: (lab) => {
			lab.files = failing(change);
			first(lab).turn(fresh);
		},
	},
	ask: oneByOne('numpy', 'numpy'),
	gets: [answered, fromMemory],
	exchanges: 1,
	and: diskIs(reason === undefined ? 'ok' : 'degraded', reason),
});

export const disk: Place = {
	name: 'on disk,',
	scenarios: [
		withFiles('it is full: the answer, kept in memory, said once', { writeFile: refuse('ENOSPC') as CacheFiles['writeFile'] }, 'ENOSPC'),
		withFiles('the quota is used up: the same', { writeFile: refuse('EDQUOT') as CacheFiles['writeFile'] }, 'EDQUOT'),
		withFiles(
			'everything turns read-only: the same',
			{
				writeFile: refuse('EROFS'),
				mkdir: refuse('EROFS'),
				rename: refuse('EROFS'),
				unlink: refuse('EROFS'),
				utimes: refuse('EROFS'),
			} as Partial<CacheFiles>,
			'EROFS',
		),
		withFiles('no folder may be made: the same', { mkdir: refuse('EACCES') } as Partial<CacheFiles>, 'EACCES'),
		withFiles(
			'an entry cannot be put in its place, since another program has it open: the same, and no temporary file',
			{ rename: refuse('EBUSY') },
			'EBUSY',
		),
		withFiles('nothing can be read: the same', { readFile: refuse('EIO'), readdir: refuse('EIO') } as Partial<CacheFiles>, 'EIO'),
		withFiles('nothing can be listed: the same', { readdir: refuse('EACCES') } as Partial<CacheFiles>, 'EACCES'),
		withFiles(
			'there are no more file handles: the same',
			{ readFile: refuse('EMFILE'), writeFile: refuse('EMFILE') } as Partial<CacheFiles>,
			'EMFILE',
		),
		withFiles('the time of a use cannot be noted: nobody is told', { utimes: refuse('EPERM') }, undefined),
		{
			title: 'a write never ends, as on a network drive that is gone: the answer does not wait for it',
			play: async (lab) => {
				lab.origin = (await lab.serve(fresh)).origin;
				lab.files = failing({ writeFile: never });
				for (const outcome of await oneByOne('numpy', 'numpy')(lab)) assert.ok(!(outcome instanceof Error), String(outcome));
			},
		},
		{
			title: 'a read never ends, as on a network drive that is gone: the answer all the same',
			play: async (lab) => {
				lab.origin = (await lab.serve(fresh)).origin;
				lab.files = failing({ readFile: never, readdir: never } as Partial<CacheFiles>);
				for (const outcome of await oneByOne('numpy', 'flask')(lab)) assert.ok(!(outcome instanceof Error), String(outcome));
				assert.ok(lab.platform.monotonic() < 10_000, `${lab.platform.monotonic()} ms`);
			},
		},
		{
			title: 'it is full for a minute: kept on disk again afterwards',
			world: {
				...server(fresh),
				turn: (lab) => {
					let full = true;
					lab.platform.sleep(30_000).then(
						() => {
							full = false;
						},
						() => undefined,
					);
					lab.files = failing({
						writeFile: ((...args: Parameters<typeof fs.writeFile>) =>
							full ? refuse('ENOSPC')() : fs.writeFile(...args)) as CacheFiles['writeFile'],
					});
					first(lab).turn(fresh);
				},
			},
			ask: async (lab) => {
				const before = await lab.run(lab.releases());
				await lab.platform.advance(61_000);
				return [before, await lab.run(lab.releases('flask'))];
			},
			gets: answered,
			exchanges: 2,
			withinMs: 61_000,
			and: async (lab) =>
				assert.deepEqual([(await lab.client.cacheStats()).disk.state, (await lab.client.cacheStats()).entries], ['ok', 1]),
		},
		{
			title: 'the folder is a file: the answer, kept in memory',
			world: {
				...server(fresh),
				turn: async (lab) => {
					await fs.writeFile(lab.cacheFolder, 'a file');
					first(lab).turn(fresh);
				},
			},
			ask: oneByOne('numpy', 'numpy'),
			gets: [answered, fromMemory],
			exchanges: 1,
			and: diskIs('degraded', 'ENOTDIR'),
		},
		{
			title: 'the folder is a link in a circle: the answer, kept in memory',
			world: {
				...server(fresh),
				turn: async (lab) => {
					await fs.symlink(lab.cacheFolder, lab.cacheFolder);
					first(lab).turn(fresh);
				},
			},
			ask: oneByOne('numpy', 'numpy'),
			gets: [answered, fromMemory],
			exchanges: 1,
			and: diskIs('degraded', 'ELOOP'),
		},
		{
			title: 'everything is wiped while it runs: kept on disk again',
			world: server(fresh),
			ask: async (lab) => {
				const before = await lab.run(lab.releases());
				await lab.run(lab.client.cacheStats());
				await fs.rm(lab.cacheFolder, { recursive: true });
				return [before, await lab.run(lab.releases('flask'))];
			},
			gets: answered,
			exchanges: 2,
			and: async (lab) => assert.equal((await lab.client.cacheStats()).entries, 1),
		},
		{
			title: 'there is room for nothing: the answer, kept in memory',
			world: server(fresh),
			settings: { cacheMaxBytes: 100 },
			ask: oneByOne('numpy', 'numpy'),
			gets: [answered, fromMemory],
			exchanges: 1,
			and: async (lab) => assert.equal((await lab.client.cacheStats()).entries, 0),
		},
		{
			title: 'there is room for few: the answers, and never more than is allowed',
			world: server(fresh),
			settings: { cacheMaxBytes: 4000 },
			ask: oneByOne('numpy', ...Array.from({ length: 20 }, (_, at) => `package-${at}`)),
			gets: answered,
			exchanges: 21,
			and: async (lab) => {
				const { bytes, entries } = await lab.client.cacheStats();
				assert.ok(bytes <= 4000 && entries > 0, `${entries} entries of ${bytes} bytes`);
			},
		},
	],
};
