import { constants } from 'node:os';
import { main } from './cli.ts';

/** How long what is under way may take to stop, ms. */
const patience = 2000;

const interrupted = new AbortController();

// Once: the second time ends the process at once, as if nobody listened.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop(constants.signals[signal]));

const code = await main(
	process.argv.slice(2),
	process.env,
	{
		out: (text) => process.stdout.write(text),
		err: (text) => process.stderr.write(text),
	},
	interrupted.signal,
);
process.exitCode ??= code;

/** Leaves the exit code by which shells tell a process that a signal ended. */
function stop(signal: number): void {
	process.exitCode = 128 + signal;
	interrupted.abort();
	setTimeout(() => process.exit(), patience).unref();
}
