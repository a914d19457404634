import { normalizeName } from '../packaging/name.ts';
import type { Requirement, RequirementOrigin } from './model.ts';

/**
 * Poetry merges its own tables into the standard ones: `[tool.poetry.dependencies]` into `[project]` and its extras, a group's table into the
 * `[dependency-groups]` list of its name ("tool.poetry: dependencies"). What one of the two takes from elsewhere, both do.
 */
export function mergedOrigins(requirements: readonly Requirement[]): readonly Requirement[] {
	const own = originsOf(requirements.filter(isPoetry));
	const standard = originsOf(requirements.filter((requirement) => !isPoetry(requirement)));
	return requirements.map((requirement) => {
		const place = placeOf(requirement);
		const origin = place === undefined || isElsewhere(requirement) ? undefined : (isPoetry(requirement) ? standard : own).get(place);
		return origin === undefined ? requirement : { ...requirement, origin };
	});
}

/** Of several constraints under one key the first that names a place stands for all. */
function originsOf(requirements: readonly Requirement[]): ReadonlyMap<string, RequirementOrigin> {
	const origins = new Map<string, RequirementOrigin>();
	for (const requirement of requirements.filter(isElsewhere)) {
		const place = placeOf(requirement);
		if (place !== undefined && !origins.has(place)) origins.set(place, requirement.origin);
	}
	return origins;
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

function isElsewhere({ origin }: Requirement): boolean {
	return origin.kind !== 'index' || origin.index !== undefined;
}
