import type { TomlTable, TomlValue } from './toml.ts';

export type TomlString = TomlValue & { readonly kind: 'string' };

/** The table under a key; undefined when there is none, or something else. */
export function tableAt(table: TomlTable | undefined, key: string): TomlTable | undefined {
	const value = table?.entries.get(key)?.value;
	return value?.kind === 'table' ? value : undefined;
}

/** The string under a key; undefined when there is none, or something else. */
export function stringAt(table: TomlTable | undefined, key: string): TomlString | undefined {
	const value = table?.entries.get(key)?.value;
	return value?.kind === 'string' ? value : undefined;
}

/** The truth value under a key; undefined when there is none, or something else. */
export function booleanAt(table: TomlTable | undefined, key: string): boolean | undefined {
	const value = table?.entries.get(key)?.value;
	return value?.kind === 'other' && typeof value.value === 'boolean' ? value.value : undefined;
}

/** The strings of the list under a key. */
export function stringsAt(table: TomlTable | undefined, key: string): readonly TomlString[] {
	const value = table?.entries.get(key)?.value;
	return value?.kind === 'array' ? value.items.filter((item) => item.kind === 'string') : [];
}
