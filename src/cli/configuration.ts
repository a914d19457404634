import { availableParallelism } from 'node:os';
import { type Command, Option } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import { type Configuration, environmentSettings, readConfiguration, type SettingKey, type SetValue } from '../core/config.ts';
import { Engine } from '../core/engine.ts';
import { isAtLeast, type Logger, type LogLevel, realPlatform } from '../core/platform.ts';
import { cacheDirectory } from './cache-directory.ts';
import type { Surroundings } from './surroundings.ts';

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

/** Flags go above the environment. What is wrong with either is said on standard error. */
export function configurationOf(flags: EngineFlags, { environment, err }: Pick<Surroundings, 'environment' | 'err'>): Configuration {
	const given: Partial<Record<SettingKey, SetValue>> = {
		...(flags.indexUrl === undefined ? {} : { 'index.url': { value: flags.indexUrl, from: '--index-url' } }),
		...(flags.offline === undefined ? {} : { offline: { value: true, from: '--offline' } }),
	};
	const fromEnvironment = environmentSettings(environment);
	const configuration = readConfiguration((key) => given[key] ?? fromEnvironment(key), availableParallelism());
	for (const problem of configuration.problems) err(`${problem.message}\n`);
	return configuration;
}

/** Its owner closes it. */
export function createEngine({ settings }: Configuration, flags: EngineFlags, environment: NodeJS.ProcessEnv, log: Logger): Engine {
	return new Engine(
		{ settings, cacheDirectory: cacheDirectory(flags.cacheDir, environment), version: packageJson.version },
		realPlatform(log),
	);
}

/** Standard output holds answers alone. */
export function logTo(write: (text: string) => void, lowest: LogLevel): Logger {
	return (level, message, fields) => {
		if (level === 'info' && lowest === 'info') return;
		if (isAtLeast(level, lowest)) write(`${level}: ${message}${fields === undefined ? '' : ` ${JSON.stringify(fields)}`}\n`);
	};
}
