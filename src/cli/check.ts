import { constants } from 'node:os';
import { resolve } from 'node:path';
import { checkFolders, type ProjectCheck } from '../core/check.ts';
import { type PartialResult, toAutoDocsError } from '../core/errors.ts';
import { realPlatform } from '../core/platform.ts';
import { nodeFiles } from '../core/project/files.ts';
import { placesOf } from '../core/project/installed/environments.ts';
import { nodeFolders } from '../core/project/installed/folder-reader.ts';
import { configurationOf, logTo } from './configuration.ts';
import { createEngine } from './engine.ts';
import type { EngineFlags } from './engine-flags.ts';
import { failureTexts } from './failure-texts.ts';
import { asGithub, asJson, asLines } from './report.ts';
import { asSarif } from './sarif.ts';
import type { ExitCode, Surroundings } from './surroundings.ts';

const formats = { text: asLines, json: asJson, sarif: asSarif, github: asGithub } as const;

export interface CheckFlags extends EngineFlags {
	readonly format: keyof typeof formats;
}

/** Prints the findings for the projects in some folders. */
export async function check(directories: readonly string[], flags: CheckFlags, surroundings: Surroundings): Promise<ExitCode> {
	const { out, err, environment } = surroundings;
	const asked = surroundings.askedToEnd();
	const configuration = configurationOf(flags, surroundings);
	const engine = createEngine(configuration, flags, environment, realPlatform(logTo(err, configuration.settings.trace)));
	const stop = () => void engine.close();
	asked.addEventListener('abort', stop, { once: true });
	try {
		const paths = directories.map((directory) => resolve(directory));
		const places = placesOf({ folders: nodeFolders, variables: environment, os: process.platform });
		const result = await checkFolders(engine, paths, nodeFiles, { signal: asked, places });
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
