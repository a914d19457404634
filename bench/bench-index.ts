import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { IndexCommand, IndexOptions, Traffic } from './index-server.ts';

export interface BenchIndex extends AsyncDisposable {
	/** The root of its Simple API. */
	readonly url: string;
	traffic(): Promise<Traffic>;
	/** Closes the connections that are kept alive, and counts from zero. */
	reset(): Promise<void>;
	/** From now on every connection is refused. */
	goDown(): Promise<void>;
	comeBack(): Promise<void>;
}

/** Resolves when its pages are made and it listens. */
export async function startIndex(options: IndexOptions): Promise<BenchIndex> {
	const child = fork(fileURLToPath(new URL('index-server.ts', import.meta.url)), [JSON.stringify(options)]);
	const [port] = (await once(child, 'message')) as [number];
	const tell = async (command: IndexCommand) => {
		const answered = once(child, 'message');
		child.send(command);
		const [traffic] = (await answered) as [Traffic];
		return traffic;
	};
	return {
		url: `http://127.0.0.1:${port}/simple`,
		traffic: () => tell('traffic'),
		reset: async () => void (await tell('reset')),
		goDown: async () => void (await tell('down')),
		comeBack: async () => void (await tell('up')),
		async [Symbol.asyncDispose]() {
			const ended = once(child, 'exit');
			child.kill();
			await ended;
		},
	};
}
