import { normalizeName } from '../packaging/name.ts';
import type { GroupInclude, ProjectProblem } from './model.ts';

/** PEP 735: including a group that does not exist, or that includes itself in the end, is an error. */
export function groupCycles(includes: readonly GroupInclude[], groups: ReadonlySet<string>, file: string): readonly ProjectProblem[] {
	const edges = new Map<string, readonly string[]>();
	for (const { group, includes: included } of includes)
		edges.set(normalizeName(group), [...(edges.get(normalizeName(group)) ?? []), normalizeName(included)]);
	return includes.flatMap(({ group, includes: included, span }): ProjectProblem[] => {
		if (!groups.has(normalizeName(included))) {
			return [{ code: 'invalid-requirement', message: `There is no dependency group “${included}” to include.`, file, span }];
		}
		if (!reaches(edges, normalizeName(included), normalizeName(group))) return [];
		return [{ code: 'invalid-requirement', message: `Dependency group “${group}” includes itself through “${included}”.`, file, span }];
	});
}

function reaches(edges: ReadonlyMap<string, readonly string[]>, from: string, to: string): boolean {
	const seen = new Set([from]);
	for (const group of seen) {
		if (group === to) return true;
		for (const next of edges.get(group) ?? []) seen.add(next);
	}
	return false;
}
