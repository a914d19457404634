import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Calm } from '../../../src/core/network/calm.ts';
import { DiskCache } from '../../../src/core/network/disk-cache.ts';
import { entryPath } from '../../../src/core/network/disk-entry.ts';
import type { CacheFiles } from '../../../src/core/network/disk-space.ts';
import type { StoredAnswer } from '../../../src/core/network/stored-answer.ts';
import { SimulatedPlatform } from '../../support/simulated-platform.ts';
import { removeFolder, temporaryFolder } from '../../support/temporary-folder.ts';

const stored = (packageName: string, value = `releases of ${packageName}`): StoredAnswer => ({
	packageName,
	value,
	fetchedAt: Date.UTC(2026, 0, 1),
	freshness: { lifetimeMs: 600_000, etag: '"x"', lastModified: null, volatile: false },
	bytes: value.length + 2,
});

const failure = (code: string) => Object.assign(new Error(code), { code });

describe('the disk cache', () => {
	let folder = '';
	beforeEach(async () => {
		folder = await temporaryFolder();
	});
	afterEach(async () => {
		await fs.chmod(folder, 0o700).catch(() => undefined);
		await removeFolder(folder);
	});

	function bench(files: Partial<CacheFiles> = {}, maxBytes = 10_000_000, root = join(folder, 'cache'), isCalm = () => true) {
		const platform = new SimulatedPlatform();
		platform.wallOffset = Date.now();
		const warnings = () => platform.lines.filter(({ level }) => level === 'warn').length;
		return {
			platform,
			root,
			warnings,
			cache: new DiskCache({ ...fs, ...files }, root, () => maxBytes, platform, new Calm(isCalm, platform)),
		};
	}

	async function write(cache: DiskCache, name: string, value?: string): Promise<void> {
		const answer = stored(name, value);
		await cache.write(`releases:${name}`, answer);
		await cache.settled();
	}

	const read = (cache: DiskCache, name: string) => cache.read(`releases:${name}`, name);
	const pathOf = (root: string, name: string) => join(root, ...entryPath(`releases:${name}`, name));
	const filesBelow = async (root: string) =>
		(await fs.readdir(root, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());

	it('reads nothing and creates nothing before it is used', async () => {
		const { root } = bench();
		await assert.rejects(fs.stat(root), { code: 'ENOENT' });
	});

	it('gives up where no folder can be made, though the system does not say so of the one above', async () => {
		const { cache, warnings } = bench({ mkdir: (() => Promise.reject(failure('ENOENT'))) as CacheFiles['mkdir'] });
		await write(cache, 'numpy');
		assert.deepEqual([cache.state.state, warnings()], ['degraded', 1]);
	});

	it('opens no file of an entry whose folder is not there, whoever made one meanwhile', async () => {
		let opened = 0;
		const other = bench();
		const { cache, platform } = bench({
			readFile: ((path: string, encoding: 'utf8') => {
				opened++;
				return fs.readFile(path, encoding);
			}) as CacheFiles['readFile'],
		});
		assert.equal(await read(cache, 'numpy'), undefined);
		await write(other.cache, 'numpy');
		await write(cache, 'flask');
		assert.deepEqual([(await read(cache, 'flask'))?.value, opened], ['releases of flask', 1]);
		await platform.advance(251);
		assert.deepEqual([(await read(cache, 'numpy'))?.value, opened], ['releases of numpy', 2]);
	});

	it('never writes into a temporary file that somebody else made', async () => {
		const flags: unknown[] = [];
		const { cache } = bench({
			writeFile: async (path, content, options) => {
				flags.push(options);
				await fs.writeFile(path, content, options);
			},
		});
		await write(cache, 'numpy');
		assert.ok(flags.length > 0);
		for (const flag of flags) assert.deepEqual(flag, { flag: 'wx' });
	});

	it('gives back what was written, also to another process, and leaves no temporary file', async () => {
		const { cache, root } = bench();
		assert.equal(await read(cache, 'numpy'), undefined);
		await write(cache, 'numpy');
		assert.deepEqual(await read(cache, 'numpy'), stored('numpy'));
		assert.deepEqual(await read(bench().cache, 'numpy'), stored('numpy'));
		assert.equal((await filesBelow(root)).length, 1);
		assert.deepEqual(await fs.readdir(join(root, 'v1', 'tmp')), []);
	});

	it('replaces what was there', async () => {
		const { cache } = bench();
		await write(cache, 'numpy', 'old');
		await write(cache, 'numpy', 'new');
		assert.equal((await read(cache, 'numpy'))?.value, 'new');
	});

	it('keeps the newest of two answers that are written at once, however long each takes', async () => {
		let slow = true;
		const { cache, root } = bench({
			writeFile: async (...given) => {
				if (slow) {
					slow = false;
					for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate);
				}
				await fs.writeFile(...given);
			},
		});
		await fs.mkdir(join(root, 'v1', 'tmp'), { recursive: true });
		for (const value of ['old', 'new']) await cache.write('releases:numpy', stored('numpy', value));
		await cache.settled();
		assert.equal((await read(cache, 'numpy'))?.value, 'new');
	});

	it('drops a damaged entry, says so at debug, and works on', async () => {
		const { cache, root, platform, warnings } = bench();
		await write(cache, 'numpy');
		await fs.appendFile(pathOf(root, 'numpy'), 'x');
		assert.equal(await read(cache, 'numpy'), undefined);
		await cache.settled();
		assert.deepEqual(await filesBelow(root), []);
		const line = platform.lines.find(({ level }) => level === 'debug');
		assert.match(line?.message ?? '', /damaged/);
		assert.deepEqual(line?.fields, { package: 'numpy' });
		assert.equal(warnings(), 0);
		await write(cache, 'numpy');
		assert.deepEqual(await read(cache, 'numpy'), stored('numpy'));
	});

	it('forgets one package, one entry, or everything, and counts', async () => {
		const { cache, root } = bench();
		for (const name of ['numpy', 'flask', 'django']) await write(cache, name);
		const { size } = await fs.stat(pathOf(root, 'numpy'));
		const neighbour = join(pathOf(root, 'numpy'), '..', `${'0'.repeat(16)}-of-another-package`);
		await fs.writeFile(neighbour, 'x');
		assert.deepEqual(await cache.forget('numpy'), { entries: 1, bytes: size });
		assert.deepEqual(await cache.forget('numpy'), { entries: 0, bytes: 0 });
		await fs.unlink(neighbour);
		await cache.remove('releases:flask', 'flask');
		await cache.remove('releases:flask', 'flask');
		assert.equal((await cache.clear()).entries, 1);
		assert.equal((await cache.stats(10)).entries, 0);
		assert.deepEqual(cache.state, { state: 'ok' });
	});

	it('tells what it holds, the packages used last first, no more than asked for', async () => {
		const { cache, root } = bench();
		for (const [age, name] of ['numpy', 'flask', 'django'].entries()) {
			await write(cache, name);
			await fs.utimes(pathOf(root, name), 1000 - age, 1000 - age);
		}
		const stats = await cache.stats(2);
		assert.deepEqual(
			stats.packages.map(({ name }) => name),
			['numpy', 'flask'],
		);
		assert.equal(stats.entries, 3);
		assert.deepEqual([stats.oldest, stats.newest], [998_000, 1_000_000]);
		assert.equal(stats.packages[0]?.fetchedAt, stored('numpy').fetchedAt);
		assert.ok(stats.bytes > 0);
		assert.deepEqual(await bench({}, 1000, join(folder, 'empty')).cache.stats(2), {
			entries: 0,
			bytes: 0,
			oldest: undefined,
			newest: undefined,
			packages: [],
		});
	});

	it('sums up the entries of a package and leaves out what is no entry', async () => {
		const { cache, root } = bench();
		await write(cache, 'numpy');
		const answer = stored('numpy');
		await cache.write('metadata:numpy', answer);
		await cache.settled();
		await fs.writeFile(join(root, 'v1', entryPath('', 'numpy')[1], 'stray'), 'x');
		const { packages, bytes } = await cache.stats(10);
		assert.deepEqual(packages, [{ name: 'numpy', entries: 2, bytes: bytes - 1, fetchedAt: answer.fetchedAt }]);
	});

	it('tells what it holds, however long the headers of the answers were', async () => {
		const { cache } = bench();
		const long = 'é'.repeat(1000);
		const freshness = { lifetimeMs: 0, etag: long, lastModified: '"'.repeat(1000), volatile: false };
		await cache.write('key', { ...stored('x'.repeat(200)), freshness });
		assert.deepEqual(
			(await cache.stats(10)).packages.map(({ name }) => name),
			['x'.repeat(200)],
		);
		assert.equal((await cache.read('key', 'x'.repeat(200)))?.freshness.etag, long);
	});

	it('settles also while others never stop writing', async () => {
		const { cache } = bench();
		let [isOver, written] = [false, 0];
		const writeOn = async (): Promise<void> => {
			while (!isOver && written < 2000) {
				await cache.write(`key ${written++}`, stored('numpy'));
				await new Promise(setImmediate);
			}
		};
		const writing = writeOn();
		await cache.settled();
		isOver = true;
		assert.ok(written < 2000, `settled after ${written} writes`);
		await writing;
		await cache.settled();
	});

	it('keeps within its bound: what was used longest ago goes', async () => {
		const { cache, root } = bench({}, 20_000);
		for (let i = 0; i < 60; i++) {
			await write(cache, `package-${i}`, 'x'.repeat(700));
			// A use of the first one now and then, seen by its time.
			await fs.utimes(pathOf(root, 'package-0'), Date.now() / 1000 + i, Date.now() / 1000 + i);
			await fs.utimes(pathOf(root, `package-${i}`), 1000 + i, i === 0 ? Date.now() / 1000 : 1000 + i);
			assert.ok((await cache.stats(0)).bytes <= 21_000);
		}
		assert.ok((await read(cache, 'package-0')) !== undefined);
		assert.ok((await read(cache, 'package-59')) !== undefined);
		assert.equal(await read(cache, 'package-1'), undefined);
	});

	it('keeps within its bound when several processes write', async () => {
		const caches = Array.from({ length: 4 }, () => bench({}, 40_000).cache);
		for (let i = 0; i < 160; i++) {
			const cache = caches[i % 4];
			assert.ok(cache !== undefined);
			await write(cache, `package-${i}`, 'x'.repeat(1000));
		}
		const { bytes } = (await caches[0]?.stats(0)) ?? { bytes: 0 };
		assert.ok(bytes <= 42_000 && bytes > 20_000, `${bytes} bytes`);
	});

	it('keeps within its bound when many are written at once', async () => {
		const { cache } = bench({}, 40_000);
		for (let burst = 0; burst < 6; burst++) {
			await Promise.all(
				Array.from({ length: 8 }, (_, i) => cache.write(`key ${burst} ${i}`, stored(`package-${burst}-${i}`, 'x'.repeat(6000)))),
			);
			const { bytes } = await cache.stats(0);
			assert.ok(bytes <= 42_000, `${bytes} bytes after burst ${burst}`);
		}
	});

	it('does not keep what is too large for it', async () => {
		const { cache } = bench({}, 20_000);
		await write(cache, 'huge', 'x'.repeat(6000));
		assert.equal(await read(cache, 'huge'), undefined);
		assert.deepEqual(cache.state, { state: 'ok' });
	});

	it('notes a use once a session, so that what is used stays', async () => {
		const touched: unknown[] = [];
		const { cache, root, platform } = bench({
			utimes: async (...given) => {
				await new Promise(setImmediate);
				touched.push(given);
			},
		});
		await write(cache, 'numpy');
		for (let i = 0; i < 3; i++) await read(cache, 'numpy');
		await cache.settled();
		const now = platform.now() / 1000;
		assert.deepEqual(touched, [[pathOf(root, 'numpy'), now, now]]);
	});

	it('goes on when a use cannot be noted', async () => {
		const { cache, platform, warnings } = bench({ utimes: () => Promise.reject(failure('EROFS')) });
		await write(cache, 'numpy');
		assert.deepEqual(await read(cache, 'numpy'), stored('numpy'));
		await cache.settled();
		assert.deepEqual(
			platform.lines.map(({ level, fields }) => [level, fields]),
			[['debug', { code: 'EROFS' }]],
		);
		assert.deepEqual(cache.state, { state: 'ok' });
		assert.equal(warnings(), 0);
	});

	it('removes temporary files that a killed process left, and no younger ones', async () => {
		const { cache, root } = bench();
		const tmp = join(root, 'v1', 'tmp');
		await fs.mkdir(tmp, { recursive: true });
		await fs.writeFile(join(tmp, 'left'), 'half');
		await fs.utimes(join(tmp, 'left'), 1000, 1000);
		await fs.writeFile(join(tmp, 'young'), 'half');
		await write(cache, 'numpy');
		assert.deepEqual(await fs.readdir(tmp), ['young']);
	});

	it('leaves folders of other versions alone', async () => {
		const { cache, root } = bench();
		await fs.mkdir(join(root, 'v2', 'aa'), { recursive: true });
		await fs.writeFile(join(root, 'v2', 'aa', 'entry'), 'of the future');
		await write(cache, 'numpy');
		await cache.clear();
		assert.equal(await fs.readFile(join(root, 'v2', 'aa', 'entry'), 'utf8'), 'of the future');
	});

	it('makes its folders anew when somebody wiped them while it was running', async () => {
		const { cache, root, warnings } = bench();
		await write(cache, 'numpy');
		await fs.rm(root, { recursive: true });
		assert.equal(await read(cache, 'numpy'), undefined);
		await write(cache, 'numpy');
		assert.deepEqual(await read(cache, 'numpy'), stored('numpy'));
		assert.equal(warnings(), 0);
	});

	for (const [what, root] of [
		['a file', ['cache']],
		['below a file', ['cache', 'below']],
	] as const) {
		it(`works from memory, with one warning, when its folder is ${what}`, async () => {
			await fs.writeFile(join(folder, 'cache'), 'x');
			const { cache, warnings } = bench({}, 10_000_000, join(folder, ...root));
			for (const name of ['numpy', 'flask']) {
				assert.equal(await read(cache, name), undefined);
				await write(cache, name);
			}
			assert.equal(cache.state.state === 'degraded' && cache.state.reason, 'ENOTDIR');
			assert.equal(warnings(), 1);
			assert.deepEqual(await cache.clear(), { entries: 0, bytes: 0 });
			assert.equal((await cache.stats(10)).entries, 0);
		});
	}

	for (const code of ['ENOSPC', 'EROFS', 'EACCES', 'EMFILE', 'EIO']) {
		it(`rests after ${code}, with one warning, and recovers`, async () => {
			let broken = true;
			let writes = 0;
			const writeFile: CacheFiles['writeFile'] = (...given) => {
				writes++;
				return broken ? Promise.reject(failure(code)) : fs.writeFile(...given);
			};
			const { cache, root, platform, warnings } = bench({ writeFile });
			for (let i = 0; i < 5; i++) await write(cache, 'numpy');
			assert.equal(writes, 1, 'a folder that cannot be written is left alone for a while');
			assert.deepEqual(cache.state, { state: 'degraded', reason: code, since: platform.now() });
			assert.equal(warnings(), 1);
			assert.deepEqual(platform.lines[0]?.fields, { folder: root, code });
			await platform.advance(60_000);
			await write(cache, 'numpy');
			assert.equal(writes, 2);
			assert.equal(warnings(), 1);
			broken = false;
			await platform.advance(60_000);
			await write(cache, 'numpy');
			assert.deepEqual(cache.state, { state: 'ok' });
			await write(cache, 'numpy');
			assert.deepEqual(await read(cache, 'numpy'), stored('numpy'));
			assert.equal((await filesBelow(root)).length, 1);
			const back = platform.lines.filter(({ level }) => level === 'info');
			assert.deepEqual(
				back.map(({ fields }) => fields),
				[{ folder: root }],
			);
		});
	}

	it('does not try what waits to be written when it begins to rest', async () => {
		let writes = 0;
		const writeFile = () => {
			writes++;
			return Promise.reject(failure('ENOSPC'));
		};
		const { cache } = bench({ writeFile });
		for (let i = 0; i < 40; i++) await cache.write(`key ${i}`, stored('numpy'));
		await cache.settled();
		// Eight at once, and those that began before the first of them was known to have failed.
		assert.ok(writes <= 16, `${writes} writes`);
	});

	it('writes when it is calm, or at once when much waits', async () => {
		const { cache, root } = bench({}, 100_000_000, undefined, () => false);
		await cache.write('releases:numpy', stored('numpy'));
		await cache.write('releases:flask', { ...stored('flask'), bytes: 33_000_000 });
		await assert.rejects(fs.stat(pathOf(root, 'numpy')), { code: 'ENOENT' });
		await fs.stat(pathOf(root, 'flask'));
		await cache.settled();
		await fs.stat(pathOf(root, 'numpy'));
	});

	it('leaves no temporary file when an entry cannot be put in its place', async () => {
		const { cache, root } = bench({ rename: () => Promise.reject(failure('EPERM')) });
		await write(cache, 'numpy');
		assert.deepEqual(await filesBelow(root), []);
		assert.equal(cache.state.state === 'degraded' && cache.state.reason, 'EPERM');
	});

	it('tells the first failure, not that of tidying up after it', async () => {
		const { cache } = bench({ rename: () => Promise.reject(failure('EPERM')), unlink: () => Promise.reject(failure('EBUSY')) });
		await write(cache, 'numpy');
		assert.equal(cache.state.state === 'degraded' && cache.state.reason, 'EPERM');
	});

	it('degrades when an entry cannot be read, listed or removed', async () => {
		const broken = () => Promise.reject(failure('EIO'));
		await write(bench().cache, 'numpy');
		const unreadable = bench({ readFile: broken });
		assert.equal(await read(unreadable.cache, 'numpy'), undefined);
		assert.equal(unreadable.cache.state.state, 'degraded');
		for (const files of [{ readdir: broken }, { stat: broken }, { open: broken }, { unlink: broken }]) {
			await write(bench().cache, 'numpy');
			const { cache } = bench(files);
			assert.equal((await cache.stats(10)).packages.length, 'unlink' in files ? 1 : 0);
			await cache.clear();
			assert.equal(cache.state.state, 'degraded', Object.keys(files)[0]);
		}
	});

	it('clears all that it may remove, whatever it may not', async () => {
		const names = ['numpy', 'flask', 'django'];
		for (const name of names) await write(bench().cache, name);
		const [foreign = ''] = names.map((name) => pathOf(bench().root, name)).sort(); // The first that is found.
		const unlink: CacheFiles['unlink'] = (path) => (path === foreign ? Promise.reject(failure('EACCES')) : fs.unlink(path));
		const { cache, root, warnings } = bench({ unlink });
		assert.equal((await cache.clear()).entries, 2);
		assert.deepEqual(
			(await filesBelow(root)).map(({ name }) => name),
			[basename(foreign)],
		);
		assert.deepEqual([cache.state.state === 'degraded' && cache.state.reason, warnings()], ['EACCES', 1]);
	});

	it('names an error that has no code', async () => {
		const { cache } = bench({ writeFile: () => Promise.reject(new Error('odd')) });
		await write(cache, 'numpy');
		assert.equal(cache.state.state === 'degraded' && cache.state.reason, 'unknown');
	});

	it('takes files that vanish while it looks at them for gone', async () => {
		const gone = () => Promise.reject(failure('ENOENT'));
		await write(bench().cache, 'numpy');
		for (const [files, removed] of [
			[{ stat: gone }, 0],
			[{ unlink: gone }, 0],
			[{ open: gone }, 1],
		] as const) {
			const { cache } = bench(files);
			assert.equal((await cache.stats(10)).packages.length, 'unlink' in files ? 1 : 0);
			assert.equal((await cache.clear()).entries, removed);
			assert.deepEqual(cache.state, { state: 'ok' });
		}
	});

	it('leaves out what vanishes while it is looked at, and no file open', async () => {
		const opened: fs.FileHandle[] = [];
		const open: CacheFiles['open'] = async (path, flags) => {
			if (opened.length > 0) throw failure('ENOENT');
			const handle = await fs.open(path, flags);
			opened.push(handle);
			return handle;
		};
		for (const name of ['numpy', 'flask']) await write(bench().cache, name);
		const { cache } = bench({ open });
		assert.equal((await cache.stats(10)).packages.length, 1);
		assert.deepEqual(
			opened.map(({ fd }) => fd),
			[-1],
		);
	});

	it('lets its caller wait only when much waits to be written', async () => {
		let letGo: () => void = () => undefined;
		let gate = new Promise<void>((resolve) => {
			letGo = resolve;
		});
		const gated: Partial<CacheFiles> = {
			writeFile: async (...given) => {
				await gate;
				await fs.writeFile(...given);
			},
		};
		const { cache } = bench(gated, 100_000_000);
		const answer = { ...stored('numpy'), bytes: 4_000_000 };
		const waiting = new Set<Promise<void>>();
		for (let i = 0; i < 12; i++) {
			const written: Promise<void> = cache.write(`key ${i}`, answer).finally(() => waiting.delete(written));
			waiting.add(written);
		}
		await new Promise(setImmediate);
		// Eight of them are 32 MB.
		assert.equal(waiting.size, 4);
		letGo();
		await Promise.all(waiting);
		await cache.settled();
		assert.equal((await cache.stats(0)).entries, 12);
		gate = new Promise<void>((resolve) => {
			letGo = resolve;
		});
		await cache.write('key 0', answer); // Would never resolve if it waited.
		letGo();
		await cache.settled();
	});
});
