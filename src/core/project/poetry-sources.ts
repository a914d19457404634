import { normalizeName } from '../packaging/name.ts';
import type { Requirement, RequirementOrigin } from './model.ts';

/**
 * Poetry merges its own tables into the standard ones: `[tool.poetry.dependencies]` into `[project]` and its extras, a group's table into the
 * `[dependency-groups]` list of its name ("tool.poetry: dependencies"). What one of the two takes from elsewhere, both do, and Poetry's own says
 * of both whether they take pre-releases.
 */
export function mergedByPoetry(requirements: readonly Requirement[]): readonly Requirement[] {
	const poetry = requirements.filter(isPoetry);
	const own = firstOf(poetry, originElsewhere);
	const standard = firstOf(
		requirements.filter((requirement) => !isPoetry(requirement)),
		originElsewhere,
	);
	const prereleases = firstOf(poetry, ({ specifiers }) => specifiers.prereleases);
	return requirements.map((requirement) => {
		const place = placeOf(requirement);
		if (place === undefined) return requirement;
		const origin = originElsewhere(requirement) ?? (isPoetry(requirement) ? standard : own).get(place) ?? requirement.origin;
		const taken = isPoetry(requirement) ? undefined : prereleases.get(place);
		const { specifiers } = requirement;
		return { ...requirement, origin, specifiers: taken === undefined ? specifiers : specifiers.taking(taken) };
	});
}

/** What is said at each place. Of several constraints under one key the first that says anything stands for all. */
function firstOf<T>(requirements: readonly Requirement[], said: (requirement: Requirement) => T | undefined): ReadonlyMap<string, T> {
	const first = new Map<string, T>();
	for (const requirement of requirements) {
		const [place, one] = [placeOf(requirement), said(requirement)];
		if (place !== undefined && one !== undefined && !first.has(place)) first.set(place, one);
	}
	return first;
}

/** What is equal for entries that Poetry merges; undefined where it merges none. */
function placeOf({ source, name }: Requirement): string | undefined {
	if (source === 'poetry' || source === 'project' || source.startsWith('optional:')) return `main\n${name}`;
	const group = source === 'poetry:dev' ? 'dev' : /^(?:poetry:)?group:(.*)$/s.exec(source)?.[1];
	return group === undefined ? undefined : `group:${normalizeName(group)}\n${name}`;
}

function isPoetry({ source }: Requirement): boolean {
	return source.startsWith('poetry');
}

function originElsewhere({ origin }: Requirement): RequirementOrigin | undefined {
	return origin.kind !== 'index' || origin.index !== undefined ? origin : undefined;
}
