import { normalizeName } from '../packaging/name.ts';
import type { Project, Requirement, RequirementOrigin } from './model.ts';

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

/**
 * What Poetry requires. Where a list of the standards has anything, Poetry's own table only says more of that, unless `dynamic` leaves the list
 * to Poetry.
 */
export function requiredByPoetry({ requirements, dynamic }: Project): readonly Requirement[] {
	const isFilledIn = dynamic.some(({ field }) => field === 'dependencies' || field === 'optional-dependencies');
	const standard = new Set(requirements.flatMap((requirement) => (isPoetry(requirement) ? [] : (listOf(requirement) ?? []))));
	if (isFilledIn) standard.delete('main');
	return requirements.filter((requirement) => !isPoetry(requirement) || !standard.has(listOf(requirement) ?? ''));
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
function placeOf(requirement: Requirement): string | undefined {
	const list = listOf(requirement);
	return list === undefined ? undefined : `${list}\n${requirement.name}`;
}

/** What is equal for a list of the standards and the table that Poetry merges into it; undefined for all others. */
function listOf({ source }: Requirement): string | undefined {
	if (source === 'poetry' || source === 'project' || source.startsWith('optional:')) return 'main';
	const group = source === 'poetry:dev' ? 'dev' : /^(?:poetry:)?group:(.*)$/s.exec(source)?.[1];
	return group === undefined ? undefined : `group:${normalizeName(group)}`;
}

function isPoetry({ source }: Requirement): boolean {
	return source.startsWith('poetry');
}

function originElsewhere({ origin }: Requirement): RequirementOrigin | undefined {
	return origin.kind !== 'index' || origin.index !== undefined ? origin : undefined;
}
