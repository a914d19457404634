import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Engine } from '../../src/core/engine.ts';
import { toAutoDocsError } from '../../src/core/errors.ts';
import { parsePyproject } from '../../src/core/project/pyproject.ts';
import { startIndex } from '../bench-index.ts';
import { packageName, releaseVersion } from '../index-pages.ts';
import type { Row } from '../row.ts';
import { engineFor, pyproject, withFolder } from '../workbench.ts';

const packages = 100;
const atOnce = 20;

/** Whatever is done for long must leave nothing behind: what is held after a tenth of the operations is held after all. */
export async function memoryRows(operations: number): Promise<readonly Row[]> {
	const index = await startIndex({ packages, size: 'small', latencyMs: 0 });
	try {
		return await withFolder(async (folder) => {
			const engine = engineFor(index.url, folder);
			await run(engine, 0, operations / 10);
			const early = await held();
			await run(engine, operations / 10, operations);
			const late = await held();
			await engine.close();
			const megabytes = `${(early.heap / 1e6).toFixed(1)} MB, then ${(late.heap / 1e6).toFixed(1)} MB`;
			const figure = `heap after ${operations.toExponential(0)} operations, to that after a tenth`;
			return [
				{ figure, measured: late.heap / early.heap, limit: 1.1, unit: '×' as const, note: megabytes },
				{ figure: '… handles', measured: late.handles, limit: early.handles, unit: '' as const },
			];
		});
	} finally {
		await index.close();
	}
}

async function run(engine: Engine, from: number, to: number): Promise<void> {
	const numbers = Array.from({ length: to - from }, (_, done) => from + done).values();
	const takeTurns = async () => {
		for (const number of numbers) await operate(engine, number);
	};
	await Promise.all(Array.from({ length: atOnce }, takeTurns));
}

/** A mix of what a long session does. Failing is part of it. */
async function operate(engine: Engine, number: number): Promise<void> {
	const name = packageName(number % packages);
	const operation = number % 20;
	try {
		if (operation === 0) await engine.index.releases(name, { refresh: true });
		else if (operation === 1) await engine.index.releases(`no-${name}-${number % 10_000}`);
		else if (operation === 2) await engine.index.releases(name, { signal: AbortSignal.abort(), refresh: true });
		else if (operation === 3) await leaveEarly(engine, name);
		else if (operation < 8) await engine.index.metadata(name, releaseVersion(number % 10));
		else if (operation === 8) await openAndClose(engine, number);
		else await engine.index.releases(name, { priority: number % 2 === 0 ? 'interactive' : 'background' });
	} catch (thrown) {
		const { code, message } = toAutoDocsError(thrown);
		if (code !== 'package_not_found' && code !== 'cancelled') throw new Error(`${code}: ${message}`, { cause: thrown });
	}
}

async function leaveEarly(engine: Engine, name: string): Promise<void> {
	const leaving = new AbortController();
	const left = engine.index.releases(name, { signal: leaving.signal, refresh: true });
	leaving.abort();
	await left;
}

async function openAndClose(engine: Engine, number: number): Promise<void> {
	const text = pyproject(5 + (number % 7));
	const parsed = parsePyproject(text, `/demo/${number}/pyproject.toml`);
	await engine.lookups.track(parsed.file, parsed.project === undefined ? new Set() : engine.checker.names(parsed.project), 'background');
	engine.checker.check(parsed, text);
	engine.lookups.release(parsed.file);
}

/** Bytes on the heap and open handles, once all that may go is gone. */
async function held(): Promise<{ readonly heap: number; readonly handles: number }> {
	// Longer than an unused connection is kept.
	await new Promise((resolve) => setTimeout(resolve, 6000));
	setFlagsFromString('--expose-gc');
	const collect = runInNewContext('gc') as () => void;
	collect();
	collect();
	return { heap: process.memoryUsage().heapUsed, handles: process.getActiveResourcesInfo().length };
}
