import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseMarker } from '../../src/core/packaging/marker.ts';
import type { Requirement } from '../../src/core/project/model.ts';
import { parsePyproject } from '../../src/core/project/pyproject.ts';
import { LineIndex } from '../../src/core/span.ts';
import { type ConformSet, conformSet } from './set.ts';

interface OracleEntry {
	readonly group: string;
	readonly raw?: string;
	readonly name?: string | null;
	readonly extras?: readonly string[];
	readonly specifier?: string | null;
	readonly marker?: string | null;
	readonly valid: boolean;
	readonly error?: string | null;
	readonly line: number;
	readonly col?: number | null;
	readonly url?: string | null;
	readonly key?: string;
	/** PEP 508 as Poetry writes it. */
	readonly poetry_pep508?: string | null;
	readonly include_group?: string;
}

interface Oracle {
	readonly toml_valid: boolean;
	readonly entries: readonly OracleEntry[];
}

/** Holds the project model against the real pyproject files and other tools' fixtures of a data folder. */
export async function conformPyprojects(dataFolder: string): Promise<readonly ConformSet[]> {
	return [await conformFolder(dataFolder, 'pyprojects', 0.99), await conformFolder(dataFolder, 'pyprojects-fixtures', 0.97)];
}

async function conformFolder(dataFolder: string, set: string, goal: number): Promise<ConformSet> {
	const files = (await readdir(join(dataFolder, set))).filter((file) => file.endsWith('.toml')).sort();
	const failures: string[] = [];
	for (const file of files) {
		const text = new TextDecoder().decode(await readFile(join(dataFolder, set, file)));
		const oracle = JSON.parse(await readFile(join(dataFolder, `${set}-oracle`, file.replace(/\.toml$/, '.json')), 'utf8')) as Oracle;
		const difference = compare(text, oracle);
		if (difference !== undefined) failures.push(`${file}: ${difference}`);
	}
	return conformSet(set, files.length, failures, goal);
}

function compare(text: string, oracle: Oracle): string | undefined {
	const { project } = parsePyproject(text, 'pyproject.toml');
	if ((project !== undefined) !== oracle.toml_valid) return `valid TOML: ${oracle.toml_valid}`;
	const lines = new LineIndex(text);
	const ours = [
		...(project?.requirements ?? []).map((requirement) => ourLine(requirement, lines, text)),
		...(project?.includes ?? []).map(
			({ group, includes, span }) => `group:${group} line ${lines.positionAt(span.start).line + 1} include ${includes}`,
		),
	].sort();
	const theirs = oracle.entries.filter(isEntry).map(theirLine).sort();
	const missing = theirs.filter((line) => !ours.includes(line));
	const surplus = ours.filter((line) => !theirs.includes(line));
	if (missing.length === 0 && surplus.length === 0 && ours.length === theirs.length) return undefined;
	return `wanted ${missing.slice(0, 2).join(' | ')}; got ${surplus.slice(0, 2).join(' | ')}`;
}

/** What is no string in a list of strings is a problem of the file, not a requirement. */
function isEntry(entry: OracleEntry): boolean {
	return entry.error?.startsWith('entry is') !== true;
}

function ourLine(requirement: Requirement, lines: LineIndex, text: string): string {
	const start = lines.positionAt(requirement.spans.token.start);
	const line = text.slice(requirement.spans.token.start - start.character, requirement.spans.token.start);
	const place = `${requirement.source} line ${start.line + 1}:${text[requirement.spans.token.start]?.match(/["']/) ? [...line].length : '?'}`;
	if (requirement.error !== undefined) return `${place} invalid ${compact(requirement.raw)}`;
	const { name, extras, specifiers, marker, url, origin, dialect } = requirement;
	// The oracle leaves paths out, and knows of PDM's markers nothing.
	const isUnknown = dialect === 'poetry' && origin.kind === 'path';
	const specifier = isUnknown ? '*' : String(specifiers);
	const condition = isUnknown || requirement.source.startsWith('pdm-legacy') ? '' : (marker?.toString() ?? '');
	return [place, name, `[${[...extras].sort()}]`, specifier, ';', condition, url ?? ''].join(' ');
}

function theirLine(entry: OracleEntry): string {
	if (entry.include_group !== undefined) return `${entry.group} line ${entry.line} include ${entry.include_group}`;
	const place = `${entry.group} line ${entry.line}:${entry.col ?? '?'}`;
	// poetry-core 1.4 wants a version where Poetry 2 lets a table merely add to [project].
	const isOracleLimit = entry.error?.startsWith("KeyError: 'version'") === true;
	if (!entry.valid && !isOracleLimit) return `${place} invalid ${compact(entry.raw ?? '')}`;
	const isPoetry = entry.key !== undefined;
	const specifier = entry.specifier ?? (isPoetry ? '*' : '');
	return [place, entry.name, `[${[...(entry.extras ?? [])].sort()}]`, specifier, ';', markerOf(entry), entry.url ?? ''].join(' ');
}

/** Poetry's markers include what its `python` and `platform` say. */
function markerOf(entry: OracleEntry): string {
	if (entry.key === undefined) return entry.marker ?? '';
	const written = entry.poetry_pep508?.split(' ; ')[1] ?? '';
	return written === '' ? '' : String(parseMarker(written));
}

/** Tables are printed with blanks by the one and without by the other. */
function compact(raw: string): string {
	return raw.startsWith('{') ? raw.replace(/ /g, '') : raw;
}
