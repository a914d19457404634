import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { addCheck } from './cli/check.ts';
import { withEngineFlags } from './cli/configuration.ts';
import type { McpFlags } from './cli/mcp.ts';
import type { ExitCode, Surroundings } from './cli/surroundings.ts';
import { toAutoDocsError } from './core/errors.ts';

/** Runs the command line. Never ends the process itself. */
export async function main(argv: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
	const { out, err } = surroundings;
	let exitCode: ExitCode = 0;
	const onEnd = (code: ExitCode) => {
		exitCode = code;
	};
	const program = new Command('autodocs')
		.description('The truth about the packages that a Python project really uses.')
		.version(packageJson.version)
		.exitOverride()
		.configureOutput({ writeOut: out, writeErr: err });
	addCheck(program, surroundings, onEnd);
	addMcp(program, surroundings, onEnd);
	try {
		await program.parseAsync([...argv], { from: 'user' });
		return exitCode;
	} catch (thrown) {
		if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : 2;
		const error = toAutoDocsError(thrown);
		err(`${[error.message, ...error.suggestions].join('\n  ')}\n`);
		return 2;
	}
}

function addMcp(program: Command, surroundings: Surroundings, onEnd: (code: ExitCode) => void): void {
	const command = program
		.command('mcp')
		.description('serve coding agents over the Model Context Protocol, on standard input and output or over HTTP')
		.argument('[dir...]', 'folders whose projects may be asked about', ['.'])
		.option('--http', 'serve over HTTP, for any number of clients: /mcp, /healthz, /readyz, /metrics')
		.addOption(new Option('--port <number>', 'where to listen; 0 is any that is free').default(0).argParser(portOf))
		.addOption(new Option('--host <address>', 'on which address').default('127.0.0.1'))
		.addHelpText('after', '\nBeyond this machine callers need a bearer token: that of AUTODOCS_MCP_TOKEN, else a new one.');
	withEngineFlags(command).action(async (directories: string[], flags: McpFlags) => {
		// Loaded when it is asked for: `check` starts without it.
		const { serveMcp } = await import('./cli/mcp.ts');
		onEnd(await serveMcp(directories, flags, surroundings));
	});
}

function portOf(text: string): number {
	const port = Number(text);
	if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
	throw new InvalidArgumentError('It must be a whole number from 0 to 65535.');
}
