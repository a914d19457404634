import * as l10n from '@vscode/l10n';
import { normalizeName } from '../packaging/name.ts';
import type { GroupInclude, ProjectProblem } from './model.ts';

/** PEP 735: including a group that does not exist, or that includes itself in the end, is an error. Linear in the number of includes. */
export function groupCycles(includes: readonly GroupInclude[], groups: ReadonlySet<string>, file: string): readonly ProjectProblem[] {
	const edges = new Map<string, string[]>();
	for (const { group, includes: included } of includes) {
		const from = normalizeName(group);
		const targets = edges.get(from) ?? [];
		targets.push(normalizeName(included));
		edges.set(from, targets);
	}
	const circles = circlesOf(edges);
	return includes.flatMap(({ group, includes: included, span }): ProjectProblem[] => {
		const [from, to] = [normalizeName(group), normalizeName(included)];
		if (!groups.has(to)) {
			return [{ code: 'invalid-requirement', message: l10n.t('There is no dependency group “{0}” to include.', included), file, span }];
		}
		if (circles.get(from) !== circles.get(to)) return [];
		const message =
			from === to
				? l10n.t('Dependency group “{0}” includes itself.', group)
				: l10n.t('Dependency group “{0}” includes itself through “{1}”.', group, included);
		return [{ code: 'invalid-requirement', message, file, span }];
	});
}

/** Gives the groups that reach each other the same number (Kosaraju's algorithm, without recursion: chains may be long). */
function circlesOf(edges: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, number> {
	const nodes = new Set([...edges.keys(), ...[...edges.values()].flat()]);
	const backwards = new Map<string, string[]>([...nodes].map((node) => [node, []]));
	for (const [from, targets] of edges) for (const to of targets) backwards.get(to)?.push(from);
	const seen = new Set<string>();
	const finished = [...nodes].flatMap((node) => visit(node, edges, seen));
	const circles = new Map<string, number>();
	const assigned = new Set<string>();
	for (const [number, node] of finished.toReversed().entries()) {
		for (const member of visit(node, backwards, assigned)) circles.set(member, number);
	}
	return circles;
}

/** What is reached from `start` and was not seen before, each behind all that it leads to. */
function visit(start: string, edges: ReadonlyMap<string, readonly string[]>, seen: Set<string>): readonly string[] {
	const finished: string[] = [];
	const path = seen.has(start) ? [] : [{ node: start, next: 0 }];
	seen.add(start);
	for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
		const target = edges.get(top.node)?.[top.next++];
		if (target === undefined) finished.push(path.pop()?.node ?? start);
		else if (!seen.has(target)) {
			seen.add(target);
			path.push({ node: target, next: 0 });
		}
	}
	return finished;
}
