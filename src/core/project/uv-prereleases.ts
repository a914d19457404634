import type { Project } from './model.ts';
import type { TomlTable } from './toml.ts';
import { stringAt, tableAt } from './toml-access.ts';

/**
 * Whether uv takes pre-releases like other releases, or never (`[tool.uv] prerelease`); undefined where it goes by what specifiers name, as it does by
 * itself.
 */
export function readUvPrereleases(root: TomlTable): boolean | undefined {
	const mode = stringAt(tableAt(tableAt(root, 'tool'), 'uv'), 'prerelease')?.value;
	return mode === 'allow' ? true : mode === 'disallow' ? false : undefined;
}

/** The lists of a project that uv resolves so: what builds it, it resolves as if nothing was set (uv 0.13). */
const resolvedByUv = /^(?:project$|optional:|group:|uv:(?!build-))/;

/** The project with its requirements as uv is told to take them. */
export function takingPrereleases(project: Project): Project {
	const { prereleases, requirements } = project;
	if (prereleases === undefined) return project;
	const taken = requirements.map((requirement) =>
		resolvedByUv.test(requirement.source) ? { ...requirement, specifiers: requirement.specifiers.taking(prereleases) } : requirement,
	);
	return { ...project, requirements: taken };
}
