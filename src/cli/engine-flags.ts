import { type Command, Option } from 'commander';

/** What every subcommand that asks an index takes. */
export interface EngineFlags {
	readonly indexUrl?: string;
	readonly offline?: true;
	readonly cacheDir?: string;
}

export function withEngineFlags(command: Command): Command {
	return command
		.addOption(new Option('--index-url <url>', 'the Simple API root to ask'))
		.addOption(new Option('--offline', 'ask no index; use what is cached'))
		.addOption(new Option('--cache-dir <dir>', 'where answers are kept'));
}
