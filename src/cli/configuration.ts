import { availableParallelism } from 'node:os';
import { type Configuration, environmentSettings, readConfiguration } from '../core/config.ts';
import { isAtLeast, type Logger, type LogLevel } from '../core/platform.ts';
import type { SetValue } from '../core/setting-problem.ts';
import type { SettingKey } from '../core/settings.ts';
import type { EngineFlags } from './engine-flags.ts';
import type { Surroundings } from './surroundings.ts';

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

/** Standard output holds answers alone. */
export function logTo(write: (text: string) => void, lowest: LogLevel): Logger {
	return (level, message, fields) => {
		if (level === 'info' && lowest === 'info') return;
		if (isAtLeast(level, lowest)) write(`${level}: ${message}${fields === undefined ? '' : ` ${JSON.stringify(fields)}`}\n`);
	};
}
