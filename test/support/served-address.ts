import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Where an `autodocs mcp --http` serves, as it says on its standard error. */
export async function servedAddress({ stderr }: ChildProcess): Promise<string> {
	if (stderr === null) throw new Error('The server has no standard error');
	for await (const line of createInterface({ input: stderr })) {
		const url = /http:\S+/.exec(line)?.[0];
		if (url !== undefined) return url;
	}
	throw new Error('The server ended without saying where it serves');
}
