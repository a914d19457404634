import { normalizeName } from '../packaging/name.ts';
import { parseSpecifierSet } from '../packaging/specifier.ts';
import type { GroupInclude, Project, ProjectProblem, RequiredPython, VersionConstraint } from './model.ts';
import { parsePoetryConstraint } from './poetry-constraint.ts';
import { readString } from './read-string.ts';
import type { TomlTable } from './toml.ts';
import { stringAt, type TomlString, tableAt } from './toml-access.ts';

/** Which Pythons a project and its groups are for, and what is wrong with how it says so. */
export interface Pythons extends Pick<Project, 'requiresPython' | 'groupPythons'> {
	readonly problems: readonly ProjectProblem[];
}

/** `[project] requires-python`, else what Poetry, Flit and PDM had before there was `[project]`; and what uv asks for groups. */
export function readPythons(root: TomlTable, includes: readonly GroupInclude[], text: string, file: string): Pythons {
	const tool = tableAt(root, 'tool');
	const poetry = stringAt(tableAt(tableAt(tool, 'poetry'), 'dependencies'), 'python');
	const ways: readonly Written[] = [
		{ key: 'requires-python', written: stringAt(tableAt(root, 'project'), 'requires-python') },
		// Judged with the other entries of its table.
		{ key: undefined, written: poetry, parse: parsePoetryConstraint },
		{ key: 'requires-python', written: stringAt(tableAt(tableAt(tool, 'flit'), 'metadata'), 'requires-python') },
		{ key: 'python_requires', written: stringAt(tableAt(tool, 'pdm'), 'python_requires') },
	];
	const own = read(ways.find(({ written }) => written !== undefined) ?? {}, text, file);
	const groups = [...(tableAt(tableAt(tool, 'uv'), 'dependency-groups')?.entries.values() ?? [])].map(({ key: group, value }) => {
		const written = value.kind === 'table' ? stringAt(value, 'requires-python') : undefined;
		return read({ key: 'requires-python', written, group }, text, file);
	});
	return {
		requiresPython: own.range,
		groupPythons: withIncludes(
			groups.flatMap(({ range }) => range ?? []),
			includes,
		),
		problems: [own, ...groups].flatMap(({ problems }) => problems),
	};
}

interface Written {
	/** To name it in a problem; undefined where problems are told elsewhere. */
	readonly key?: string | undefined;
	readonly written?: TomlString | undefined;
	readonly parse?: (text: string) => VersionConstraint;
	readonly group?: string;
}

interface ReadRange {
	readonly range: RequiredPython | undefined;
	readonly problems: readonly ProjectProblem[];
}

function read({ key, written, parse = parseSpecifierSet, group }: Written, text: string, file: string): ReadRange {
	const { value: specifiers, fault } = readString(text, written, parse);
	const range =
		written === undefined || specifiers === undefined ? undefined : { specifiers, text: written.value, span: written.span, group };
	if (fault === undefined || key === undefined) return { range, problems: [] };
	return { range, problems: [{ code: 'invalid-requirement', message: `${key}: ${fault.error.message}`, file, span: fault.span }] };
}

/** Following the includes of each takes as long as there are groups: more than anyone has would hold up the editor. */
const mostFollowed = 100;

/** A group is for what the groups that it includes are for, as uv has it. */
function withIncludes(ranges: readonly RequiredPython[], includes: readonly GroupInclude[]): Project['groupPythons'] {
	const includedBy = new Map<string, string[]>();
	for (const { group, includes: included } of includes) append(includedBy, normalizeName(included), normalizeName(group));
	const groupPythons = new Map<string, RequiredPython[]>();
	for (const [i, range] of ranges.entries()) {
		const reached = new Set([normalizeName(range.group ?? '')]);
		// A set hands out what is added to it while it is walked.
		for (const name of reached) {
			for (const group of i < mostFollowed ? (includedBy.get(name) ?? []) : []) reached.add(group);
			append(groupPythons, name, range);
		}
	}
	return groupPythons;
}

function append<T>(lists: Map<string, T[]>, key: string, item: T): void {
	const list = lists.get(key);
	if (list === undefined) lists.set(key, [item]);
	else list.push(item);
}
