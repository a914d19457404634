import { checkFolders } from '../../src/core/check.ts';
import { nodeFiles } from '../../src/core/project/files.ts';
import { type BenchIndex, startIndex } from '../bench-index.ts';
import { type PageSize, packageName, releaseVersion } from '../index-pages.ts';
import { best, type Row } from '../row.ts';
import { engineFor, withFolder, writePyproject } from '../workbench.ts';

const requirements = 200;
const concurrency = 50;

/**
 * All findings of a project: with an empty cache, then in a new engine on the cache that this left. Small pages show what the layers of
 * the client cost beside the network, realistic ones what it costs to read, keep and judge hundreds of files a package.
 */
export async function checkRows(): Promise<readonly Row[]> {
	const small = await measureRuns('small');
	const realistic = await measureRuns('realistic');
	const runs = [...small, ...realistic];
	return [
		cold('check 200 requirements, cold, small pages', 1.3, small),
		cold('… realistic pages', 2.5, realistic),
		{ figure: '… connections opened', measured: Math.max(...runs.map((run) => run.connections)), limit: concurrency, unit: '' },
		{ figure: '… again, warm from disk, realistic pages', measured: best(realistic.map((run) => run.warm)), limit: 300, unit: 'ms' },
		{ figure: '… requests when warm', measured: Math.max(...runs.map((run) => run.warmRequests)), limit: 0, unit: '' },
	];
}

interface Run {
	/** All of these in ms. */
	readonly least: number;
	readonly cold: number;
	readonly warm: number;
	readonly connections: number;
	readonly warmRequests: number;
}

function cold(figure: string, limit: number, runs: readonly Run[]): Row {
	const took = best(runs.map((run) => run.cold));
	const least = best(runs.map((run) => run.least));
	return { figure, measured: took / least, limit, unit: '×', note: `${took.toFixed(0)} ms, least possible ${least.toFixed(0)} ms` };
}

async function measureRuns(size: PageSize): Promise<readonly Run[]> {
	await using index = await startIndex({ packages: requirements, size, latencyMs: 50 });
	const runs: Run[] = [];
	for (let run = 0; run < 5; run++) runs.push(await withFolder((folder) => measure(index, folder)));
	return runs;
}

async function measure(index: BenchIndex, folder: string): Promise<Run> {
	await writePyproject(folder, requirements);
	const least = await readAll(index.url);
	await index.reset();
	const cold = await check(index.url, folder);
	const { connections } = await index.traffic();
	await index.reset();
	const warm = await check(index.url, folder);
	return { least, cold, connections, warm, warmRequests: (await index.traffic()).requests };
}

/** ms until the findings are there. */
async function check(url: string, folder: string): Promise<number> {
	const startedAt = performance.now();
	const engine = engineFor(url, folder);
	const { status, items } = await checkFolders(engine, [folder], nodeFiles);
	const took = performance.now() - startedAt;
	await engine.close();
	const unasked = items.flatMap(({ findings }) => findings.filter(({ code }) => code === 'docs-unavailable'));
	if (status !== 'complete' || unasked.length > 0) throw new Error(`The check failed: ${status}, ${unasked[0]?.message}`);
	return took;
}

/** The least possible: ms to get the same answers and read their JSON with nothing but `fetch`, as many at once. */
async function readAll(url: string): Promise<number> {
	const names = Array.from({ length: requirements }, (_, number) => packageName(number)).values();
	const startedAt = performance.now();
	const takeTurns = async () => {
		for (const name of names) {
			await (await fetch(`${url}/${name}/`)).json();
			// What is known of the release in use is one answer more.
			await (await fetch(new URL(`/pypi/${name}/${releaseVersion(0)}/json`, url))).json();
		}
	};
	await Promise.all(Array.from({ length: concurrency }, takeTurns));
	return performance.now() - startedAt;
}
