import { Command, CommanderError } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { addCheck } from './cli/check.ts';
import { type EngineFlags, withEngineFlags } from './cli/configuration.ts';
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
		.description('serve coding agents over the Model Context Protocol, on standard input and output')
		.argument('[dir...]', 'folders whose projects may be asked about', ['.']);
	withEngineFlags(command).action(async (directories: string[], flags: EngineFlags) => {
		// Loaded when it is asked for: `check` starts without it.
		const { serveMcp } = await import('./cli/mcp.ts');
		onEnd(await serveMcp(directories, flags, surroundings));
	});
}
