import { checkFolders } from '../../src/core/check.ts';
import { nodeFiles } from '../../src/core/project/files.ts';
import { longestStandstill, type Standstill } from '../../test/support/loop-watch.ts';
import { type BenchIndex, startIndex } from '../bench-index.ts';
import { median, type Row } from '../row.ts';
import { engineFor, withFolder, writePyproject } from '../workbench.ts';

const requirements = 500;

/** How long the event loop, which an editor shares with other extensions, stands still while a large project loads. */
export async function loadingRows(): Promise<readonly Row[]> {
	await using index = await startIndex({ packages: requirements, size: 'realistic', latencyMs: 50 });
	const cold: Standstill[] = [];
	const warm: Standstill[] = [];
	for (let run = 0; run < 3; run++) {
		await withFolder(async (folder) => {
			await writePyproject(folder, requirements);
			cold.push(await load(index, folder));
			warm.push(await load(index, folder));
		});
	}
	return [row('event loop held up, loading 500 requirements', cold), row('… from disk', warm)];
}

async function load(index: BenchIndex, folder: string): Promise<Standstill> {
	const engine = engineFor(index.url, folder);
	const standstill = await longestStandstill(() => checkFolders(engine, [folder], nodeFiles));
	await engine.close();
	return standstill;
}

function row(figure: string, runs: readonly Standstill[]): Row {
	const worked = runs.map((run) => run.worked);
	const passed = runs.map((run) => run.passed.toFixed(0)).join(', ');
	return { figure, measured: median(worked), limit: 50, unit: 'ms', note: `work of this thread; by the clock ${passed} ms` };
}
