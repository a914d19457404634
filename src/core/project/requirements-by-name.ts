import type { Project, Requirement } from './model.ts';

/** Finds the requirements of a package without a look at the thousands of others that a project may have. */
export class RequirementsByName {
	readonly #projects = new WeakMap<Project, ReadonlyMap<string, readonly Requirement[]>>();

	/** In the order of the project. `name`: PEP 503 form. */
	in(project: Project, name: string): readonly Requirement[] {
		const names = this.#projects.get(project) ?? byName(project.requirements);
		this.#projects.set(project, names);
		return names.get(name) ?? [];
	}
}

function byName(requirements: readonly Requirement[]): ReadonlyMap<string, readonly Requirement[]> {
	const names = new Map<string, Requirement[]>();
	for (const requirement of requirements) {
		const alike = names.get(requirement.name);
		if (alike === undefined) names.set(requirement.name, [requirement]);
		else alike.push(requirement);
	}
	return names;
}
