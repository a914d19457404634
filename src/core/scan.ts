import type { Engine } from './engine.ts';
import { CancelledError } from './errors.ts';
import type { Finding } from './findings/finding.ts';
import { lookUpFacts } from './findings/look-up-facts.ts';
import type { Facts } from './index/release-facts.ts';
import type { VersionInUse } from './index/version-in-use.ts';
import { orAborted } from './network/abort.ts';
import type { Priority } from './network/request.ts';
import type { LoadedProject } from './project/load-project.ts';
import type { Requirement } from './project/model.ts';

export interface ScanOptions {
	/** Leaves the scan: what nobody else waits for is aborted. */
	readonly signal: AbortSignal;
	readonly priority: Priority;
	readonly onProgress: (done: number, total: number) => void;
}

export interface ScannedRequirement {
	readonly requirement: Requirement;
	/** Undefined where no release matches, none could be looked up, or none is on an index. */
	readonly inUse: VersionInUse | undefined;
	/** Of that release; undefined where they could not be had, or no finding wants them. */
	readonly facts: Facts | undefined;
}

/** What one project declares, and which releases that comes to. */
export interface ProjectScan {
	readonly loaded: LoadedProject;
	/** In the order of the file. */
	readonly requirements: readonly ScannedRequirement[];
	readonly findings: readonly Finding[];
}

/** Looks up every requirement of a project to the end. One that fails is a finding. Rejects with CancelledError alone. */
export async function scanProject(engine: Engine, loaded: LoadedProject, options: ScanOptions): Promise<ProjectScan> {
	const { lookups, facts, checker } = engine.separateLookups();
	const { parsed, texts } = loaded;
	const { project } = parsed;
	const names = project === undefined ? new Set<string>() : checker.names(project);
	try {
		const tracked = lookups.track(parsed.file, names, options.priority);
		// Some are known from memory.
		const done = new Set([...names].filter((name) => lookups.known(name)?.state !== 'pending'));
		lookups.onDidChange((told) => {
			for (const name of told) done.add(name);
			options.onProgress(done.size, names.size);
		});
		await orAborted(tracked, options.signal);
		if (project !== undefined) await orAborted(lookUpFacts(facts, checker, project, options.priority), options.signal);
		return {
			loaded,
			requirements: (project?.requirements ?? []).map((requirement) => {
				const inUse = project === undefined ? undefined : checker.versionInUse(project, requirement);
				return { requirement, inUse, facts: inUse && facts.known(requirement.name, inUse.release.version) };
			}),
			findings: checker.check(parsed, texts.get(parsed.file) ?? ''),
		};
	} catch (thrown) {
		throw options.signal.aborted ? new CancelledError(undefined, { cause: thrown }) : thrown;
	} finally {
		lookups.close();
		facts.close();
	}
}
