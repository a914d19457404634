import * as l10n from '@vscode/l10n';
import { ProjectParseError } from '../errors.ts';
import { normalizeName } from '../packaging/name.ts';
import type { Span } from '../span.ts';
import { dynamicFields, givenTwice, setuptoolsFiles } from './dynamic.ts';
import { isEditable, readEditable } from './editable.ts';
import { readExcludeNewer } from './exclude-newer.ts';
import { groupCycles } from './group-cycles.ts';
import type { GroupInclude, Project, ProjectProblem, Requirement } from './model.ts';
import { firstString, plain, poetryRequirements } from './poetry-entry.ts';
import { mergedByPoetry } from './poetry-sources.ts';
import { readRequirement, tomlText } from './requirement-entry.ts';
import { type RequirementList, requirementLists } from './requirement-lists.ts';
import { readPythons } from './requires-python.ts';
import { sameNames } from './same-names.ts';
import { parseToml, type TomlTable, type TomlValue } from './toml.ts';
import { stringAt, tableAt } from './toml-access.ts';
import { readUvPrereleases } from './uv-prereleases.ts';
import { bound, uvSources } from './uv-sources.ts';
import { readWorkspace } from './uv-workspace.ts';
import { wrongKinds } from './wrong-kinds.ts';

/** What reading a pyproject.toml gave: the project, or the place where the text stops being TOML. */
export interface ParsedPyproject {
	/** Absolute path. */
	readonly file: string;
	readonly project: Project | undefined;
	readonly syntaxError: { readonly error: ProjectParseError; readonly span: Span } | undefined;
}

/** UTF-16 units. A longer file is refused: no person wrote it, and reading it would hold up the editor. */
const longestText = 500_000;

/** Reads a pyproject.toml. Never throws; one broken entry or table never hides another. All spans are UTF-16 offsets into `text`. */
export function parsePyproject(text: string, file: string): ParsedPyproject {
	try {
		if (text.length > longestText) throw tooLong(text.length);
		return { file, project: readProject(parseToml(text), text, file), syntaxError: undefined };
	} catch (thrown) {
		if (!(thrown instanceof ProjectParseError)) throw thrown;
		return { file, project: undefined, syntaxError: { error: thrown, span: { start: thrown.offset, end: thrown.end } } };
	}
}

function tooLong(length: number): ProjectParseError {
	return new ProjectParseError(
		'invalid_toml',
		l10n.t('This file is too large to be read ({0} thousand characters; at most {1}).', Math.round(length / 1000), longestText / 1000),
		{ offset: 0, end: 1, suggestions: [l10n.t('Move generated content out of pyproject.toml.')] },
	);
}

function readProject(root: TomlTable, text: string, file: string): Project {
	const project = tableAt(root, 'project');
	const poetry = tableAt(tableAt(root, 'tool'), 'poetry');
	const read = requirementLists(root).map((list) => readList(list, text, file));
	const includes = read.flatMap((list) => list.includes);
	const sources = uvSources(root);
	const { problems, ...pythons } = readPythons(root, includes, text, file);
	return {
		file,
		name: stringAt(project, 'name')?.value ?? stringAt(poetry, 'name')?.value,
		...pythons,
		requirements: bound(mergedByPoetry(read.flatMap((list) => list.requirements)), sources),
		includes,
		dynamic: dynamicFields(root),
		problems: [
			...wrongKinds(root, file),
			...givenTwice(root, file),
			...problems,
			...read.flatMap((list) => list.problems),
			...groupCycles(includes, groupNames(root), file),
			...sameNames(root, file),
		],
		namesOtherIndexes: namesOtherIndexes(root),
		workspace: readWorkspace(root),
		sources,
		excludeNewer: readExcludeNewer(root),
		prereleases: readUvPrereleases(root),
		requirementFiles: setuptoolsFiles(root),
		tools: [...(tableAt(root, 'tool')?.entries.keys() ?? [])],
		lock: undefined,
		otherLocks: [],
		isLockOlder: false,
		environment: undefined,
		python: undefined,
	};
}

interface ReadList {
	readonly requirements: readonly Requirement[];
	readonly includes: readonly GroupInclude[];
	readonly problems: readonly ProjectProblem[];
}

function readList({ kind, source, value }: RequirementList, text: string, file: string): ReadList {
	if (kind === 'poetry') {
		if (value.kind !== 'table')
			return problem(file, value.span, l10n.t('{0} must be a table of packages with their version constraints.', source));
		return {
			requirements: [...value.entries.values()].flatMap((entry) => poetryRequirements(entry, { text, file, source })),
			includes: [],
			problems: [],
		};
	}
	if (value.kind !== 'array')
		return problem(file, value.span, l10n.t('This must be a list of requirements in quotes, such as ["requests>=2"].'));
	const group = source.slice('group:'.length);
	const included = kind === 'group' ? value.items.flatMap((item) => includeOf(item, group)) : [];
	return {
		requirements: value.items.flatMap((item) => {
			if (item.kind !== 'string') return [];
			const written = tomlText(text, item.value, item.span, source, file);
			return source.startsWith('pdm:dev:') && isEditable(item.value) ? readEditable(written) : [readRequirement(written)];
		}),
		includes: included,
		problems: value.items.flatMap((item) =>
			item.kind === 'string' || (kind === 'group' && includeOf(item, group).length > 0) ? [] : wrongItem(item, kind, file),
		),
	};
}

function problem(file: string, span: Span, message: string): ReadList {
	return { requirements: [], includes: [], problems: [{ code: 'invalid-toml', message, file, span }] };
}

function wrongItem(item: TomlValue, kind: 'list' | 'group', file: string): ProjectProblem[] {
	const shown = JSON.stringify(plain(item)).slice(0, 60);
	const message =
		kind === 'group'
			? l10n.t('{0} is not a requirement in quotes or {1}.', shown, '{include-group = "…"}')
			: l10n.t('{0} is not a requirement in quotes.', shown);
	return [{ code: 'invalid-requirement', message, file, span: firstString(item)?.span ?? item.span }];
}

/** PEP 735: a table with this one key. */
function includeOf(item: TomlValue, group: string): GroupInclude[] {
	const value = item.kind === 'table' && item.entries.size === 1 ? item.entries.get('include-group')?.value : undefined;
	return value?.kind === 'string' ? [{ group, includes: value.value, span: value.span }] : [];
}

function groupNames(root: TomlTable): ReadonlySet<string> {
	return new Set([...(tableAt(root, 'dependency-groups')?.entries.keys() ?? [])].map(normalizeName));
}

function namesOtherIndexes(root: TomlTable): boolean {
	const tool = tableAt(root, 'tool');
	const keys = [
		['uv', 'index'],
		['uv', 'index-url'],
		['uv', 'extra-index-url'],
		['uv', 'find-links'],
		['poetry', 'source'],
		['pdm', 'source'],
	] as const;
	return keys.some(([name, key]) => {
		const value = tableAt(tool, name)?.entries.get(key)?.value;
		return value?.kind === 'array' ? !value.items.every(isExplicit) : value !== undefined;
	});
}

/** An index that only the requirements bound to it come from (uv `explicit = true`, Poetry `priority = "explicit"`). */
function isExplicit(index: TomlValue): boolean {
	const keys = index.kind === 'table' ? index.entries : undefined;
	const [explicit, priority] = [keys?.get('explicit')?.value, keys?.get('priority')?.value];
	return (explicit?.kind === 'other' && explicit.value === true) || (priority?.kind === 'string' && priority.value === 'explicit');
}
