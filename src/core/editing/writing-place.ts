import type { Span } from '../span.ts';
import { markerPlace } from './marker-cursor.ts';
import { placeInRequirement, placeInSpecifier, type WritingPlace } from './requirement-cursor.ts';
import { type TomlCursor, tomlCursorAt } from './toml-cursor.ts';

export type { WritingPlace } from './requirement-cursor.ts';

/** Where lists of PEP 508 strings are; `*` is any key. A test holds these equal to what the project model reads. */
export const listPaths: readonly string[] = [
	'build-system.requires',
	'project.dependencies',
	'project.optional-dependencies.*',
	'dependency-groups.*',
	'tool.pdm.dev-dependencies.*',
	'tool.hatch.envs.*.dependencies',
	'tool.hatch.envs.*.extra-dependencies',
	'tool.hatch.build.dependencies',
	'tool.hatch.build.hooks.*.dependencies',
	'tool.hatch.build.targets.*.dependencies',
	'tool.hatch.build.targets.*.hooks.*.dependencies',
	'tool.uv.dev-dependencies',
	'tool.uv.constraint-dependencies',
	'tool.uv.override-dependencies',
	'tool.uv.build-constraint-dependencies',
	'tool.flit.metadata.requires',
	'tool.flit.metadata.dev-requires',
	'tool.flit.metadata.requires-extra.*',
];

/** Where tables in the manner of Poetry are, of names with their constraints. */
export const tablePaths: readonly string[] = [
	'tool.poetry.dependencies',
	'tool.poetry.dev-dependencies',
	'tool.poetry.group.*.dependencies',
	'tool.poetry.requires-plugins',
	'tool.pdm.dependencies',
];

/** What is being written at an offset of a pyproject.toml, whether that parses or not; undefined where it is no part of a requirement. */
export function writingPlace(text: string, offset: number): WritingPlace | undefined {
	const cursor = tomlCursorAt(text, offset);
	if (cursor === undefined) return undefined;
	const { kind, path, span } = cursor;
	if (kind === 'key') {
		if (!tablePaths.some((pattern) => isAt(path, pattern))) return undefined;
		return { kind: 'name', typed: text.slice(span.start, offset), span };
	}
	if (path[0] === 'dependency-groups' && path.length === 3 && path[2] === 'include-group')
		return { kind: 'group', span, group: path[1] ?? '' };
	const content = text.slice(span.start, span.end);
	if (listPaths.some((pattern) => isAt(path, pattern))) {
		return shifted(placeInRequirement(content, offset - span.start, cursor.quote), span.start);
	}
	return shifted(placeInPoetry(cursor, content, offset - span.start), span.start);
}

/** What is being written at an offset of a list of requirements, one a line. */
export function writingPlaceInList(text: string, offset: number): WritingPlace | undefined {
	const start = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
	const line = /^[^\r\n]*/.exec(text.slice(start))?.[0] ?? '';
	if (/^\s*-|(?:^|\s)#/.test(line.slice(0, offset - start))) return undefined;
	return shifted(placeInRequirement(line, offset - start, ''), start);
}

function placeInPoetry({ path, quote }: TomlCursor, content: string, at: number): WritingPlace | undefined {
	const table = tablePaths
		.map((pattern) => pattern.split('.').length)
		.find((length, i) => isAt(path.slice(0, length), tablePaths[i] ?? ''));
	const [name, field = 'version', more] = table === undefined ? [] : path.slice(table);
	if (name === undefined || name === 'python' || more !== undefined) return undefined;
	if (field === 'version') return placeInSpecifier(content, at, content.slice(0, at), name, 'poetry');
	if (field === 'markers') return markerPlace(content, 0, at, quote);
	return field === 'extras' ? { kind: 'extra', span: { start: 0, end: content.length }, name, present: [] } : undefined;
}

function isAt(path: readonly string[], pattern: string): boolean {
	const keys = pattern.split('.');
	return keys.length === path.length && keys.every((key, i) => key === '*' || key === path[i]);
}

function shifted(place: WritingPlace | undefined, by: number): WritingPlace | undefined {
	if (place === undefined) return undefined;
	const span: Span = { start: place.span.start + by, end: place.span.end + by };
	return { ...place, span };
}
