import { ValidationError } from '../errors.ts';
import { parseSpecifierSet } from '../packaging/specifier.ts';
import type { Span } from '../span.ts';
import type { Project, ProjectProblem, VersionConstraint } from './model.ts';
import { parsePoetryConstraint } from './poetry-constraint.ts';
import { tableAt } from './requirement-lists.ts';
import { tokenOffsets } from './token-offsets.ts';
import type { TomlTable } from './toml.ts';

/** Which Pythons a project is for, and what is wrong with how it says so. */
export interface PythonRange {
	readonly requiresPython: Project['requiresPython'];
	readonly problems: readonly ProjectProblem[];
}

/** `[project] requires-python`, else the `python` of Poetry's dependencies, which is judged with the other entries of its table. */
export function readPythonRange(root: TomlTable, text: string, file: string): PythonRange {
	const standard = stringAt(tableAt(root, 'project'), 'requires-python');
	if (standard !== undefined) return withSpecifiers(standard, parseSpecifierSet, text, file);
	const poetry = tableAt(tableAt(root, 'tool'), 'poetry');
	const ofPoetry = stringAt(tableAt(poetry, 'dependencies'), 'python');
	if (ofPoetry === undefined) return { requiresPython: undefined, problems: [] };
	return { ...withSpecifiers(ofPoetry, parsePoetryConstraint, text, file), problems: [] };
}

interface Written {
	readonly value: string;
	readonly span: Span;
}

function withSpecifiers({ value, span }: Written, parse: (text: string) => VersionConstraint, text: string, file: string): PythonRange {
	try {
		return { requiresPython: { specifiers: parse(value), text: value, span }, problems: [] };
	} catch (thrown) {
		if (!(thrown instanceof ValidationError)) throw thrown;
		const offsets = tokenOffsets(text.slice(span.start, span.end), span.start);
		const place = thrown.end > thrown.offset ? { start: offsets(thrown.offset), end: offsets(thrown.end) } : span;
		return {
			requiresPython: undefined,
			problems: [{ code: 'invalid-requirement', message: `requires-python: ${thrown.message}`, file, span: place }],
		};
	}
}

function stringAt(table: TomlTable | undefined, key: string): Written | undefined {
	const value = table?.entries.get(key)?.value;
	return value?.kind === 'string' ? value : undefined;
}
