import { monitorEventLoopDelay } from 'node:perf_hooks';
import { checkFolders } from '../../src/core/check.ts';
import { nodeFiles } from '../../src/core/project/files.ts';
import { type BenchIndex, startIndex } from '../bench-index.ts';
import { median, type Row } from '../row.ts';
import { engineFor, withFolder, writePyproject } from '../workbench.ts';

const requirements = 500;

/** How long the event loop, which an editor shares with other extensions, stands still while a large project loads. */
export async function loadingRows(): Promise<readonly Row[]> {
	const index = await startIndex({ packages: requirements, size: 'realistic', latencyMs: 50 });
	try {
		const cold: number[] = [];
		const warm: number[] = [];
		for (let run = 0; run < 3; run++) {
			await withFolder(async (folder) => {
				await writePyproject(folder, requirements);
				cold.push(await longestBlock(index, folder));
				warm.push(await longestBlock(index, folder));
			});
		}
		return [
			{ figure: 'event loop blocked, loading 500 requirements', measured: median(cold), limit: 50, unit: 'ms', note: each(cold) },
			{ figure: '… from disk', measured: median(warm), limit: 50, unit: 'ms', note: each(warm) },
		];
	} finally {
		await index.close();
	}
}

async function longestBlock(index: BenchIndex, folder: string): Promise<number> {
	const delay = monitorEventLoopDelay({ resolution: 1 });
	const engine = engineFor(index.url, folder);
	delay.enable();
	await checkFolders(engine, [folder], nodeFiles);
	delay.disable();
	await engine.close();
	return delay.max / 1e6;
}

function each(runs: readonly number[]): string {
	return `runs ${runs.map((ms) => ms.toFixed(0)).join(', ')}`;
}
