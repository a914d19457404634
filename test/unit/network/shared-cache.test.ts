import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { DiskCache } from '../../../src/core/network/disk-cache.ts';
import { type LogLevel, realPlatform } from '../../../src/core/platform.ts';
import { removeFolder, temporaryFolder } from '../../support/temporary-folder.ts';

const script = fileURLToPath(new URL('../../support/cache-writer.ts', import.meta.url));

describe('a cache folder that several processes share', () => {
	let folder = '';
	let children: ChildProcess[] = [];
	const complaints: string[] = [];
	const cacheOf = () =>
		new DiskCache(
			fs,
			folder,
			() => 20_000_000,
			realPlatform((_level: LogLevel, message) => complaints.push(message)),
		);

	beforeEach(async () => {
		folder = await temporaryFolder();
		children = [];
		complaints.length = 0;
	});
	afterEach(async () => {
		for (const child of children) child.kill('SIGKILL');
		await removeFolder(folder);
	});

	interface Writer {
		readonly child: ChildProcess;
		/** Listened for from the start: it may end before anybody else is ready. */
		readonly exited: Promise<unknown[]>;
	}

	/** Resolves when it has written its first round. */
	async function startWriter(name: string, rounds: number): Promise<Writer> {
		const child = spawn(process.execPath, [script, folder, name, String(rounds)], { stdio: ['ignore', 'pipe', 'inherit'] });
		children.push(child);
		const exited = once(child, 'exit');
		await once(child.stdout, 'data');
		return { child, exited };
	}

	/** How many entries could be read; each of them whole and by one writer. */
	async function readAll(cache: DiskCache): Promise<number> {
		let found = 0;
		for (let i = 0; i < 8; i++) {
			const answer = await cache.read(`releases:package-${i}`, `package-${i}`);
			if (answer === undefined) continue;
			found++;
			const { text } = answer.value as { readonly text: string };
			assert.equal(text, text.slice(0, 1).repeat(20_000));
		}
		return found;
	}

	it('never shows a torn or a mixed entry while three of them write the same ones', async () => {
		const writers = await Promise.all(['one', 'two', 'three'].map((name) => startWriter(name, 40)));
		const ended = Promise.all(writers.map(({ exited }) => exited));
		let running = true;
		const stopped = ended.then(() => {
			running = false;
		});
		let reads = 0;
		while (running) reads += await readAll(cacheOf());
		await stopped;
		assert.ok(reads > 8, `${reads} reads`);
		assert.equal(await readAll(cacheOf()), 8);
		assert.deepEqual(complaints, []);
		assert.deepEqual(
			(await ended).map(([code]) => code),
			[0, 0, 0],
		);
	}).timeout(30_000);

	it('loses nothing but the write in flight when one of them is killed', async () => {
		for (let kill = 0; kill < 5; kill++) {
			const { child, exited } = await startWriter('killed', 1_000_000);
			child.kill('SIGKILL');
			await exited;
			assert.equal(await readAll(cacheOf()), 8);
		}
		assert.deepEqual(complaints, []);
	}).timeout(30_000);
});
