import type { Engine } from '../core/engine.ts';
import type { ProjectSource } from './projects.ts';

/** What every server, tool, resource and prompt of one process shares. */
export interface App {
	readonly engine: Engine;
	readonly projects: ProjectSource;
	/** Runs a call when fewer than {@link mostCalls} are under way. */
	readonly inTurn: <T>(call: () => Promise<T>) => Promise<T>;
}

/** Calls under way at once, of all callers together: beyond that they wait, so that no caller can take the process from the editor. */
export const mostCalls = 64;
