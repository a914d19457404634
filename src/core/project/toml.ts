import { type AST, ParseError, parseTOML } from 'toml-eslint-parser';
import { ProjectParseError } from '../errors.ts';
import type { Span } from '../span.ts';

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
	/** `key = value`; of a `[table]` its header. */
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
 * Reads TOML 1.0 with the place of everything in it; its verdicts are those of Python's tomllib. Throws ProjectParseError (`invalid_toml`).
 */
export function parseToml(text: string): TomlTable {
	let program: AST.TOMLProgram;
	try {
		program = parseTOML(text, { tomlVersion: '1.0' });
	} catch (thrown) {
		if (!(thrown instanceof ParseError)) throw thrown;
		throw new ProjectParseError('invalid_toml', `Not valid TOML: ${explain(thrown.message, text, thrown.index)}`, {
			offset: thrown.index,
			cause: thrown,
		});
	}
	const root: MutableTable = { kind: 'table', entries: new Map(), span: { start: 0, end: text.length } };
	for (const node of program.body[0].body) {
		if (node.type === 'TOMLTable') readTable(root, node);
		else setKey(root, node);
	}
	return root;
}

/** The parser names characters by what it expected; a person sees what stands there. */
function explain(message: string, text: string, offset: number): string {
	const first = message.replace(/\.$/, '');
	if (offset >= text.length) return `${first}: the file ends too early.`;
	const line = text.slice(offset, offset + 40).split(/[\r\n]/, 1)[0] ?? '';
	return line === '' ? `${first}: the line ends too early.` : `${first} at “${line}”.`;
}

function readTable(root: MutableTable, node: AST.TOMLTable): void {
	const path = node.key.keys;
	const span = spanOf(node.key);
	const last = path.at(-1);
	if (last === undefined) return;
	const parent = descend(root, path.slice(0, -1), span);
	const table = node.kind === 'array' ? appendTable(parent, last, span) : childTable(parent, last, span);
	for (const entry of node.body) setKey(table, entry);
}

function appendTable(parent: MutableTable, key: AST.TOMLBare | AST.TOMLQuoted, span: Span): MutableTable {
	const name = keyText(key);
	const table: MutableTable = { kind: 'table', entries: new Map(), span };
	const present = parent.entries.get(name)?.value;
	if (present?.kind === 'array') (present as MutableArray).items.push(table);
	else parent.entries.set(name, { key: name, keySpan: spanOf(key), value: { kind: 'array', items: [table], span }, span });
	return table;
}

function setKey(table: MutableTable, node: AST.TOMLKeyValue): void {
	const path = node.key.keys;
	const last = path.at(-1);
	if (last === undefined) return;
	const key = keyText(last);
	descend(table, path.slice(0, -1), spanOf(node)).entries.set(key, {
		key,
		keySpan: spanOf(last),
		value: readValue(node.value),
		span: spanOf(node),
	});
}

/** The table that dotted keys lead to; the last one of an array of tables. */
function descend(table: MutableTable, path: readonly (AST.TOMLBare | AST.TOMLQuoted)[], span: Span): MutableTable {
	return path.reduce((at, key) => childTable(at, key, span), table);
}

function childTable(table: MutableTable, key: AST.TOMLBare | AST.TOMLQuoted, span: Span): MutableTable {
	const name = keyText(key);
	const present = table.entries.get(name)?.value;
	const inner = present?.kind === 'array' ? present.items.at(-1) : present;
	if (inner?.kind === 'table') return inner as MutableTable;
	const made: MutableTable = { kind: 'table', entries: new Map(), span };
	table.entries.set(name, { key: name, keySpan: spanOf(key), value: made, span });
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
	return { kind: 'other', value: node.kind === 'integer' || node.kind === 'float' ? node.number : '', span };
}

function keyText(key: AST.TOMLBare | AST.TOMLQuoted): string {
	return key.type === 'TOMLBare' ? key.name : key.value;
}

function spanOf({ range }: { readonly range: readonly [number, number] }): Span {
	return { start: range[0], end: range[1] };
}
