import type { Readable, Writable } from 'node:stream';

/**
 * 0: nothing wrong. 1: findings of severity error or warning. 2: it could not be done, or was asked wrongly. 130, 143: interrupted, as shells
 * tell it of a process that a signal ended.
 */
export type ExitCode = 0 | 1 | 2 | 130 | 143;

/** The process around the command line. */
export interface Surroundings {
	readonly environment: NodeJS.ProcessEnv;
	readonly stdin: Readable;
	readonly stdout: Writable;
	readonly out: (text: string) => void;
	readonly err: (text: string) => void;
	/** A signal that aborts when the process is asked to end, with the number of the system's signal as its reason. Asking for it takes over from Node, which would end at once. */
	readonly askedToEnd: () => AbortSignal;
}
