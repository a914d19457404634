#!/usr/bin/env node
import { constants } from 'node:os';
import { parseArgs } from 'node:util';
import packageJson from '../package.json' with { type: 'json' };
import { cacheDirectory } from './cli/cache-directory.ts';
import { dropOtherVersions, keepCompiled } from './cli/compiled.ts';

/** How long what is under way may take to stop, ms. */
const patience = 2000;

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
	// Who reads has seen enough, as `| head` has: the rest is for nobody.
	if (error.code === 'EPIPE') return;
	process.stderr.write(`The answer could not be written: ${error.message}\n`);
	process.exitCode = 2;
});
process.stderr.on('error', () => undefined); // There is nowhere left to say so.

const compiled = keepCompiled(cacheDirectory(cacheFlag(process.argv.slice(2)), process.env), packageJson.version);
// Loaded after it is decided where compiled code is kept.
const { main } = await import('./cli.ts');

const exitCode = await main(process.argv.slice(2), {
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
// What could not be written has set it already.
process.exitCode ??= exitCode;
if (compiled !== undefined) await dropOtherVersions(compiled);

/** Read before the command line is: that is among what is compiled. */
function cacheFlag(args: string[]): string | undefined {
	const { values } = parseArgs({ args, options: { 'cache-dir': { type: 'string' } }, strict: false });
	const given = values['cache-dir'];
	return typeof given === 'string' ? given : undefined;
}

function stop(asked: AbortController, signal: number): void {
	asked.abort(signal);
	setTimeout(() => process.exit(128 + signal), patience).unref();
}
