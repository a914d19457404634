import type { AST } from 'toml-eslint-parser';
import type { Span } from '../span.ts';
import { deepest, parseTomlSyntax, tooDeep } from './toml-syntax.ts';

/** A TOML value with its place. Spans are UTF-16 offsets. */
export type TomlValue =
	| { readonly kind: 'string'; readonly value: string; readonly span: Span }
	| { readonly kind: 'array'; readonly items: readonly TomlValue[]; readonly span: Span }
	| TomlTable
	| { readonly kind: 'other'; readonly value: number | boolean | string; readonly span: Span };

export interface TomlTable {
	readonly kind: 'table';
	readonly entries: ReadonlyMap<string, TomlEntry>;
	readonly span: Span;
}

/** One key of a table, with its value. */
export interface TomlEntry {
	readonly key: string;
	/** Of the last part of the key, with its quotes. */
	readonly keySpan: Span;
	readonly value: TomlValue;
	/** `key = value`; of a `[table]` its header and the lines below it. */
	readonly span: Span;
}

interface MutableTable {
	readonly kind: 'table';
	readonly entries: Map<string, TomlEntry>;
	readonly span: Span;
}

interface MutableArray {
	readonly kind: 'array';
	readonly items: TomlValue[];
	readonly span: Span;
}

/**
 * Reads TOML 1.0 with the place of everything in it; its verdicts are those of Python's tomllib, but that it refuses what is out of all proportion.
 * Throws ProjectParseError (`invalid_toml`) with the place of what is wrong.
 */
export function parseToml(text: string): TomlTable {
	const root: MutableTable = { kind: 'table', entries: new Map(), span: { start: 0, end: text.length } };
	for (const node of parseTomlSyntax(text).body[0].body) {
		if (node.type === 'TOMLTable') readTable(root, node);
		else setKey(root, node);
	}
	return root;
}

function readTable(root: MutableTable, node: AST.TOMLTable): void {
	const path = node.key.keys;
	const last = path.at(-1);
	if (last === undefined) return;
	const places = { span: spanOf(node.key), entry: spanOf(node) };
	const parent = descend(root, path.slice(0, -1), places);
	const table = node.kind === 'array' ? appendTable(parent, last, places) : childTable(parent, last, places);
	for (const entry of node.body) setKey(table, entry);
}

type Key = AST.TOMLBare | AST.TOMLQuoted;

/** Of a table that is made where a key mentions it first. */
interface Places {
	readonly span: Span;
	readonly entry: Span;
}

function appendTable(parent: MutableTable, key: Key, { span, entry }: Places): MutableTable {
	const name = keyText(key);
	const table: MutableTable = { kind: 'table', entries: new Map(), span };
	const present = parent.entries.get(name)?.value;
	if (present?.kind === 'array') (present as MutableArray).items.push(table);
	else parent.entries.set(name, { key: name, keySpan: spanOf(key), value: { kind: 'array', items: [table], span }, span: entry });
	return table;
}

function setKey(table: MutableTable, node: AST.TOMLKeyValue): void {
	const path = node.key.keys;
	const last = path.at(-1);
	if (last === undefined) return;
	const key = keyText(last);
	const span = spanOf(node);
	const holder = descend(table, path.slice(0, -1), { span, entry: span });
	holder.entries.set(key, { key, keySpan: spanOf(last), value: readValue(node.value), span });
}

/** The table that dotted keys lead to; the last one of an array of tables. */
function descend(table: MutableTable, path: readonly Key[], places: Places): MutableTable {
	if (path.length >= deepest) throw tooDeep(places.span.start);
	return path.reduce((at, key) => childTable(at, key, places), table);
}

function childTable(table: MutableTable, key: Key, { span, entry }: Places): MutableTable {
	const name = keyText(key);
	const present = table.entries.get(name)?.value;
	const inner = present?.kind === 'array' ? present.items.at(-1) : present;
	if (inner?.kind === 'table') return inner as MutableTable;
	const made: MutableTable = { kind: 'table', entries: new Map(), span };
	table.entries.set(name, { key: name, keySpan: spanOf(key), value: made, span: entry });
	return made;
}

function readValue(node: AST.TOMLContentNode): TomlValue {
	const span = spanOf(node);
	if (node.type === 'TOMLArray') return { kind: 'array', items: node.elements.map(readValue), span };
	if (node.type === 'TOMLInlineTable') {
		const table: MutableTable = { kind: 'table', entries: new Map(), span };
		for (const entry of node.body) setKey(table, entry);
		return table;
	}
	if (node.kind === 'string') return { kind: 'string', value: node.value, span };
	if (node.kind === 'boolean') return { kind: 'other', value: node.value, span };
	return { kind: 'other', value: node.kind === 'integer' || node.kind === 'float' ? node.value : node.datetime, span };
}

function keyText(key: Key): string {
	return key.type === 'TOMLBare' ? key.name : key.value;
}

function spanOf({ range }: { readonly range: readonly [number, number] }): Span {
	return { start: range[0], end: range[1] };
}
