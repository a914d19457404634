import { isValidName, normalizeName } from '../packaging/name.ts';
import type { Project, Requirement } from '../project/model.ts';

/** Names that an index cannot be asked for: they say which Python is wanted. */
const notOnIndexes = new Set(['python']);

/** Whether a requirement says which Python is wanted. */
export function isPython({ name }: Requirement): boolean {
	return notOnIndexes.has(name);
}

/** Whether the index has to be asked about a requirement. */
export function isAsked(requirement: Requirement, project: Project): boolean {
	const { name, nameAsWritten, error, origin } = requirement;
	if (error !== undefined || notOnIndexes.has(name) || !isValidName(nameAsWritten)) return false;
	// A project may require its own extras by its own name; a requirement bound to another index is not ours to judge.
	return origin.kind === 'index' && origin.index === undefined && (project.name === undefined || normalizeName(project.name) !== name);
}
