import { setTimeout as sleep } from 'node:timers/promises';
import { giveBackPages, type Handles, heldHeap, moreHandles, openHandles } from '../../test/support/held.ts';
import { startIndex } from '../bench-index.ts';
import { MixedWork, packages } from '../mixed-work.ts';
import { median, percent, type Row } from '../row.ts';
import { engineFor, withFolder } from '../workbench.ts';

/** Of the whole work, what is done after so many operations: 0 to 1. */
export type Progress = (operations: number) => number;

/** 1.2 % of all exchanges go wrong. */
const faults = { reset: 0.002, '500': 0.002, '502': 0.002, 'cut off': 0.002, hang: 0.002, '429': 0.002 };
/** Longer than an unused connection is kept, ms. */
const restMs = 6000;

/** Whatever is done for long must leave nothing behind: what is held after a tenth of the work is held after all of it. */
export async function memoryRows(progress: Progress): Promise<readonly Row[]> {
	await using index = await startIndex({ packages, size: 'small', latencyMs: 0, faults });
	return await withFolder(async (folder) => {
		const engine = engineFor(index.url, folder);
		const work = new MixedWork(engine);
		await work.goOnUntil((operations) => progress(operations) >= 0.1);
		const early = await atRest();
		await work.goOnUntil((operations) => progress(operations) >= 1);
		const late = await atRest();
		const { troubled, recovered } = engine.client.metrics();
		await engine.close();
		const more = moreHandles(late.handles, early.handles);
		return [
			ratio(`heap after ${work.operations} operations, to that after a tenth`, early.heap, late.heap),
			ratio(
				'… resident set',
				early.rss,
				late.rss,
				`; with the empty pages that V8 keeps ${megabytes(early.kept)}, then ${megabytes(late.kept)}`,
			),
			{
				figure: '… handles more than then',
				measured: Object.values(more).reduce((sum, count) => sum + count, 0),
				limit: 0,
				unit: '',
				note: JSON.stringify(more),
			},
			{
				figure: '… look-ups hit by a failure that a retry can cure: recovered',
				measured: percent(recovered, troubled),
				limit: 99.5,
				bound: 'least',
				unit: '%',
				note: `${recovered} of ${troubled}`,
			},
		];
	});
}

interface AtRest {
	/** Bytes. */
	readonly heap: number;
	readonly rss: number;
	/** With the empty pages that V8 keeps for garbage to come: after a busy time up to 200 MB, or none, as it sees fit. */
	readonly kept: number;
	readonly handles: Handles;
}

/** What is held once all that may go is gone. The system takes pages back when it likes: of the resident set, the median of some readings. */
async function atRest(): Promise<AtRest> {
	await sleep(restMs);
	const kept = process.memoryUsage.rss();
	const readings: number[] = [];
	for (let reading = 0; reading < 5; reading++) {
		giveBackPages();
		await sleep(200);
		readings.push(process.memoryUsage.rss());
	}
	return { heap: heldHeap(), rss: median(readings), kept, handles: openHandles() };
}

function ratio(figure: string, early: number, late: number, more = ''): Row {
	return { figure, measured: late / early, limit: 1.05, unit: '×', note: `${megabytes(early)}, then ${megabytes(late)}${more}` };
}

function megabytes(bytes: number): string {
	return `${(bytes / 1e6).toFixed(1)} MB`;
}
