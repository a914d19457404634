import { askAll, isAnswered } from '../asking.ts';
import { startIndex } from '../bench-index.ts';
import { packageNames } from '../index-pages.ts';
import { mean, percent, quantile, type Row } from '../row.ts';
import { engineFor, withFolder } from '../workbench.ts';

const atOnce = 50;
const latencyMs = 20;

/** Every second exchange hangs. */
export async function hangingRows(): Promise<readonly Row[]> {
	const packages = 1000;
	await using index = await startIndex({ packages, size: 'small', latencyMs, faults: { hang: 0.5 } });
	return await withFolder(async (folder) => {
		const engine = engineFor(index.url, folder);
		const outcomes = await askAll(engine, packageNames(packages), atOnce);
		const { attempts, breakerTransitions } = engine.client.metrics();
		await engine.close();
		const seconds = outcomes.map(({ ms }) => ms / 1000);
		const note = `${attempts} exchanges; the breaker changed ${breakerTransitions} times`;
		const complete = percent(outcomes.filter(isAnswered).length, packages);
		return [
			{ figure: '1,000 packages, half of all exchanges hang: complete', measured: complete, limit: 99, bound: 'least', unit: '%', note },
			{ figure: '… mean time of a look-up', measured: mean(seconds), limit: 1.8, unit: 's' },
			{ figure: '… p95', measured: quantile(seconds, 0.95), limit: 6, unit: 's', note: `slowest ${Math.max(...seconds).toFixed(1)} s` },
		];
	});
}

/** Two exchanges in a hundred go wrong in each of six ways that another try can cure. */
export async function recoveryRows(): Promise<readonly Row[]> {
	const packages = 3000;
	const faults = { reset: 0.02, '500': 0.02, '502': 0.02, 'cut off': 0.02, hang: 0.02, '429': 0.02 };
	await using index = await startIndex({ packages, size: 'small', latencyMs, faults });
	return await withFolder(async (folder) => {
		const engine = engineFor(index.url, folder);
		const outcomes = await askAll(engine, packageNames(packages), atOnce);
		const { troubled, recovered, retries } = engine.client.metrics();
		await engine.close();
		const note = `${recovered} of ${troubled}, in ${retries} retries; ${outcomes.filter(isAnswered).length} of all ${packages} answered`;
		const measured = percent(recovered, troubled);
		return [
			{ figure: 'look-ups hit by a failure that a retry can cure: recovered', measured, limit: 99.5, bound: 'least', unit: '%', note },
		];
	});
}

/** How far connections are used again. */
export async function connectionRows(): Promise<readonly Row[]> {
	const packages = 2000;
	await using index = await startIndex({ packages, size: 'small', latencyMs });
	return await withFolder(async (folder) => {
		const engine = engineFor(index.url, folder);
		await askAll(engine, packageNames(packages), atOnce);
		const { connections: counted } = engine.client.metrics();
		await engine.close();
		const { requests, connections } = await index.traffic();
		const note = `${connections} for ${requests} requests, ${counted} of them in the metrics`;
		const fewer = percent(requests - connections, requests);
		return [{ figure: '2,000 requests: fewer connections than requests', measured: fewer, limit: 95, bound: 'least', unit: '%', note }];
	});
}
