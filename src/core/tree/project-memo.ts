import type { Finding } from '../findings/finding.ts';
import type { Known } from '../index/lookups.ts';
import type { Project, Requirement } from '../project/model.ts';
import { pythonsOf, supportOf } from '../project/pythons.ts';
import { RequirementPlaces } from './place-findings.ts';
import type { RequirementRow } from './requirement-row.ts';
import { idBelow } from './row.ts';

/** A requirement with its id, the row that was made of it last, and of what. */
export interface RequirementMemo {
	readonly requirement: Requirement;
	readonly id: string;
	known: Known | undefined;
	findings: readonly Finding[];
	made: RequirementRow | undefined;
}

/** What is worked out once for a project, however often the tree is made: it has thousands of requirements at worst. */
export class ProjectMemo {
	readonly requirements: readonly RequirementMemo[];
	readonly project: Project;
	readonly places: RequirementPlaces;
	readonly #support = new Map<string, (requiresPython: string | null) => boolean>();

	/** `before`: of the project as it was; its rows stand in until they are made anew, so that typing does not empty the tree. */
	constructor(key: string, project: Project, before: ProjectMemo | undefined) {
		this.project = project;
		this.places = new RequirementPlaces(project.requirements);
		const seen = new Map<string, number>();
		const made = new Map(before?.requirements.map((one) => [one.id, one.made]));
		this.requirements = project.requirements.map((requirement) => {
			const group = idBelow(key, requirement.source);
			const path = idBelow(group, requirement.name);
			const count = seen.get(path) ?? 0;
			seen.set(path, count + 1);
			// Twice in one list is legal.
			const id = count === 0 ? path : idBelow(group, `${requirement.name} ${count + 1}`);
			return { requirement, id, known: undefined, findings: [], made: made.get(id) };
		});
	}

	/** Whether a release runs on the Pythons of a requirement: most ask for the same ones. */
	supportsPython(requirement: Requirement): (requiresPython: string | null) => boolean {
		const key = `${requirement.source}\n${requirement.marker ?? ''}`;
		const known = this.#support.get(key) ?? supportOf(pythonsOf(this.project, requirement));
		this.#support.set(key, known);
		return known;
	}
}
