import * as l10n from '@vscode/l10n';
import type { DynamicField, ProjectProblem, RequirementFile } from './model.ts';
import type { TomlTable } from './toml.ts';
import { stringsAt, tableAt } from './toml-access.ts';

/** `[project] dynamic`: the fields that the build back-end is to fill in (PEP 621). */
export function dynamicFields(root: TomlTable): readonly DynamicField[] {
	return stringsAt(tableAt(root, 'project'), 'dynamic').map(({ value, span }) => ({ field: value, span }));
}

/** PEP 621: “Build back-ends MUST raise an error if the metadata specifies a field statically as well as being listed in dynamic.” */
export function givenTwice(root: TomlTable, file: string): readonly ProjectProblem[] {
	const project = tableAt(root, 'project');
	return dynamicFields(root)
		.filter(({ field }) => project?.entries.has(field) === true)
		.map(({ field, span }) => ({
			code: 'invalid-toml',
			message: l10n.t('[project] gives “{0}” and lists it as dynamic. Only one of the two is allowed (PEP 621).', field),
			file,
			span,
		}));
}

/**
 * setuptools' `dependencies = {file = […]}` and `optional-dependencies.<extra> = {file = […]}` (setuptools, "Dynamic Metadata"), which it
 * heeds only where `[project] dynamic` names the field.
 */
export function setuptoolsFiles(root: TomlTable): readonly RequirementFile[] {
	const given = tableAt(tableAt(tableAt(root, 'tool'), 'setuptools'), 'dynamic');
	const fields = new Set(dynamicFields(root).map(({ field }) => field));
	const dependencies = fields.has('dependencies') ? tableAt(given, 'dependencies') : undefined;
	const extras = fields.has('optional-dependencies') ? tableAt(given, 'optional-dependencies') : undefined;
	return [
		...namedFiles(dependencies, 'project'),
		...[...(extras?.entries.keys() ?? [])].flatMap((extra) => namedFiles(tableAt(extras, extra), `optional:${extra}`)),
	];
}

function namedFiles(table: TomlTable | undefined, source: string): RequirementFile[] {
	const value = table?.entries.get('file')?.value;
	const items = value?.kind === 'array' ? value.items : value === undefined ? [] : [value];
	return items.flatMap((item) => (item.kind === 'string' ? [{ path: item.value, source, span: item.span }] : []));
}
