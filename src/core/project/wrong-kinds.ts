import * as l10n from '@vscode/l10n';
import type { ProjectProblem } from './model.ts';
import type { TomlTable, TomlValue } from './toml.ts';

type Kind = 'table' | 'string' | 'strings';

/**
 * What the tables on the way to the requirements have to be; `*` stands for every key. The lists themselves are judged where they are read.
 * Without this a `[project]` that is no table would be passed over without a word.
 */
const expected: readonly (readonly [path: string, kind: Kind])[] = [
	['build-system', 'table'],
	['project', 'table'],
	['project.name', 'string'],
	['project.requires-python', 'string'],
	['project.dynamic', 'strings'],
	['project.optional-dependencies', 'table'],
	['dependency-groups', 'table'],
	['tool', 'table'],
	['tool.poetry', 'table'],
	['tool.poetry.name', 'string'],
	['tool.poetry.group', 'table'],
	['tool.poetry.group.*', 'table'],
	['tool.pdm', 'table'],
	['tool.pdm.python_requires', 'string'],
	['tool.pdm.dev-dependencies', 'table'],
	['tool.hatch', 'table'],
	['tool.hatch.envs', 'table'],
	['tool.hatch.envs.*', 'table'],
	['tool.hatch.build', 'table'],
	['tool.hatch.build.hooks', 'table'],
	['tool.hatch.build.hooks.*', 'table'],
	['tool.hatch.build.targets', 'table'],
	['tool.hatch.build.targets.*', 'table'],
	['tool.hatch.build.targets.*.hooks', 'table'],
	['tool.hatch.build.targets.*.hooks.*', 'table'],
	['tool.uv', 'table'],
	['tool.uv.sources', 'table'],
	['tool.uv.dependency-groups', 'table'],
	['tool.uv.dependency-groups.*', 'table'],
	['tool.uv.dependency-groups.*.requires-python', 'string'],
	['tool.uv.workspace', 'table'],
	['tool.uv.workspace.members', 'strings'],
	['tool.uv.workspace.exclude', 'strings'],
	['tool.flit', 'table'],
	['tool.flit.metadata', 'table'],
	['tool.flit.metadata.requires-python', 'string'],
	['tool.flit.metadata.requires-extra', 'table'],
	['tool.setuptools', 'table'],
	['tool.setuptools.dynamic', 'table'],
	['tool.setuptools.dynamic.dependencies', 'table'],
	['tool.setuptools.dynamic.optional-dependencies', 'table'],
	['tool.setuptools.dynamic.optional-dependencies.*', 'table'],
];

/** Says for each table or value of the wrong kind what it has to be. Everything else in the file is read all the same. */
export function wrongKinds(root: TomlTable, file: string): readonly ProjectProblem[] {
	return expected.flatMap(([path, kind]) =>
		valuesAt(root, path.split('.'), '').flatMap(({ name, value }): ProjectProblem[] =>
			misfits(value, kind).map(({ span }) => ({ code: 'invalid-toml', message: hasToBe(name, kind), file, span })),
		),
	);
}

function hasToBe(name: string, kind: Kind): string {
	switch (kind) {
		case 'table':
			return l10n.t('{0} has to be a table.', name);
		case 'string':
			return l10n.t('{0} has to be text in quotes.', name);
		case 'strings':
			return l10n.t('{0} has to be a list of texts in quotes.', name);
	}
}

interface Named {
	/** The path with its keys in place of `*`. */
	readonly name: string;
	readonly value: TomlValue;
}

function valuesAt(value: TomlValue, [key, ...rest]: readonly string[], name: string): readonly Named[] {
	if (key === undefined) return [{ name, value }];
	if (value.kind !== 'table') return [];
	const entry = value.entries.get(key);
	const entries = key === '*' ? [...value.entries.values()] : entry === undefined ? [] : [entry];
	return entries.flatMap((inner) => valuesAt(inner.value, rest, name === '' ? inner.key : `${name}.${inner.key}`));
}

/** The value itself, or what is no string in a list of strings. */
function misfits(value: TomlValue, kind: Kind): readonly TomlValue[] {
	if (kind === 'strings' && value.kind === 'array') return value.items.filter((item) => item.kind !== 'string');
	return value.kind === kind ? [] : [value];
}
