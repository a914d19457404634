import { toAutoDocsError } from '../../src/core/errors.ts';
import type { RequestOptions } from '../../src/core/network/request.ts';
import type { Lab } from './lab.ts';
import type { Ask, Outcome } from './scenario.ts';

/** One who looks at the hover of numpy. */
export const one: Ask = async (lab) => [await lab.run(lab.releases())];

/** So many at once, for the same. */
export const atOnce =
	(callers: number): Ask =>
	(lab) =>
		lab.run(Promise.all(Array.from({ length: callers }, () => lab.releases())));

/** Each of these packages, at once. */
export const all =
	(...names: readonly string[]): Ask =>
	(lab) =>
		lab.run(Promise.all(names.map((name) => lab.releases(name))));

/** One of these packages after the other. */
export const oneByOne =
	(...names: readonly string[]): Ask =>
	async (lab) => {
		const outcomes: Outcome[] = [];
		for (const name of names) outcomes.push(await lab.run(lab.releases(name)));
		return outcomes;
	};

export const asking =
	(options: RequestOptions): Ask =>
	async (lab) => [await lab.run(lab.releases('numpy', options))];

/** One who leaves `ms` after he asked. */
export const leavingAfter =
	(ms: number, name = 'numpy'): Ask =>
	async (lab) => [await leaving(lab, ms, name)];

/** Two who ask for the same; the first leaves `ms` after. */
export const oneOfTwoLeaves =
	(ms: number): Ask =>
	async (lab) => {
		const stays = lab.releases();
		const leaves = await leaving(lab, ms);
		return [leaves, await lab.run(stays)];
	};

/** One who wants to read the docs of a release. */
export const metadata =
	(version: string): Ask =>
	async (lab) => {
		lab.asked++;
		// One question here may be several operations.
		const asked = lab.index.metadata('numpy', version).finally(() => {
			lab.asked = lab.client.metrics().operations;
		});
		return [await lab.run(asked.catch(toAutoDocsError))];
	};

async function leaving(lab: Lab, ms: number, name = 'numpy'): Promise<Outcome> {
	const controller = new AbortController();
	const asked = lab.releases(name, { signal: controller.signal });
	await lab.platform.advance(ms);
	controller.abort();
	return await lab.run(asked);
}
