import type { Engine } from '../../src/core/engine.ts';
import type { Platform } from '../../src/core/platform.ts';
import { askAll, type Outcome } from '../asking.ts';
import { startIndex } from '../bench-index.ts';
import { packageNames } from '../index-pages.ts';
import { median, percent, type Row } from '../row.ts';
import { engineFor, withFolder } from '../workbench.ts';

const packages = 200;
/** The least that the setting takes, s. */
const recovery = 10;

/** The index refuses every connection, and comes back once all have noticed. */
export async function outageRows(): Promise<readonly Row[]> {
	await using index = await startIndex({ packages: 2 * packages, size: 'small', latencyMs: 20, maxAge: 0 });
	return await withFolder(async (folder) => {
		const exchanges = new Exchanges();
		const settings = { 'network.breakerRecoverySeconds': recovery };
		const engine = engineFor(index.url, folder, { settings, platform: { fetch: exchanges.fetch } });
		exchanges.isOpen = () => breakerIsOpen(engine);
		const names = packageNames(2 * packages);
		const [cached, unknown] = [names.slice(0, packages), names.slice(packages)];
		await askAll(engine, cached, 50);
		await index.goDown();
		exchanges.reset();
		await askAll(engine, unknown, packages);
		const [untilOpen, all] = [exchanges.failedWhileClosed, exchanges.all];
		const fast = await askAll(engine, unknown, 1);
		const served = await askAll(engine, cached, packages);
		const back = await untilBack(engine, unknown, () => index.comeBack());
		await engine.close();
		return [
			{ figure: 'index down, 200 packages asked: failures until the breaker holds', measured: untilOpen, limit: 20, unit: '' },
			{ figure: '… exchanges in all', measured: all, limit: 80, unit: '' },
			{ figure: '… median answer while it holds', measured: median(fast.map(({ ms }) => ms)), limit: 5, unit: 'ms' },
			{
				figure: '… what is cached is served, marked stale with its age',
				measured: percent(served.filter(isStale).length, packages),
				limit: 100,
				bound: 'least',
				unit: '%',
			},
			{ figure: `… first success after it is back, recovery time ${recovery} s`, measured: back, limit: recovery + 1, unit: 's' },
		];
	});
}

/** s from the return of the index until the first look-up that failed is answered, by itself. */
async function untilBack(engine: Engine, names: readonly string[], comeBack: () => Promise<void>): Promise<number> {
	await engine.lookups.track('project', new Set(names), 'interactive');
	const answered = new Promise<number>((resolve) => {
		engine.lookups.onDidChange(([name = '']) => {
			if (engine.lookups.known(name)?.state === 'answered') resolve(performance.now());
		});
	});
	await comeBack();
	const backAt = performance.now();
	return ((await answered) - backAt) / 1000;
}

function breakerIsOpen(engine: Engine): boolean {
	return engine.client.origins().some(({ breaker }) => breaker.state === 'open');
}

function isStale({ result }: Outcome): boolean {
	return 'value' in result && result.staleBecause !== undefined && result.fetchedAt < Date.now();
}

/** Counts what is asked of the index, and how often that failed before the breaker opened. */
class Exchanges {
	all = 0;
	failedWhileClosed = 0;
	isOpen = (): boolean => false;

	readonly fetch: Platform['fetch'] = async (input, init) => {
		this.all++;
		try {
			return await fetch(input, init);
		} catch (thrown) {
			if (!this.isOpen()) this.failedWhileClosed++;
			throw thrown;
		}
	};

	reset(): void {
		this.all = 0;
		this.failedWhileClosed = 0;
	}
}
