import { availableParallelism, homedir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { failureTexts } from './cli/failure-texts.ts';
import { checkFolders, type ProjectCheck } from './core/check.ts';
import { type Configuration, environmentSettings, readConfiguration, type SettingKey, type SetValue } from './core/config.ts';
import { Engine } from './core/engine.ts';
import { type PartialResult, toAutoDocsError } from './core/errors.ts';
import { type Logger, type LogLevel, realPlatform } from './core/platform.ts';
import { nodeFiles } from './core/project/files.ts';
import { LineIndex } from './core/span.ts';

interface CheckFlags {
	readonly json?: true;
	readonly indexUrl?: string;
	readonly offline?: true;
	readonly cacheDir?: string;
}

interface Streams {
	readonly out: (text: string) => void;
	readonly err: (text: string) => void;
}

/** 0: nothing wrong. 1: findings of severity error or warning. 2: it could not be checked, or was asked wrongly. */
type ExitCode = 0 | 1 | 2;

/** Runs the command line. Never ends the process itself. When `signal` aborts, it stops what it does and says so. */
export async function main(
	argv: readonly string[],
	environment: NodeJS.ProcessEnv,
	streams: Streams,
	signal: AbortSignal,
): Promise<ExitCode> {
	let exitCode: ExitCode = 0;
	const program = new Command('autodocs')
		.description('The truth about the packages that a Python project really uses.')
		.version(packageJson.version)
		.exitOverride()
		.configureOutput({ writeOut: streams.out, writeErr: streams.err });
	program
		.command('check')
		.description('print the findings for every pyproject.toml in the given folders')
		.argument('[dir...]', 'folders or pyproject.toml files', ['.'])
		.option('--json', 'print the findings as JSON')
		.addOption(new Option('--index-url <url>', 'the Simple API root to ask'))
		.addOption(new Option('--offline', 'ask no index; use what is cached'))
		.addOption(new Option('--cache-dir <dir>', 'where answers are kept'))
		.addHelpText('after', '\nExit codes: 0 nothing wrong, 1 errors or warnings found, 2 it could not be checked, 130 or 143 interrupted.')
		.action(async (directories: string[], flags: CheckFlags) => {
			exitCode = await check(directories, flags, environment, streams, signal);
		});
	try {
		await program.parseAsync([...argv], { from: 'user' });
		return exitCode;
	} catch (thrown) {
		if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : 2;
		const error = toAutoDocsError(thrown);
		streams.err(`${[error.message, ...error.suggestions].join('\n  ')}\n`);
		return 2;
	}
}

async function check(
	directories: readonly string[],
	flags: CheckFlags,
	environment: NodeJS.ProcessEnv,
	streams: Streams,
	signal: AbortSignal,
): Promise<ExitCode> {
	const configuration = configurationOf(flags, environment);
	for (const problem of configuration.problems) streams.err(`${problem.message}\n`);
	const engine = new Engine(
		{ settings: configuration.settings, cacheDirectory: cacheDirectory(flags, environment), version: packageJson.version },
		realPlatform(logTo(streams.err, configuration.settings.trace)),
	);
	const stop = () => void engine.close();
	signal.addEventListener('abort', stop, { once: true });
	try {
		const result = await checkFolders(
			engine,
			directories.map((directory) => resolve(directory)),
			nodeFiles,
			signal,
		);
		streams.out(flags.json === true ? asJson(result) : asLines(result));
		for (const text of failureTexts(result.failures)) streams.err(text);
		if (result.failures.length > 0) return 2;
		return result.items.some(({ findings }) => findings.some(({ severity }) => severity === 'error' || severity === 'warning')) ? 1 : 0;
	} finally {
		signal.removeEventListener('abort', stop);
		await engine.close();
	}
}

/** Flags go above the environment. */
function configurationOf(flags: CheckFlags, environment: NodeJS.ProcessEnv): Configuration {
	const given: Partial<Record<SettingKey, SetValue>> = {
		...(flags.indexUrl === undefined ? {} : { 'index.url': { value: flags.indexUrl, from: '--index-url' } }),
		...(flags.offline === undefined ? {} : { offline: { value: true, from: '--offline' } }),
	};
	const fromEnvironment = environmentSettings(environment);
	return readConfiguration((key) => given[key] ?? fromEnvironment(key), availableParallelism());
}

function cacheDirectory(flags: CheckFlags, environment: NodeJS.ProcessEnv): string {
	const given = flags.cacheDir ?? environment['AUTODOCS_CACHE_DIR'];
	if (given !== undefined && given !== '') return resolve(given);
	if (process.platform === 'win32') return join(environment['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'autodocs', 'Cache');
	if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'autodocs');
	return join(environment['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'autodocs');
}

const levels: readonly LogLevel[] = ['trace', 'debug', 'info', 'warn', 'error'];

/** Standard output holds findings alone. */
function logTo(write: (text: string) => void, lowest: LogLevel): Logger {
	return (level, message, fields) => {
		if (level === 'info' && lowest === 'info') return;
		if (levels.indexOf(level) >= levels.indexOf(lowest))
			write(`${level}: ${message}${fields === undefined ? '' : ` ${JSON.stringify(fields)}`}\n`);
	};
}

function asLines({ items }: PartialResult<ProjectCheck>): string {
	return items
		.flatMap(({ findings, texts }) =>
			findings.map((finding) => {
				const { line, character } = new LineIndex(texts.get(finding.file) ?? '').positionAt(finding.span.start);
				return `${relative('.', finding.file)}:${line + 1}:${character + 1} ${finding.severity} ${finding.code} ${finding.message}\n`;
			}),
		)
		.join('');
}

function asJson({ status, items, failures }: PartialResult<ProjectCheck>): string {
	const findings = items.flatMap((item) =>
		item.findings.map(({ fixes, span, ...finding }) => {
			const lines = new LineIndex(item.texts.get(finding.file) ?? '');
			return {
				...finding,
				range: { start: lines.positionAt(span.start), end: lines.positionAt(span.end) },
				fixes: fixes.map(({ title }) => title),
			};
		}),
	);
	const failed = failures.map(({ identifier, error }) => ({
		file: identifier,
		code: error.code,
		message: error.message,
		suggestions: error.suggestions,
	}));
	return `${JSON.stringify({ status, projects: items.map(({ file }) => file), findings, failures: failed }, null, 2)}\n`;
}
