import { normalizeName } from '../packaging/name.ts';
import type { RequirementOrigin } from './model.ts';
import type { TomlTable, TomlValue } from './toml.ts';
import { tableAt } from './toml-access.ts';

/** `[tool.uv.sources]`: where the named packages come from instead of the index. */
export function uvOrigins(root: TomlTable): ReadonlyMap<string, RequirementOrigin> {
	const sources = tableAt(tableAt(tableAt(root, 'tool'), 'uv'), 'sources');
	const origins = new Map<string, RequirementOrigin>();
	for (const { key, value } of sources?.entries.values() ?? []) {
		// Several sources under different markers: the first stands for them.
		const origin = originOf(value.kind === 'array' ? value.items[0] : value);
		if (origin !== undefined) origins.set(normalizeName(key), origin);
	}
	return origins;
}

function originOf(value: TomlValue | undefined): RequirementOrigin | undefined {
	if (value?.kind !== 'table') return undefined;
	const workspace = value.entries.get('workspace')?.value;
	if (workspace?.kind === 'other' && workspace.value === true) return { kind: 'workspace' };
	for (const kind of ['git', 'path', 'url'] as const) {
		const target = value.entries.get(kind)?.value;
		if (target?.kind === 'string') return { kind, target: target.value };
	}
	const index = value.entries.get('index')?.value;
	return index?.kind === 'string' ? { kind: 'index', index: index.value } : undefined;
}
