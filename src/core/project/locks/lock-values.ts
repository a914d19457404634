/** A TOML table without places, as a lock's blocks are read. */
export type LockTable = Readonly<Record<string, unknown>>;

export function textAt(table: LockTable | undefined, key: string): string | undefined {
	const value = table?.[key];
	return typeof value === 'string' ? value : undefined;
}

/** A version may be written as a string or as a number. */
export function versionAt(table: LockTable | undefined, key: string): string | undefined {
	const value = table?.[key];
	return typeof value === 'string' || typeof value === 'bigint' || typeof value === 'number' ? String(value) : undefined;
}

export function tableAt(table: LockTable | undefined, key: string): LockTable | undefined {
	const value = table?.[key];
	return isTable(value) ? value : undefined;
}

/** The tables of the list under a key. */
export function tablesAt(table: LockTable | undefined, key: string): readonly LockTable[] {
	const value = table?.[key];
	return Array.isArray(value) ? value.filter(isTable) : [];
}

/** The strings of the list under a key. */
export function textsAt(table: LockTable | undefined, key: string): readonly string[] {
	const value = table?.[key];
	return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

export function isTable(value: unknown): value is LockTable {
	return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

/** The `name` of each table. */
export function namesOf(tables: readonly LockTable[]): readonly string[] {
	return tables.flatMap((table) => textAt(table, 'name') ?? []);
}
