import pLimit from 'p-limit';
import type { Platform } from '../core/platform.ts';
import type * as Answers from './answers/answers.ts';
import type { Shared } from './shared.ts';

/** {@link Shared}, and what makes answers of it. */
export interface Loaded extends Shared {
	readonly answers: typeof Answers;
}

/** What every server, tool, resource and prompt of one process shares. */
export interface App {
	/** Of AutoDocs. */
	readonly version: string;
	readonly platform: Platform;
	/** What answers take is loaded with the first of them: a server that was only started needs little time and memory. */
	readonly loaded: () => Promise<Loaded>;
	/** Runs a call when few enough are under way. */
	readonly inTurn: <T>(call: () => Promise<T>) => Promise<T>;
}

/** Calls under way at once, of all callers together: beyond that they wait, so that no caller can take the process from the editor. */
const mostCalls = 64;

/** `open` is called once, if ever. The engine is not the app's: its owner closes it. */
export function createApp({ version, platform }: Pick<App, 'version' | 'platform'>, open: () => Promise<Omit<Shared, 'shelf'>>): App {
	let loading: Promise<Loaded> | undefined;
	const load = async () => {
		const [{ engine, projects }, answers] = await Promise.all([open(), import('./answers/answers.ts')]);
		return { engine, projects, shelf: new answers.DocsShelf(), answers };
	};
	return {
		version,
		platform,
		loaded() {
			loading ??= load();
			return loading;
		},
		inTurn: pLimit(mostCalls),
	};
}
