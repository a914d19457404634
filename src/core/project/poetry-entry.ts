import * as l10n from '@vscode/l10n';
import type { Json } from '../json.ts';
import { excerpt } from '../packaging/excerpt.ts';
import { normalizeName } from '../packaging/name.ts';
import type { Span } from '../span.ts';
import type { Requirement, RequirementOrigin } from './model.ts';
import { PoetryConstraint, parsePoetryConstraint } from './poetry-constraint.ts';
import { badAddress, wrong, wrongField } from './poetry-fields.ts';
import { readMarker } from './poetry-marker.ts';
import { type Fault, readString } from './read-string.ts';
import type { TomlEntry, TomlTable, TomlValue } from './toml.ts';
import { booleanAt, stringAt, stringsAt, type TomlString } from './toml-access.ts';

const anyVersion = new PoetryConstraint([{ low: undefined, high: undefined }]);

/** Where a Poetry entry is being read. */
export interface PoetryContext {
	readonly text: string;
	readonly file: string;
	readonly source: string;
}

/** One key of a Poetry-like table (Poetry, and PDM before PEP 621): a string, a table, or a list of either, one requirement each. */
export function poetryRequirements(entry: TomlEntry, context: PoetryContext): readonly Requirement[] {
	const { value, span } = entry;
	if (value.kind !== 'array' || value.items.length === 0) return [poetryRequirement(entry, value, span, context)];
	return value.items.map((item) => poetryRequirement(entry, item, item.span, context));
}

function poetryRequirement(entry: TomlEntry, value: TomlValue, item: Span, { text, file, source }: PoetryContext): Requirement {
	const table = value.kind === 'table' ? value : undefined;
	const version = value.kind === 'string' ? value : stringAt(table, 'version');
	const constraint = readString(text, version, parsePoetryConstraint);
	const marker = readMarker(text, table);
	// PDM takes others.
	const address = source.startsWith('poetry') ? badAddress(table) : undefined;
	const fault = wrongKind(entry.key, value) ?? constraint.fault ?? marker.fault ?? address;
	const specifiers = (constraint.value ?? anyVersion).taking(booleanAt(table, 'allow-prereleases'));
	return {
		name: normalizeName(entry.key),
		nameAsWritten: entry.key,
		raw: value.kind === 'string' ? value.value : JSON.stringify(plain(value)),
		extras: stringsAt(table, 'extras').map(({ value: extra }) => extra),
		specifiers,
		clauses: [],
		constraint: version?.value ?? '',
		isPin: specifiers.isPin,
		marker: marker.value,
		url: stringAt(table, 'url')?.value,
		source,
		origin: originOf(table),
		dialect: 'poetry',
		file,
		spans: {
			token: firstString(value)?.span ?? entry.span,
			name: inside(text, entry.keySpan),
			extras: table?.entries.get('extras')?.value.span,
			specifier: written(text, version),
			specifierPart: written(text, version),
			marker: written(text, stringAt(table, 'markers') ?? stringAt(table, 'marker')),
			url: written(text, stringAt(table, 'url')),
			entry: entry.span,
			item,
		},
		error: fault?.error,
		errorSpan: fault?.span,
	};
}

function wrongKind(key: string, value: TomlValue): Fault | undefined {
	if (value.kind === 'string') return undefined;
	if (value.kind === 'table') return wrongField(value);
	return wrong(l10n.t('{0} needs a version constraint in quotes, such as "^1.2", or a table', excerpt(key)), value.span);
}

/** An origin that is no index comes first: beside it a version is only a check. */
function originOf(table: TomlTable | undefined): RequirementOrigin {
	for (const kind of ['git', 'path', 'url'] as const) {
		const target = stringAt(table, kind)?.value;
		if (target !== undefined) return { kind, target };
	}
	const file = stringAt(table, 'file')?.value;
	return file === undefined ? { kind: 'index', index: stringAt(table, 'source')?.value } : { kind: 'path', target: file };
}

/** The first string of a value, in the order of the file. */
export function firstString(value: TomlValue): TomlString | undefined {
	if (value.kind === 'string') return value;
	const inner =
		value.kind === 'array' ? value.items : value.kind === 'table' ? [...value.entries.values()].map((entry) => entry.value) : [];
	for (const item of inner) {
		const found = firstString(item);
		if (found !== undefined) return found;
	}
	return undefined;
}

/** A value without its places. */
export function plain(value: TomlValue): Json {
	if (value.kind === 'array') return value.items.map(plain);
	if (value.kind === 'table') return Object.fromEntries([...value.entries].map(([key, entry]) => [key, plain(entry.value)]));
	return value.value;
}

/** The place of a string without its quotes. */
function written(text: string, string: TomlString | undefined): Span | undefined {
	return string && inside(text, string.span);
}

/** A string token or key without its quotes. */
function inside(text: string, span: Span): Span {
	const quotes = /^("""|'''|"|')/.exec(text.slice(span.start, span.start + 3))?.[0].length ?? 0;
	return { start: span.start + quotes, end: span.end - quotes };
}
