import { ProjectParseError } from '../errors.ts';
import type { TextEdit } from '../findings/finding.ts';
import { normalizeName } from '../packaging/name.ts';
import { type RequirementList, requirementLists } from '../project/requirement-lists.ts';
import { parseToml, type TomlTable, type TomlValue } from '../project/toml.ts';
import { tableAt } from '../project/toml-access.ts';

/** A list of a pyproject.toml to which a requirement can be added, and the edits that do so. */
export interface Addition {
	/** As {@link RequirementList.source}. */
	readonly source: string;
	readonly edits: readonly TextEdit[];
}

/** Lists of what is imported, the run-time one first; those that build, constrain or override hold other things. */
const runTime = ['project', 'poetry', 'flit:requires', 'pdm-legacy'];
const others = /^(?:group|optional|uv:dev|pdm:dev|poetry:group|poetry:dev|flit:dev-requires|flit:requires-extra)\b/;

/**
 * How a package could be added to each list of a pyproject.toml, the run-time list first: in the place that the order of its neighbours gives, with
 * their quotes and indentation, in one line or in lines of their own as they are. `name`: PEP 503 form. `version`: from which on, where that is
 * known. Lists that are written in a way that is not understood are left out. None for a text that is no TOML.
 */
export function additionsTo(text: string, name: string, version: string | undefined): readonly Addition[] {
	const root = tomlOf(text);
	if (root === undefined) return [];
	const lists = requirementLists(root);
	const main = lists.filter(({ source }) => runTime.includes(source)).sort((a, b) => runTime.indexOf(a.source) - runTime.indexOf(b.source));
	const [first] = main;
	const made = first === undefined ? newList(text, root, requirementText('"', [], name, version)) : undefined;
	return [
		...(made === undefined ? [] : [{ source: 'project', edits: made }]),
		...[...main.slice(0, 1), ...lists.filter(({ source }) => others.test(source))].flatMap((list) => {
			const edits = addTo(text, list, name, version);
			return edits === undefined ? [] : [{ source: list.source, edits }];
		}),
	];
}

function tomlOf(text: string): TomlTable | undefined {
	try {
		return parseToml(text);
	} catch (thrown) {
		if (thrown instanceof ProjectParseError) return undefined;
		throw thrown;
	}
}

function addTo(text: string, { value }: RequirementList, name: string, version: string | undefined): readonly TextEdit[] | undefined {
	if (value.kind === 'array') return addToArray(text, value, name, version);
	return value.kind === 'table' ? addToTable(text, value, name, version) : undefined;
}

/** One element of a list, or one line of a table: what it is called, and where it stands. */
interface Neighbour {
	/** PEP 503 form; undefined for what is no requirement. */
	readonly name: string | undefined;
	readonly start: number;
	readonly end: number;
}

function addToArray(
	text: string,
	{ items, span }: TomlValue & { readonly kind: 'array' },
	name: string,
	version: string | undefined,
): readonly TextEdit[] | undefined {
	const neighbours = items.map((item): Neighbour => ({ name: nameOf(item), ...item.span }));
	const strings = items.flatMap((item) => (item.kind === 'string' ? [item] : []));
	const quote = text.charAt(strings.at(-1)?.span.start ?? -1) === "'" ? "'" : '"';
	const written = requirementText(
		quote,
		strings.map(({ value }) => value),
		name,
		version,
	);
	const before = previous(neighbours, name);
	const lines = text.slice(span.start, span.end).includes('\n') && neighbours.every(({ start }) => isLineStart(text, start));
	if (!lines) return [inLine(span.start, neighbours, before, written)];
	const newLine = lineEnding(text);
	const indent = neighbours[0] === undefined ? '    ' : text.slice(lineStart(text, neighbours[0].start), neighbours[0].start);
	if (before === undefined) {
		const at = endOfLine(text, span.start + 1);
		return [insertion(at, `${newLine}${indent}${written},`)];
	}
	const at = endOfLine(text, before.end);
	const hasComma = /^[ \t]*,/.test(text.slice(before.end, at));
	// A comma in a later line, or the end of the list in this one, is nobody's style.
	if (at >= span.end || (!hasComma && before !== neighbours.at(-1))) return undefined;
	const line = `${newLine}${indent}${written}`;
	if (hasComma) return [insertion(at, `${line},`)];
	return at === before.end ? [insertion(at, `,${line}`)] : [insertion(before.end, ','), insertion(at, line)];
}

function inLine(start: number, neighbours: readonly Neighbour[], before: Neighbour | undefined, written: string): TextEdit {
	if (before !== undefined) return insertion(before.end, `, ${written}`);
	const [next] = neighbours;
	return next === undefined ? insertion(start + 1, written) : insertion(next.start, `${written}, `);
}

/** Poetry's tables: a line for each package, below a header of their own. */
function addToTable(
	text: string,
	{ entries, span }: TomlTable,
	name: string,
	version: string | undefined,
): readonly TextEdit[] | undefined {
	if (text.charAt(span.start) === '{') return undefined;
	const all = [...entries.values()].filter((entry) => isLineStart(text, entry.span.start));
	const inTables = all.some((entry) => text.charAt(entry.span.start) === '[');
	if (inTables || all.length < entries.size) return undefined;
	const neighbours = all.map(({ key, span: place }): Neighbour => ({ name: normalizeName(key), ...place }));
	const isPython = (one: Neighbour) => one.name === 'python';
	const before =
		previous(
			neighbours.filter((one) => !isPython(one)),
			name,
		) ?? neighbours.find(isPython);
	const at = endOfLine(text, before?.end ?? span.end);
	const indent = before === undefined ? '' : text.slice(lineStart(text, before.start), before.start);
	const constraint = version === undefined ? '*' : `^${version}`;
	return [insertion(at, `${lineEnding(text)}${indent}${name} = "${constraint}"`)];
}

/** `[project]` without a list of its own; undefined where there is no such table, or the build back-end fills it in. */
function newList(text: string, root: TomlTable, written: string): readonly TextEdit[] | undefined {
	const project = tableAt(root, 'project');
	const own = [...(project?.entries.values() ?? [])].filter(({ span }) => isLineStart(text, span.start) && text.charAt(span.start) !== '[');
	const last = own.at(-1);
	if (last === undefined) return undefined;
	const newLine = lineEnding(text);
	return [insertion(endOfLine(text, last.span.end), `${newLine}dependencies = [${newLine}    ${written},${newLine}]`)];
}

/** The requirement with the kind of bound that most of its neighbours have; without one where few have any. */
function requirementText(quote: string, neighbours: readonly string[], name: string, version: string | undefined): string {
	const operators = neighbours.map((one) => /^[^<>=~!;@]*(>=|==|~=)/.exec(one)?.[1]);
	const usual = ['>=', '~=', '=='].find((operator) => operators.filter((one) => one === operator).length * 2 > neighbours.length);
	return `${quote}${name}${version === undefined || usual === undefined ? '' : `${usual}${version}`}${quote}`;
}

/** The neighbour behind which a name stands: by the order of the names where they have one, else the last. */
function previous(neighbours: readonly Neighbour[], name: string): Neighbour | undefined {
	const names = neighbours.map((one) => one.name);
	const isSorted = names.length > 1 && names.every((one, i) => one !== undefined && (i === 0 || (names[i - 1] ?? '') <= one));
	return isSorted ? neighbours.findLast((one) => (one.name ?? '') < name) : neighbours.at(-1);
}

function nameOf(item: TomlValue): string | undefined {
	const written = item.kind === 'string' ? /^\s*([A-Za-z0-9][A-Za-z0-9._-]*)/.exec(item.value.slice(0, 300))?.[1] : undefined;
	return written === undefined ? undefined : normalizeName(written);
}

function insertion(at: number, text: string): TextEdit {
	return { span: { start: at, end: at }, text };
}

function lineEnding(text: string): string {
	return text.includes('\r\n') ? '\r\n' : '\n';
}

function lineStart(text: string, at: number): number {
	return text.lastIndexOf('\n', at - 1) + 1;
}

function isLineStart(text: string, at: number): boolean {
	return text.slice(lineStart(text, at), at).trim() === '';
}

/** In front of the line ending. */
function endOfLine(text: string, at: number): number {
	const end = text.indexOf('\n', at);
	if (end === -1) return text.length;
	return text.charAt(end - 1) === '\r' ? end - 1 : end;
}
