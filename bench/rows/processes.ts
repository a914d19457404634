import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { DiskCache } from '../../src/core/network/disk-cache.ts';
import { realPlatform } from '../../src/core/platform.ts';
import { type BenchIndex, startIndex } from '../bench-index.ts';
import { median, type Row } from '../row.ts';
import { engineFor, withFolder, writePyproject } from '../workbench.ts';

const writer = fileURLToPath(new URL('../../test/faults/processes/writer.ts', import.meta.url));
const commandLine = fileURLToPath(new URL('../../src/bin.ts', import.meta.url));
const entries = 8;

/** A process is killed while it writes the cache, that often, and each time the folder is read. */
export async function killRows(kills: number): Promise<readonly Row[]> {
	const sums = { torn: 0, wrong: 0, lost: 0 };
	await withFolder(async (folder) => {
		for (let kill = 0; kill < kills; kill++) {
			const rounds = await writeUntilKilled(folder, `writer-${kill}`);
			for (const damage of await damages(folder, `writer-${kill}`, rounds)) sums[damage]++;
		}
	});
	const figures = [
		['torn', 'entries torn'],
		['wrong', '… wrong'],
		['lost', '… lost, but for the writes in flight'],
	] as const;
	return figures.map(([damage, figure]) => ({
		figure: damage === 'torn' ? `a writer of the cache killed ${kills} times: ${figure}` : figure,
		measured: sums[damage],
		limit: 0,
		unit: '',
	}));
}

/** Kills it at any moment of its work. Resolves with how many rounds it had said to be written by then. */
async function writeUntilKilled(folder: string, name: string): Promise<number> {
	const child = spawn(process.execPath, [writer, folder, name], { stdio: ['pipe', 'pipe', 'inherit'] });
	let rounds = 0;
	child.stdout.on('data', (dots: Buffer) => {
		rounds += dots.length;
		if (rounds > 1) setTimeout(() => child.kill('SIGKILL'), Math.random() * 50);
	});
	await once(child, 'close');
	return rounds;
}

/** What is wrong with the entries, of which the writer said that it wrote all in so many rounds. */
async function damages(folder: string, name: string, rounds: number): Promise<readonly ('torn' | 'wrong' | 'lost')[]> {
	let damaged = false;
	const platform = realPlatform((_level, message) => {
		if (message.includes('damaged')) damaged = true;
	});
	const cache = new DiskCache(fs, folder, () => 20_000_000, platform);
	const found: ('torn' | 'wrong' | 'lost')[] = [];
	for (let entry = 0; entry < entries; entry++) {
		damaged = false;
		const answer = await cache.read(`releases:package-${entry}`, `package-${entry}`);
		const value = answer?.value as { readonly writer: string; readonly round: number; readonly text: string } | undefined;
		if (damaged) found.push('torn');
		else if (value === undefined || value.writer !== name || value.round < rounds - 1) found.push('lost');
		else if (value.text !== String.fromCharCode(97 + ((value.round + entry) % 26)).repeat(20_000)) found.push('wrong');
	}
	await cache.settled();
	return found;
}

/** How long an end takes while the index says nothing. */
export async function endRows(): Promise<readonly Row[]> {
	await using index = await startIndex({ packages: 1, size: 'small', latencyMs: 0, faults: { hang: 1 } });
	return await withFolder(async (folder) => {
		const file = await writePyproject(folder, 20);
		const terminated: number[] = [];
		for (let run = 0; run < 3; run++) terminated.push(await terminate(file, index));
		const engine = engineFor(index.url, folder);
		const asked = engine.index.releases('hangs').catch(() => undefined);
		await hasBeenAsked(index);
		const startedAt = performance.now();
		await engine.close();
		const closed = performance.now() - startedAt;
		await asked;
		return [
			{ figure: 'autodocs check, from SIGTERM to its end, index hanging', measured: median(terminated), limit: 2000, unit: 'ms' },
			{ figure: 'an engine with a look-up that hangs: closed', measured: closed, limit: 2500, unit: 'ms', note: 'drains for 2 s' },
		];
	});
}

async function terminate(file: string, index: BenchIndex): Promise<number> {
	await index.reset();
	const environment = { ...process.env, AUTODOCS_INDEX_URL: index.url, AUTODOCS_CACHE_DIR: `${file}.cache` };
	const child: ChildProcess = spawn(process.execPath, [commandLine, 'check', file], { env: environment, stdio: 'ignore' });
	const ended = once(child, 'exit');
	await hasBeenAsked(index);
	const startedAt = performance.now();
	child.kill('SIGTERM');
	await ended;
	return performance.now() - startedAt;
}

async function hasBeenAsked(index: BenchIndex): Promise<void> {
	while ((await index.traffic()).requests === 0);
}
