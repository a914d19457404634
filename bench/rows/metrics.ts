import { metricsReport } from '../../src/core/health/metrics.ts';
import { askAll } from '../asking.ts';
import { startIndex } from '../bench-index.ts';
import { packageNames } from '../index-pages.ts';
import { median, type Row } from '../row.ts';
import { engineFor, withFolder } from '../workbench.ts';

/** To be taken every second. */
export async function metricsRows(): Promise<readonly Row[]> {
	const packages = 200;
	await using index = await startIndex({ packages, size: 'small', latencyMs: 0 });
	return await withFolder(async (folder) => {
		const engine = engineFor(index.url, folder);
		await askAll(engine, packageNames(packages), 50);
		const times = Array.from({ length: 100 }, () => {
			const startedAt = performance.now();
			metricsReport(engine.client.metrics(), engine.client.origins());
			return performance.now() - startedAt;
		});
		await engine.close();
		return [{ figure: 'a snapshot of the metrics', measured: median(times), limit: 1, unit: 'ms' }];
	});
}
