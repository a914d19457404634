#!/usr/bin/env node
import { constants } from 'node:os';
import { main } from './cli.ts';

/** How long what is under way may take to stop, ms. */
const patience = 2000;

process.exitCode = await main(process.argv.slice(2), {
	environment: process.env,
	stdin: process.stdin,
	stdout: process.stdout,
	out: (text) => process.stdout.write(text),
	err: (text) => process.stderr.write(text),
	askedToEnd() {
		const asked = new AbortController();
		// Once: the second time ends the process at once, as if nobody listened.
		for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop(asked, constants.signals[signal]));
		return asked.signal;
	},
});

function stop(asked: AbortController, signal: number): void {
	asked.abort(signal);
	setTimeout(() => process.exit(128 + signal), patience).unref();
}
