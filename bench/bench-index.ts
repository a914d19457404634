import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { IndexOptions, Traffic } from './index-server.ts';

export interface BenchIndex {
	/** The root of its Simple API. */
	readonly url: string;
	traffic(): Promise<Traffic>;
	/** Closes the connections that are kept alive, and counts from zero. */
	reset(): Promise<void>;
	close(): Promise<void>;
}

/** Resolves when its pages are made and it listens. */
export async function startIndex(options: IndexOptions): Promise<BenchIndex> {
	const worker = new Worker(new URL('index-server.ts', import.meta.url), { workerData: options });
	const [port] = (await once(worker, 'message')) as [number];
	const ask = async (wanted: 'traffic' | 'reset') => {
		const answered = once(worker, 'message');
		worker.postMessage(wanted);
		const [traffic] = (await answered) as [Traffic];
		return traffic;
	};
	return {
		url: `http://127.0.0.1:${port}/simple`,
		traffic: () => ask('traffic'),
		reset: async () => {
			await ask('reset');
		},
		close: async () => {
			await worker.terminate();
		},
	};
}
