import type { Requirement } from '../project/model.ts';
import type { Span } from '../span.ts';
import type { FileContext } from './rule.ts';

/** Where a note about a whole file stands: its first line, so that the rest of the file stays clean. */
export function firstLine({ text }: FileContext): Span {
	const end = text.search(/[\r\n]/);
	return { start: 0, end: end === -1 ? text.length : end };
}

/** The first of the requirements of each package: a note counts packages, however often a file names them. */
export function eachPackage<T extends { readonly requirement: Requirement }>(asked: readonly T[]): readonly T[] {
	const byName = new Map<string, T>();
	for (const one of asked) if (!byName.has(one.requirement.name)) byName.set(one.requirement.name, one);
	return [...byName.values()];
}
