// Looks for what only time shows: `npm run soak`. A million mixed operations under faults in one process, or as many as N minutes allow with
// `-- --minutes N`, and 200 writers of the cache killed.
import { parseArgs } from 'node:util';
import { report } from './report.ts';
import { memoryRows, type Progress } from './rows/memory.ts';
import { killRows } from './rows/processes.ts';

const operations = 1_000_000;
const kills = 200;

const { values } = parseArgs({ options: { minutes: { type: 'string' } } });

await report(
	[() => memoryRows(values.minutes === undefined ? countOf(operations) : timeOf(values.minutes)), () => killRows(kills)],
	'soak.md',
);

function countOf(operations: number): Progress {
	return (done) => done / operations;
}

function timeOf(text: string): Progress {
	const minutes = Number(text);
	if (!(minutes > 0)) throw new Error(`--minutes takes a number above 0, not ${JSON.stringify(text)}`);
	const startedAt = performance.now();
	return () => (performance.now() - startedAt) / (minutes * 60_000);
}
