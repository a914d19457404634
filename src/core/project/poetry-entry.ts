import { type AutoDocsError, ValidationError } from '../errors.ts';
import type { Json } from '../json.ts';
import { type Marker, parseMarker } from '../packaging/marker.ts';
import { normalizeName } from '../packaging/name.ts';
import type { Span } from '../span.ts';
import type { Requirement, RequirementOrigin } from './model.ts';
import { PoetryConstraint, parsePoetryConstraint } from './poetry-constraint.ts';
import { tokenOffsets } from './token-offsets.ts';
import type { TomlEntry, TomlTable, TomlValue } from './toml.ts';

const anyVersion = new PoetryConstraint([{ low: undefined, high: undefined }]);

/** Where a Poetry entry is being read. */
export interface PoetryContext {
	readonly text: string;
	readonly file: string;
	readonly source: string;
}

/** One key of a Poetry-like table (Poetry, and PDM before PEP 621): a string, a table, or a list of either, one requirement each. */
export function poetryRequirements(entry: TomlEntry, context: PoetryContext): readonly Requirement[] {
	const values = entry.value.kind === 'array' ? entry.value.items : [entry.value];
	return values.map((value) => poetryRequirement(entry, value, entry.value.kind === 'array' ? value.span : entry.span, context));
}

function poetryRequirement(entry: TomlEntry, value: TomlValue, whole: Span, { text, file, source }: PoetryContext): Requirement {
	const table = value.kind === 'table' ? value : undefined;
	const version = value.kind === 'string' ? value : table === undefined ? undefined : stringIn(table, 'version');
	const constraint = attempt(() => (version === undefined ? anyVersion : parsePoetryConstraint(version.value)));
	const marker = attempt(() => markerOf(table));
	const problem = value.kind === 'string' || table !== undefined ? (constraint.error ?? marker.error) : wrongKind(entry.key);
	const read = constraint.value ?? anyVersion;
	return {
		name: normalizeName(entry.key),
		nameAsWritten: entry.key,
		raw: value.kind === 'string' ? value.value : JSON.stringify(plain(value)),
		extras: stringsIn(table, 'extras'),
		specifiers: read,
		clauses: [],
		constraint: version?.value ?? '',
		isPin: read.isPin,
		marker: marker.value,
		url: stringIn(table, 'url')?.value,
		source,
		origin: originOf(table),
		dialect: 'poetry',
		file,
		spans: {
			token: firstString(value)?.span ?? entry.span,
			name: inside(text, entry.keySpan),
			extras: table?.entries.get('extras')?.value.span,
			specifier: version === undefined ? undefined : inside(text, version.span),
			marker: stringIn(table, 'markers')?.span,
			url: stringIn(table, 'url')?.span,
			entry: whole,
		},
		error: problem,
		errorSpan: problem === undefined ? undefined : errorSpan(text, problem, version?.span, constraint.error, value.span),
	};
}

/** An origin that is no index comes first: beside it a version is only a check. */
function originOf(table: TomlTable | undefined): RequirementOrigin {
	for (const kind of ['git', 'path', 'url'] as const) {
		const target = stringIn(table, kind)?.value;
		if (target !== undefined) return { kind, target };
	}
	const file = stringIn(table, 'file')?.value;
	return file === undefined ? { kind: 'index', index: stringIn(table, 'source')?.value } : { kind: 'path', target: file };
}

/** `markers` (Poetry) or `marker` (PDM), and `python` as a condition on the Python version. */
function markerOf(table: TomlTable | undefined): Marker | undefined {
	const written = stringIn(table, 'markers')?.value ?? stringIn(table, 'marker')?.value;
	const python = stringIn(table, 'python')?.value;
	const conditions = [...(written === undefined ? [] : [written]), ...(python === undefined ? [] : [pythonMarker(python)])].filter(
		(condition) => condition.trim() !== '',
	);
	return conditions.length === 0
		? undefined
		: parseMarker(conditions.map((condition) => (conditions.length > 1 ? `(${condition})` : condition)).join(' and '));
}

/** `~2.7 || ^3.6` as a marker. A bare `3.9` means that minor version. */
function pythonMarker(constraint: string): string {
	const alternatives = parsePoetryConstraint(constraint).toString().split(' || ');
	if (alternatives.includes('*')) return '';
	return alternatives
		.map((range) =>
			range
				.split(',')
				.map((part) => {
					const [, operator = '', version = ''] = /^([<>=!]*)(.*)$/.exec(part) ?? [];
					const variable = version.split('.').length > 2 ? 'python_full_version' : 'python_version';
					return `${variable} ${operator === '' ? '==' : operator} "${version}"`;
				})
				.join(' and '),
		)
		.join(' or ');
}

function attempt<T>(read: () => T): { readonly value: T | undefined; readonly error: AutoDocsError | undefined } {
	try {
		return { value: read(), error: undefined };
	} catch (thrown) {
		if (!(thrown instanceof ValidationError)) throw thrown;
		return { value: undefined, error: thrown };
	}
}

function wrongKind(key: string): ValidationError {
	return new ValidationError(`${key.slice(0, 60)} needs a version constraint in quotes, such as "^1.2", or a table`, {
		code: 'invalid_requirement',
	});
}

function errorSpan(text: string, error: AutoDocsError, version: Span | undefined, ofVersion: AutoDocsError | undefined, value: Span): Span {
	if (version === undefined || error !== ofVersion || !(error instanceof ValidationError)) return value;
	const offsets = tokenOffsets(text.slice(version.start, version.end), version.start);
	return error.end > error.offset ? { start: offsets(error.offset), end: offsets(error.end) } : version;
}

function stringIn(table: TomlTable | undefined, key: string): { readonly value: string; readonly span: Span } | undefined {
	const value = table?.entries.get(key)?.value;
	return value?.kind === 'string' ? value : undefined;
}

function stringsIn(table: TomlTable | undefined, key: string): readonly string[] {
	const value = table?.entries.get(key)?.value;
	return value?.kind === 'array' ? value.items.flatMap((item) => (item.kind === 'string' ? [item.value] : [])) : [];
}

/** The first string of a value, in the order of the file. */
export function firstString(value: TomlValue): (TomlValue & { readonly kind: 'string' }) | undefined {
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

/** A string token or key without its quotes. */
function inside(text: string, span: Span): Span {
	const quotes = /^("""|'''|"|')/.exec(text.slice(span.start, span.start + 3))?.[0].length ?? 0;
	return { start: span.start + quotes, end: span.end - quotes };
}
