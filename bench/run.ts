// Measures what the design promises of speed and of resilience: `npm run bench`. Needs no network. What takes long is in `npm run soak`.
import { report } from './report.ts';
import { agentRows } from './rows/agents.ts';
import { agentHangingRows } from './rows/agents-hanging.ts';
import { checkRows } from './rows/check.ts';
import { crowdRows } from './rows/crowd.ts';
import { editRows } from './rows/edit.ts';
import { connectionRows, hangingRows, recoveryRows } from './rows/faults.ts';
import { installedRows } from './rows/installed.ts';
import { loadingRows } from './rows/loading.ts';
import { lockRows } from './rows/locks.ts';
import { memoryRows } from './rows/memory.ts';
import { metricsRows } from './rows/metrics.ts';
import { outageRows } from './rows/outage.ts';
import { panelRows } from './rows/panel.ts';
import { parseRows } from './rows/parse.ts';
import { endRows, killRows } from './rows/processes.ts';
import { treeRows } from './rows/tree.ts';

/** By a tenth of them, the heap has grown to what it is for good. */
const operations = 400_000;
const kills = 10;

await report(
	[
		// First, while this process has done nothing else.
		() => memoryRows((done) => done / operations),
		loadingRows,
		checkRows,
		editRows,
		parseRows,
		lockRows,
		installedRows,
		hangingRows,
		recoveryRows,
		connectionRows,
		outageRows,
		crowdRows,
		metricsRows,
		agentRows,
		agentHangingRows,
		panelRows,
		treeRows,
		endRows,
		() => killRows(kills),
	],
	'latest.md',
);
