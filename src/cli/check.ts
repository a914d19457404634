import { constants } from 'node:os';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { checkFolders, type ProjectCheck } from '../core/check.ts';
import { type PartialResult, toAutoDocsError } from '../core/errors.ts';
import { nodeFiles } from '../core/project/files.ts';
import { configurationOf, createEngine, type EngineFlags, logTo, withEngineFlags } from './configuration.ts';
import { failureTexts } from './failure-texts.ts';
import { asGithub, asJson, asLines } from './report.ts';
import { asSarif } from './sarif.ts';
import type { ExitCode, Surroundings } from './surroundings.ts';

const formats = { text: asLines, json: asJson, sarif: asSarif, github: asGithub } as const;
type Format = keyof typeof formats;

interface CheckFlags extends EngineFlags {
	readonly format: Format;
}

/** Adds `check`; `onEnd` gets its exit code. */
export function addCheck(program: Command, surroundings: Surroundings, onEnd: (code: ExitCode) => void): void {
	const command = program
		.command('check')
		.description('print the findings for every pyproject.toml in the given folders')
		.argument('[dir...]', 'folders or pyproject.toml files', ['.'])
		.addOption(new Option('--format <format>', 'how to print the findings').choices(Object.keys(formats)).default('text'))
		.addOption(new Option('--json', 'the same as --format json').implies({ format: 'json' satisfies Format }))
		.addOption(new Option('--sarif', 'the same as --format sarif, for code scanning').implies({ format: 'sarif' satisfies Format }));
	withEngineFlags(command)
		.addHelpText('after', '\nExit codes: 0 nothing wrong, 1 errors or warnings found, 2 it could not be checked, 130 or 143 interrupted.')
		.action(async (directories: string[], flags: CheckFlags) => onEnd(await check(directories, flags, surroundings)));
}

async function check(directories: readonly string[], flags: CheckFlags, surroundings: Surroundings): Promise<ExitCode> {
	const { out, err, environment } = surroundings;
	const asked = surroundings.askedToEnd();
	const configuration = configurationOf(flags, surroundings);
	const engine = createEngine(configuration, flags, environment, logTo(err, configuration.settings.trace));
	const stop = () => void engine.close();
	asked.addEventListener('abort', stop, { once: true });
	try {
		const paths = directories.map((directory) => resolve(directory));
		const result = await checkFolders(engine, paths, nodeFiles, asked);
		out(formats[flags.format](result));
		for (const text of failureTexts(result.failures)) err(text);
		return exitCode(result);
	} catch (thrown) {
		if (!asked.aborted) throw thrown;
		err(`${toAutoDocsError(thrown).message}\n`);
		return asked.reason === constants.signals.SIGINT ? 130 : 143;
	} finally {
		asked.removeEventListener('abort', stop);
		await engine.close();
	}
}

function exitCode({ items, failures }: PartialResult<ProjectCheck>): ExitCode {
	if (failures.length > 0) return 2;
	return items.some(({ findings }) => findings.some(({ severity }) => severity === 'error' || severity === 'warning')) ? 1 : 0;
}
