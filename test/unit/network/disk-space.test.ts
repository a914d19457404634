import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { type CacheFiles, DiskSpace, errorCode } from '../../../src/core/network/disk-space.ts';
import { SimulatedPlatform } from '../../support/simulated-platform.ts';

interface Held {
	readonly bytes: number;
	readonly usedAt: number;
}

/** A folder in memory: entries in the shard `aa`, temporary files in `tmp`. Counts the looks at it. */
function bench(entries: Readonly<Record<string, Held>>, temporary: Readonly<Record<string, Held>> = {}, shards = ['aa', 'tmp']) {
	/** Files that this user may not remove. */
	const foreign = new Set<string>();
	const platform = new SimulatedPlatform();
	const held = new Map(Object.entries({ ...entries, ...temporary }));
	const seen = { looks: 0, removed: [] as string[] };
	const readdir = async (folder: string) => {
		if (folder.endsWith('v1')) seen.looks++;
		const names = folder.endsWith('v1') ? shards : Object.keys(folder.endsWith('tmp') ? temporary : entries);
		return names.filter((name) => shards.includes(name) || held.has(name));
	};
	const stat = async (path: string) => ({ size: held.get(basename(path))?.bytes, mtimeMs: held.get(basename(path))?.usedAt });
	const unlink = async (path: string) => {
		if (foreign.has(basename(path))) throw Object.assign(new Error('EACCES'), { code: 'EACCES' });
		held.delete(basename(path));
		seen.removed.push(basename(path));
	};
	const space = new DiskSpace({ readdir, stat, unlink } as unknown as CacheFiles, '/cache', () => 1_000_000, platform);
	return { platform, space, seen, foreign };
}

const written = () => Promise.resolve();

describe('the space of the disk cache', () => {
	for (const [bytes, fits] of [
		[250_000, true],
		[250_001, false],
	] as const) {
		it(`${fits ? 'takes' : 'does not take'} an entry of ${bytes} bytes into a megabyte`, async () => {
			let written = false;
			await bench({}).space.withRoom(bytes, async () => {
				written = true;
			});
			assert.equal(written, fits);
		});
	}

	/** So much may be written before it looks again: a sixteenth of what is free, but never less than two thousandths of the whole. */
	for (const [held, share] of [
		[0, 62_500],
		[840_000, 10_000],
		[990_000, 2000],
	] as const) {
		it(`looks at the folder again before ${share} bytes are exceeded, when it held ${held}`, async () => {
			const { space, seen } = bench({ old: { bytes: held, usedAt: 0 } });
			for (const [bytes, looks] of [
				[1, 1],
				[share - 1, 1],
				[1, 2],
			] as const) {
				await space.withRoom(bytes, written);
				assert.equal(seen.looks, looks);
			}
		});
	}

	it('looks again after it was told to forget what it saw', async () => {
		const { space, seen } = bench({});
		await space.withRoom(1, written);
		space.forgetWhatWasSeen();
		await space.withRoom(1, written);
		assert.equal(seen.looks, 2);
	});

	const files = { a: { bytes: 200_000, usedAt: 1 }, c: { bytes: 400_000, usedAt: 3 }, b: { bytes: 300_000, usedAt: 2 } };
	for (const [bytes, removed] of [
		[100_000, []],
		[100_001, ['a']],
		[200_000, ['a']],
		[200_001, ['a', 'b']],
	] as const) {
		it(`removes ${removed.join(', ') || 'nothing'} of 900,000 bytes for ${bytes}: what was used longest ago, down to nine tenths`, async () => {
			const { space, seen } = bench(files);
			await space.withRoom(bytes, written);
			assert.deepEqual(seen.removed, removed);
		});
	}

	it('goes on to the next where it may not remove one, and fails only when that makes no room', async () => {
		const { space, seen, foreign } = bench(files);
		foreign.add('a');
		await space.withRoom(100_001, written);
		assert.deepEqual(seen.removed, ['b']);
		const full = bench(files);
		for (const name of ['a', 'b', 'c']) full.foreign.add(name);
		await assert.rejects(full.space.withRoom(100_001, assert.fail), { code: 'EACCES' });
	});

	it('works on where it may not remove what a killed process left', async () => {
		const { space, seen, foreign } = bench({}, { foreign: { bytes: 1, usedAt: 0 }, left: { bytes: 1, usedAt: 0 } });
		foreign.add('foreign');
		let wrote = false;
		await space.withRoom(1, async () => {
			wrote = true;
		});
		assert.deepEqual([seen.removed, wrote], [['left'], true]);
	});

	it('removes temporary files once nobody can be writing them any more', async () => {
		const now = new SimulatedPlatform().now();
		const { space, seen } = bench({}, { left: { bytes: 1, usedAt: now - 600_001 }, young: { bytes: 1, usedAt: now - 600_000 } });
		await space.withRoom(1, written);
		assert.deepEqual(seen.removed, ['left']);
	});

	it('lists what stands in its own folders only', async () => {
		const { space } = bench({ entry: { bytes: 1, usedAt: 0 } }, { young: { bytes: 1, usedAt: 0 } }, ['aa', 'aaa', 'xaa', 'tmp']);
		assert.deepEqual(
			(await space.list()).map(({ name }) => name),
			['entry'],
		);
	});
});

describe('the name of an error', () => {
	for (const [thrown, name] of [
		[Object.assign(new Error('no'), { code: 'EACCES' }), 'EACCES'],
		[Object.assign(new Error('no'), { code: 5 }), undefined],
		[new Error('no'), undefined],
		['no', undefined],
	] as const) {
		it(`is ${name} for ${JSON.stringify(thrown)}`, () => assert.equal(errorCode(thrown), name));
	}
});
