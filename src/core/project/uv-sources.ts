import { normalizeName } from '../packaging/name.ts';
import type { Requirement, RequirementOrigin, Sources } from './model.ts';
import type { TomlTable, TomlValue } from './toml.ts';
import { tableAt } from './toml-access.ts';

/** `[tool.uv.sources]`. */
export function uvSources(root: TomlTable): Sources {
	const sources = tableAt(tableAt(tableAt(root, 'tool'), 'uv'), 'sources');
	return new Map(
		[...(sources?.entries.values() ?? [])].map(({ key, value }) => [
			normalizeName(key),
			// Several sources under different markers: the first stands for them.
			originOf(value.kind === 'array' ? value.items[0] : value),
		]),
	);
}

/** The requirements, each with the origin that the sources bind it to. */
export function bound(requirements: readonly Requirement[], sources: Sources): readonly Requirement[] {
	return requirements.map((requirement) => {
		const origin = sources.get(requirement.name);
		return origin === undefined ? requirement : { ...requirement, origin };
	});
}

function originOf(value: TomlValue | undefined): RequirementOrigin | undefined {
	if (value?.kind !== 'table') return undefined;
	const workspace = value.entries.get('workspace')?.value;
	// A string is the path of another workspace.
	if (workspace?.kind === 'string' || (workspace?.kind === 'other' && workspace.value === true)) return { kind: 'workspace' };
	for (const kind of ['git', 'path', 'url'] as const) {
		const target = value.entries.get(kind)?.value;
		if (target?.kind === 'string') return { kind, target: target.value };
	}
	const index = value.entries.get('index')?.value;
	return index?.kind === 'string' ? { kind: 'index', index: index.value } : undefined;
}
