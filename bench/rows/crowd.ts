import { longestStandstill, type Standstill } from '../../test/support/loop-watch.ts';
import { askAll, isAnswered } from '../asking.ts';
import { type BenchIndex, startIndex } from '../bench-index.ts';
import { packageNames } from '../index-pages.ts';
import { median, percent, type Row } from '../row.ts';
import { engineFor, withFolder } from '../workbench.ts';

const runs = 3;

/** Many look-ups that begin in the same moment. */
export async function crowdRows(): Promise<readonly Row[]> {
	return [...(await crowd(500)), ...(await crowd(5000))];
}

async function crowd(size: number): Promise<readonly Row[]> {
	await using index = await startIndex({ packages: size, size: 'small', latencyMs: 20 });
	const standstills: Standstill[] = [];
	let answered = 0;
	for (let run = 0; run < runs; run++) {
		const result = await rush(index, size);
		standstills.push(result.standstill);
		answered += result.answered;
	}
	const worked = standstills.map((standstill) => standstill.worked);
	const note = `work of this thread, of ${worked.map((ms) => ms.toFixed(0)).join(', ')} ms; by the clock ${standstills.map(({ passed }) => passed.toFixed(0)).join(', ')} ms`;
	return [
		{ figure: `${size} look-ups at once: answered`, measured: percent(answered, runs * size), limit: 100, bound: 'least', unit: '%' },
		{ figure: '… event loop held up', measured: median(worked), limit: 50, unit: 'ms', note },
	];
}

function rush(index: BenchIndex, size: number): Promise<{ readonly answered: number; readonly standstill: Standstill }> {
	return withFolder(async (folder) => {
		const engine = engineFor(index.url, folder);
		let answered = 0;
		const standstill = await longestStandstill(async () => {
			answered = (await askAll(engine, packageNames(size), size)).filter(isAnswered).length;
		});
		await engine.close();
		return { answered, standstill };
	});
}
