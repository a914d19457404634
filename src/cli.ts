import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import type { CheckFlags } from './cli/check.ts';
import { withEngineFlags } from './cli/engine-flags.ts';
import type { McpFlags } from './cli/mcp.ts';
import type { ExitCode, Surroundings } from './cli/surroundings.ts';
import { toAutoDocsError } from './core/errors.ts';

/** Short forms of `--format`. */
interface FormatFlags {
	readonly json?: true;
	readonly sarif?: true;
}

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
		const { failureText } = await import('./cli/failure-texts.ts');
		err(failureText(toAutoDocsError(thrown)));
		return 2;
	}
}

function addCheck(program: Command, surroundings: Surroundings, onEnd: (code: ExitCode) => void): void {
	const formats: readonly CheckFlags['format'][] = ['text', 'json', 'sarif', 'github'];
	const command = program
		.command('check')
		.description('print the findings for every pyproject.toml in the given folders')
		.argument('[dir...]', 'folders or pyproject.toml files', ['.'])
		.addOption(new Option('--format <format>', 'how to print the findings').choices(formats).default('text'))
		.addOption(new Option('--json', 'the same as --format json').conflicts(['format', 'sarif']))
		.addOption(new Option('--sarif', 'the same as --format sarif, for code scanning').conflicts(['format', 'json']))
		.addHelpText('after', '\nExit codes: 0 nothing wrong, 1 errors or warnings found, 2 it could not be checked, 130 or 143 interrupted.');
	withEngineFlags(command).action(async (directories: string[], { json, sarif, format, ...flags }: CheckFlags & FormatFlags) => {
		// Loaded when it is asked for, as the server for agents is: each starts without the other.
		const { check } = await import('./cli/check.ts');
		onEnd(await check(directories, { ...flags, format: json ? 'json' : sarif ? 'sarif' : format }, surroundings));
	});
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
		const { serveMcp } = await import('./cli/mcp.ts');
		onEnd(await serveMcp(directories, flags, surroundings));
	});
}

function portOf(text: string): number {
	const port = Number(text);
	if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
	throw new InvalidArgumentError('It must be a whole number from 0 to 65535.');
}
