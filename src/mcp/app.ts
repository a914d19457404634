import pLimit from 'p-limit';
import { DocsShelf } from '../core/docs/shelf.ts';
import type { Engine } from '../core/engine.ts';
import type { ProjectSource } from './projects.ts';

/** What every server, tool, resource and prompt of one process shares. */
export interface App {
	/** Not the app's: its owner closes it. */
	readonly engine: Engine;
	readonly projects: ProjectSource;
	/** Docs that were read lately. */
	readonly shelf: DocsShelf;
	/** Runs a call when few enough are under way. */
	readonly inTurn: <T>(call: () => Promise<T>) => Promise<T>;
}

/** Calls under way at once, of all callers together: beyond that they wait, so that no caller can take the process from the editor. */
const mostCalls = 64;

export function createApp(engine: Engine, projects: ProjectSource): App {
	return { engine, projects, shelf: new DocsShelf(), inTurn: pLimit(mostCalls) };
}
