import { parseSpecifierSet } from '../packaging/specifier.ts';
import type { Project, ProjectProblem, VersionConstraint } from './model.ts';
import { parsePoetryConstraint } from './poetry-constraint.ts';
import { readString } from './read-string.ts';
import type { TomlTable } from './toml.ts';
import { stringAt, tableAt } from './toml-access.ts';

/** Which Pythons a project is for, and what is wrong with how it says so. */
export interface PythonRange {
	readonly requiresPython: Project['requiresPython'];
	readonly problems: readonly ProjectProblem[];
}

/** `[project] requires-python`, else the `python` of Poetry's dependencies, which is judged with the other entries of its table. */
export function readPythonRange(root: TomlTable, text: string, file: string): PythonRange {
	const standard = stringAt(tableAt(root, 'project'), 'requires-python');
	const written = standard ?? stringAt(tableAt(tableAt(tableAt(root, 'tool'), 'poetry'), 'dependencies'), 'python');
	const parse: (value: string) => VersionConstraint = standard === undefined ? parsePoetryConstraint : parseSpecifierSet;
	const { value: specifiers, fault } = readString(text, written, parse);
	if (written !== undefined && specifiers !== undefined) {
		return { requiresPython: { specifiers, text: written.value, span: written.span }, problems: [] };
	}
	if (fault === undefined || standard === undefined) return { requiresPython: undefined, problems: [] };
	const message = `requires-python: ${fault.error.message}`;
	return { requiresPython: undefined, problems: [{ code: 'invalid-requirement', message, file, span: fault.span }] };
}
