import { createHash } from 'node:crypto';
import { parse, TomlError } from 'smol-toml';
import { deepest } from '../toml-syntax.ts';
import { isTable, type LockTable, tableAt } from './lock-values.ts';

const projectKeys = ['requires-python', 'dependencies', 'optional-dependencies'];
/** Poetry notes the absence of these, where nothing else is relevant. */
const oldKeys = ['dependencies', 'source', 'extras', 'dev-dependencies'];

/**
 * Whether a poetry.lock with this content hash was made for a pyproject.toml of this text, as Poetry itself judges that; 2.3 and later take the
 * dependency groups (PEP 735) into account, those before did not. Undefined where a value is written that JSON does not have.
 */
export function isMadeFor(pyproject: string, contentHash: string): boolean | undefined {
	try {
		const root = parse(pyproject, { maxDepth: deepest, integersAsBigInt: true });
		return [true, false].some((withGroups) => sha256(json(relevant(root, withGroups))) === contentHash);
	} catch (thrown) {
		if (thrown instanceof TomlError || thrown instanceof RangeError) return undefined;
		throw thrown;
	}
}

function relevant(root: LockTable, withGroups: boolean): LockTable {
	const project = pick(tableAt(root, 'project'), projectKeys);
	const groups = (withGroups && tableAt(root, 'dependency-groups')) || {};
	const poetry = tableAt(tableAt(root, 'tool'), 'poetry');
	const isNew = Object.keys(project).length > 0 || Object.keys(groups).length > 0;
	const inPoetry = pick(poetry, [...oldKeys, 'group']);
	if (!isNew) return { ...Object.fromEntries(oldKeys.map((key) => [key, null])), ...inPoetry };
	return {
		...(Object.keys(project).length > 0 ? { project } : {}),
		...(Object.keys(groups).length > 0 ? { 'dependency-groups': groups } : {}),
		tool: { poetry: inPoetry },
	};
}

function pick(table: LockTable | undefined, keys: readonly string[]): LockTable {
	return Object.fromEntries(keys.flatMap((key) => (table?.[key] === undefined ? [] : [[key, table[key]]])));
}

/** As Python's `json.dumps(value, sort_keys=True)` writes it. Throws RangeError for what that writes in a way of its own: dates and fractions. */
function json(value: unknown): string {
	if (typeof value === 'string') return ascii(JSON.stringify(value));
	if (typeof value === 'bigint' || typeof value === 'boolean' || value === null) return String(value);
	if (Array.isArray(value)) return `[${value.map(json).join(', ')}]`;
	if (!isTable(value)) throw new RangeError('This value has no form in JSON that could be compared.');
	const keys = Object.keys(value).sort();
	return `{${keys.map((key) => `${ascii(JSON.stringify(key))}: ${json(value[key])}`).join(', ')}}`;
}

function ascii(text: string): string {
	return text.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function sha256(text: string): string {
	return createHash('sha256').update(text).digest('hex');
}
