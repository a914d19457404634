import { constants } from 'node:os';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { checkFolders, type ProjectCheck } from '../core/check.ts';
import { type PartialResult, toAutoDocsError } from '../core/errors.ts';
import { nodeFiles } from '../core/project/files.ts';
import { configurationOf, createEngine, type EngineFlags, logTo, withEngineFlags } from './configuration.ts';
import { failureTexts } from './failure-texts.ts';
import { asJson, asLines } from './report.ts';
import type { ExitCode, Surroundings } from './surroundings.ts';

interface CheckFlags extends EngineFlags {
	readonly json?: true;
}

/** Adds `check`; `onEnd` gets its exit code. */
export function addCheck(program: Command, surroundings: Surroundings, onEnd: (code: ExitCode) => void): void {
	const command = program
		.command('check')
		.description('print the findings for every pyproject.toml in the given folders')
		.argument('[dir...]', 'folders or pyproject.toml files', ['.'])
		.option('--json', 'print the findings as JSON');
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
		out(flags.json === true ? asJson(result) : asLines(result));
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
