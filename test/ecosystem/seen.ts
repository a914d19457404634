import { join } from 'node:path';
import { Checker } from '../../src/core/findings/checker.ts';
import { Lookups } from '../../src/core/index/lookups.ts';
import { normalizeName } from '../../src/core/packaging/name.ts';
import { nodeFiles } from '../../src/core/project/files.ts';
import { placesOf } from '../../src/core/project/installed/environments.ts';
import { nodeFolders } from '../../src/core/project/installed/folder-reader.ts';
import { loadProject, SharedFiles } from '../../src/core/project/load-project.ts';
import type { Project } from '../../src/core/project/model.ts';
import { settingsWith } from '../support/checked.ts';
import { KnownIndex } from '../support/known-index.ts';
import { SimulatedPlatform } from '../support/simulated-platform.ts';

/** What AutoDocs says of a project, as `name version`, sorted. */
export interface Seen {
	/** Without the project itself. */
	readonly locked: readonly string[];
	readonly installed: readonly string[];
	readonly python: string | undefined;
	/** Messages. */
	readonly drifts: readonly string[];
	/** Of each requirement of the project. */
	readonly inUse: Readonly<Record<string, string>>;
}

/** `variables`: of the process, as far as they lead to environments. */
export async function load(folder: string, variables: NodeJS.ProcessEnv = {}): Promise<Project> {
	return (await read(folder, variables)).project;
}

export async function look(folder: string): Promise<Seen> {
	const { parsed, texts, project } = await read(folder, {});
	const checker = new Checker(settingsWith(), new Lookups(new KnownIndex({}), new SimulatedPlatform()), { os: process.platform });
	const own = normalizeName(project.name ?? '');
	const findings = checker.check(parsed, texts.get(parsed.file) ?? '');
	return {
		locked: sorted((project.lock?.packages ?? []).filter(({ name }) => name !== own)),
		installed: sorted([...(project.environment?.byName.values() ?? [])].filter(({ name }) => name !== own)),
		python: project.python?.version,
		drifts: findings.filter(({ code }) => code === 'lock-drift').map(({ message }) => message),
		inUse: Object.fromEntries(
			project.requirements.map((requirement) => {
				const inUse = checker.versionInUse(project, requirement);
				return [requirement.name, `${inUse?.release.version} ${inUse?.resolvedFrom}`];
			}),
		),
	};
}

async function read(folder: string, variables: NodeJS.ProcessEnv) {
	const shared = new SharedFiles(placesOf({ folders: nodeFolders, variables, os: process.platform }));
	const { parsed, texts } = await loadProject(join(folder, 'pyproject.toml'), nodeFiles, shared);
	const { project } = parsed;
	if (project === undefined) throw new Error(`${folder} has no project`);
	return { parsed, texts, project };
}

/** `name version` of what a tool lists, each once, without the project itself. */
export function sorted(listed: readonly { readonly name: string; readonly version?: string | undefined }[], own = ''): readonly string[] {
	const all = listed.map(({ name, version }) => ({ name: normalizeName(name), version }));
	return [...new Set(all.filter(({ name }) => name !== own).map(({ name, version }) => `${name} ${version}`))].sort();
}
