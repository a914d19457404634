import { dirname, join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { ProjectParseError } from '../errors.ts';
import { findSources } from '../imports/find-sources.ts';
import { isForDevelopment, ownModules } from '../imports/first-party.ts';
import { scanImports } from '../imports/scan-imports.ts';
import type { FileReader } from '../project/files.ts';
import type { Checker } from './checker.ts';
import type { Finding } from './finding.ts';
import type { SourceContext } from './rule.ts';

/** Sources of one project that are read. */
const mostRead = 2000;

/** What is found in the sources of a project, and the texts, by absolute path, of those in which anything is. */
interface SourcesCheck {
	readonly findings: readonly Finding[];
	readonly texts: ReadonlyMap<string, string>;
}

/** Checks the sources of a project from its folder down, but for those of projects in there, one in each turn of the event loop. */
export async function checkSources(
	checker: Checker,
	known: Pick<SourceContext, 'project' | 'pyproject' | 'owners'>,
	files: FileReader,
): Promise<SourcesCheck> {
	const folder = dirname(known.project.file);
	const sources = await findSources(folder);
	const findings: Finding[] = [];
	const texts = new Map<string, string>();
	if (sources === undefined) return { findings, texts };
	const own = ownModules(sources.all);
	for (const path of sources.own.filter((one) => !isForDevelopment(one)).slice(0, mostRead)) {
		const file = join(folder, path);
		const text = await textOf(file, files);
		const found = checker.checkSource({ ...known, imports: scanImports(text), isOwn: (top) => own.has(top) }, file);
		findings.push(...found);
		if (found.length > 0) texts.set(file, text);
		await nextTurn();
	}
	return { findings, texts };
}

/** What cannot be read imports nothing. */
async function textOf(file: string, files: FileReader): Promise<string> {
	try {
		return await files.readText(file);
	} catch (thrown) {
		if (thrown instanceof ProjectParseError) return '';
		throw thrown;
	}
}
