import type { TomlEntry, TomlTable, TomlValue } from './toml.ts';
import { tableAt } from './toml-access.ts';

/** A list of PEP 508 strings, or a Poetry-like table, with the word for where it stands. */
export interface RequirementList {
	readonly kind: 'list' | 'poetry' | 'group';
	readonly source: string;
	readonly value: TomlValue;
}

/** Everything in a pyproject.toml that holds requirements, in the order of the standards and then of the tools. */
export function requirementLists(root: TomlTable): readonly RequirementList[] {
	const project = tableAt(root, 'project');
	const tool = tableAt(root, 'tool');
	return [
		...list(tableAt(root, 'build-system'), 'requires', 'build-system'),
		...list(project, 'dependencies', 'project'),
		...lists(tableAt(project, 'optional-dependencies'), (extra) => `optional:${extra}`),
		...entriesOf(tableAt(root, 'dependency-groups')).map(({ key, value }) => ({ kind: 'group' as const, source: `group:${key}`, value })),
		...poetryLists(tableAt(tool, 'poetry')),
		...pdmLists(tableAt(tool, 'pdm')),
		...hatchLists(tableAt(tool, 'hatch')),
		...uvLists(tableAt(tool, 'uv')),
		...flitLists(tableAt(tableAt(tool, 'flit'), 'metadata')),
	];
}

function entriesOf(table: TomlTable | undefined): readonly TomlEntry[] {
	return [...(table?.entries.values() ?? [])];
}

function list(table: TomlTable | undefined, key: string, source: string): RequirementList[] {
	const value = table?.entries.get(key)?.value;
	return value === undefined ? [] : [{ kind: 'list', source, value }];
}

function lists(table: TomlTable | undefined, source: (key: string) => string): RequirementList[] {
	return entriesOf(table).map(({ key, value }) => ({ kind: 'list', source: source(key), value }));
}

function poetryTable(table: TomlTable | undefined, key: string, source: string): RequirementList[] {
	const value = table?.entries.get(key)?.value;
	return value === undefined ? [] : [{ kind: 'poetry', source, value }];
}

function poetryLists(poetry: TomlTable | undefined): RequirementList[] {
	return [
		...poetryTable(poetry, 'dependencies', 'poetry'),
		...poetryTable(poetry, 'dev-dependencies', 'poetry:dev'),
		...entriesOf(tableAt(poetry, 'group')).flatMap(({ key, value }) =>
			value.kind === 'table' ? poetryTable(value, 'dependencies', `poetry:group:${key}`) : [],
		),
		...poetryTable(poetry, 'requires-plugins', 'poetry:requires-plugins'),
	];
}

/** PDM's `dev-dependencies` holds lists by group now; before PEP 621 it was a table of names. */
function pdmLists(pdm: TomlTable | undefined): RequirementList[] {
	const dev = tableAt(pdm, 'dev-dependencies');
	const groups = entriesOf(dev).filter(({ value }) => value.kind === 'array');
	const legacy = new Map(entriesOf(dev).flatMap((entry) => (entry.value.kind === 'array' ? [] : [[entry.key, entry]])));
	return [
		...groups.map(({ key, value }) => ({ kind: 'list' as const, source: `pdm:dev:${key}`, value })),
		...poetryTable(pdm, 'dependencies', 'pdm-legacy'),
		...(dev === undefined || legacy.size === 0
			? []
			: [{ kind: 'poetry' as const, source: 'pdm-legacy:dev', value: { ...dev, entries: legacy } }]),
	];
}

function hatchLists(hatch: TomlTable | undefined): RequirementList[] {
	const build = tableAt(hatch, 'build');
	return [
		...entriesOf(tableAt(hatch, 'envs')).flatMap(({ key, value }) =>
			value.kind !== 'table'
				? []
				: [...list(value, 'dependencies', `hatch:env:${key}`), ...list(value, 'extra-dependencies', `hatch:env:${key}:extra-dependencies`)],
		),
		...list(build, 'dependencies', 'hatch:build'),
		...hookLists(build, 'hatch:build'),
		...entriesOf(tableAt(build, 'targets')).flatMap(({ key, value }) =>
			value.kind !== 'table'
				? []
				: [...list(value, 'dependencies', `hatch:build:target:${key}`), ...hookLists(value, `hatch:build:target:${key}`)],
		),
	];
}

function hookLists(table: TomlTable | undefined, prefix: string): RequirementList[] {
	return entriesOf(tableAt(table, 'hooks')).flatMap(({ key, value }) =>
		value.kind === 'table' ? list(value, 'dependencies', `${prefix}:hook:${key}`) : [],
	);
}

function uvLists(uv: TomlTable | undefined): RequirementList[] {
	return [
		...list(uv, 'dev-dependencies', 'uv:dev'),
		...list(uv, 'constraint-dependencies', 'uv:constraint'),
		...list(uv, 'override-dependencies', 'uv:override'),
		...list(uv, 'build-constraint-dependencies', 'uv:build-constraint'),
	];
}

function flitLists(metadata: TomlTable | undefined): RequirementList[] {
	return [
		...list(metadata, 'requires', 'flit:requires'),
		...list(metadata, 'dev-requires', 'flit:dev-requires'),
		...lists(tableAt(metadata, 'requires-extra'), (extra) => `flit:requires-extra:${extra}`),
	];
}
