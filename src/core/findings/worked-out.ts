import type { Known } from '../index/lookups.ts';
import type { ProjectReleases } from '../index/package-index.ts';
import type { Facts } from '../index/release-facts.ts';
import type { VersionInUse } from '../index/version-in-use.ts';
import type { Millis } from '../platform.ts';
import type { Project, Requirement } from '../project/model.ts';
import { ProjectPythons } from '../project/pythons.ts';
import { isAsked } from './asked.ts';
import type { Finding } from './finding.ts';

/** What was found of a requirement, and what from. */
interface Judged {
	readonly known: Known;
	readonly facts: Facts | undefined;
	readonly cutOffAt: Millis | undefined;
	readonly findings: readonly Finding[];
}

/** Which release applies to a requirement, and what from. */
interface JudgedReleases {
	readonly releases: ProjectReleases;
	readonly excludedAt: Millis | undefined;
	readonly inUse: VersionInUse | undefined;
}

/**
 * What was worked out for the requirements of one project. Remembered by the project: a WeakMap with a key for each requirement takes megabytes while
 * a file is typed in, and keeps its room.
 */
export class WorkedOut {
	/** What the index is asked about, in the order of the file. */
	readonly asked: ReadonlySet<Requirement>;
	readonly judged = new Map<Requirement, Judged>();
	readonly inUse = new Map<Requirement, JudgedReleases>();
	readonly pythons: ProjectPythons;

	constructor(project: Project) {
		this.asked = new Set(project.requirements.filter((requirement) => isAsked(requirement, project)));
		this.pythons = new ProjectPythons(project);
	}
}
