import type { Engine } from '../src/core/engine.ts';
import { type AutoDocsError, toAutoDocsError } from '../src/core/errors.ts';
import type { ProjectReleases } from '../src/core/index/package-index.ts';
import type { Answer } from '../src/core/network/request.ts';

/** How a look-up ended, and how long it took, ms. */
export interface Outcome {
	readonly ms: number;
	readonly result: Answer<ProjectReleases> | AutoDocsError;
}

/** Asks for the releases of all these packages, `atOnce` at a time. */
export async function askAll(engine: Engine, names: readonly string[], atOnce: number): Promise<readonly Outcome[]> {
	const outcomes: Outcome[] = [];
	const rest = names.values();
	const takeTurns = async () => {
		for (const name of rest) outcomes.push(await ask(engine, name));
	};
	await Promise.all(Array.from({ length: atOnce }, takeTurns));
	return outcomes;
}

export async function ask(engine: Engine, name: string): Promise<Outcome> {
	const startedAt = performance.now();
	const result = await engine.index.releases(name).catch(toAutoDocsError);
	return { ms: performance.now() - startedAt, result };
}

export function isAnswered({ result }: Outcome): boolean {
	return 'value' in result;
}
