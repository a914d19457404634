import { resolve } from 'node:path';
import type { Engine } from './engine.ts';
import { type AutoDocsError, CancelledError, type PartialResult, ProjectParseError, toAutoDocsError } from './errors.ts';
import { checkSources } from './findings/check-sources.ts';
import type { Finding } from './findings/finding.ts';
import { lookUpFacts } from './findings/look-up-facts.ts';
import type { VersionInUse } from './index/version-in-use.ts';
import type { FileReader } from './project/files.ts';
import { findProjects, whyNoProjects } from './project/find-projects.ts';
import type { EnvironmentPlaces } from './project/installed/environments.ts';
import { type LoadedProject, loadProject, SharedFiles } from './project/load-project.ts';
import type { Project, Requirement } from './project/model.ts';

/** The findings of one project, with the texts they point into. */
export interface ProjectCheck {
	/** Absolute path of the pyproject.toml. */
	readonly file: string;
	readonly findings: readonly Finding[];
	/** In the order of the file; a requirement without a known version has none. */
	readonly versions: readonly { readonly requirement: Requirement; readonly inUse: VersionInUse | undefined }[];
	/** By absolute path. */
	readonly texts: ReadonlyMap<string, string>;
}

/**
 * Checks every project in the given folders (or pyproject.toml files) to the end, each once. One that cannot be read never hides the others.
 * `places`: where environments are. `failures`: what could not be read, by path, and the packages that the index could not be asked about, by name. Throws CancelledError when
 * `signal` has aborted: half of the findings would look like all of them. Whoever aborts it closes the engine.
 */
export async function checkFolders(
	engine: Engine,
	paths: readonly string[],
	files: FileReader,
	{ signal, places }: { readonly signal?: AbortSignal; readonly places?: EnvironmentPlaces } = {},
): Promise<PartialResult<ProjectCheck>> {
	const items: ProjectCheck[] = [];
	const failures: { identifier: string; error: AutoDocsError }[] = [];
	const unanswered = new Map<string, AutoDocsError>();
	const shared = new SharedFiles(places);
	const found = new Set<string>();
	for (const path of paths) {
		const projects = await findProjects(path);
		if (projects.length === 0) failures.push({ identifier: path, error: await noProject(path) });
		for (const file of projects) found.add(resolve(file));
	}
	for (const file of found) {
		try {
			const loaded = await loadProject(file, files, shared);
			const item = await checkProject(engine, loaded, unanswered);
			items.push(places === undefined ? item : await withSources(engine, item, loaded, shared, files));
		} catch (thrown) {
			failures.push({ identifier: file, error: toAutoDocsError(thrown) });
		}
		if (signal?.aborted) throw new CancelledError('Interrupted: not everything was checked.', { cause: signal.reason });
	}
	for (const [identifier, error] of unanswered) failures.push({ identifier, error });
	const status = failures.length === 0 ? 'complete' : items.length === 0 ? 'failed' : 'partial';
	return { status, items, failures, warnings: [] };
}

/** Adds to `unanswered` what the index could not be asked about, by PEP 503 name. */
async function checkProject(
	engine: Engine,
	{ parsed, texts }: LoadedProject,
	unanswered: Map<string, AutoDocsError>,
): Promise<ProjectCheck> {
	const names = parsed.project === undefined ? new Set<string>() : engine.checker.names(parsed.project);
	await engine.lookups.track(parsed.file, names, 'interactive');
	for (const name of names) {
		const known = engine.lookups.known(name);
		if (known?.state === 'failed' && known.error.code !== 'package_not_found') unanswered.set(name, known.error);
	}
	if (parsed.project !== undefined) await lookUpFacts(engine.facts, engine.checker, parsed.project, 'interactive');
	const findings = engine.checker.check(parsed, texts.get(parsed.file) ?? '');
	const versions = versionsOf(engine, parsed.project);
	engine.lookups.release(parsed.file);
	engine.facts.release(parsed.file);
	return { file: parsed.file, findings, versions, texts };
}

/** Adds what is found in the sources of a project, and the texts of those in which anything is. */
async function withSources(
	engine: Engine,
	item: ProjectCheck,
	{ parsed: { project }, texts }: LoadedProject,
	{ environments }: SharedFiles,
	files: FileReader,
): Promise<ProjectCheck> {
	if (project === undefined) return item;
	const owners = project.environment === undefined ? undefined : await environments.modulesOf(project.environment);
	const pyproject = texts.get(project.file) ?? '';
	const found = await checkSources(engine.checker, { project, pyproject, owners }, files);
	return { ...item, findings: [...item.findings, ...found.findings], texts: new Map([...texts, ...found.texts]) };
}

function versionsOf({ checker }: Engine, project: Project | undefined): ProjectCheck['versions'] {
	if (project === undefined) return [];
	return project.requirements.map((requirement) => ({ requirement, inUse: checker.versionInUse(project, requirement) }));
}

async function noProject(path: string): Promise<ProjectParseError> {
	return new ProjectParseError('project_not_found', await whyNoProjects(path), {
		suggestions: ['Name the folder that holds it: autodocs check DIR'],
	});
}
