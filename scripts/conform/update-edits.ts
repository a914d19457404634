import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { planUpdates, type UpdateTarget } from '../../src/core/editing/update.ts';
import type { TextEdit } from '../../src/core/findings/finding.ts';
import type { Known } from '../../src/core/index/lookups.ts';
import { compareVersions, parseVersion, tryParseVersion, type Version } from '../../src/core/packaging/version.ts';
import type { Project, Requirement } from '../../src/core/project/model.ts';
import { parsePyproject } from '../../src/core/project/pyproject.ts';
import { parseTomlSyntax } from '../../src/core/project/toml-syntax.ts';
import { answer, projectReleases } from '../../test/support/known-index.ts';
import { type ConformSet, conformSet } from './set.ts';

/** Moves all requirements of the real pyproject files: what comes out must be the same file but for the characters of versions. */
export async function conformUpdateEdits(dataFolder: string): Promise<ConformSet> {
	const folder = join(dataFolder, 'pyprojects');
	const failures: string[] = [];
	let cases = 0;
	for (const file of (await readdir(folder)).filter((name) => name.endsWith('.toml')).sort()) {
		const text = new TextDecoder().decode(await readFile(join(folder, file)));
		const { project } = parsePyproject(text, file);
		if (project === undefined) continue;
		for (const target of ['within', 'newest'] as const) {
			const difference = compare(text, project, target);
			cases++;
			if (difference !== undefined) failures.push(`${file}, ${target}: ${difference}`);
		}
	}
	return conformSet('update edits', cases, failures);
}

function compare(text: string, project: Project, target: UpdateTarget): string | undefined {
	const { updates } = planUpdates({
		project,
		requirements: project.requirements,
		texts: new Map([[project.file, text]]),
		known: (requirement) => madeUp(requirement),
		target,
		cutOff: () => undefined,
	});
	const edits = updates.flatMap((update) => update.edits).sort((a, b) => a.span.start - b.span.start);
	const odd = edits.find(({ span, text: inserted }) => !isVersion(text.slice(span.start, span.end)) || !isVersion(inserted));
	if (odd !== undefined) return `“${text.slice(odd.span.start, odd.span.end)}” → “${odd.text}” is more than a version`;
	const after = applied(text, edits);
	const moved = parsePyproject(after, project.file).project;
	if (moved === undefined) return 'it is no TOML any more';
	if (comments(after) !== comments(text)) return 'a comment is gone';
	const [before, now] = [project, moved].map(({ requirements }) => requirements.map(shape));
	const changed = before?.findIndex((line, i) => line !== now?.[i]) ?? -1;
	return changed === -1 && before?.length === now?.length ? undefined : `${before?.[changed]} became ${now?.[changed]}`;
}

/** Releases around each version that a requirement names: some inside of its bounds, some above. */
function madeUp({ name, constraint }: Requirement): Known {
	const named = [...constraint.matchAll(/\d[\w.!+]*/g)].flatMap(([text]) => tryParseVersion(text) ?? []);
	const versions = [...named, parseVersion('1.0')].flatMap(({ epoch, release }) => {
		const [major = 0, minor = 0, patch = 0] = release.map(Number);
		const prefix = epoch === 0 ? '' : `${epoch}!`;
		return [[major, minor, patch], [major, minor, patch + 1], [major, minor + 1, 2], [major + 1, 3, 1], [major + 2]].map((numbers) =>
			parseVersion(prefix + numbers.join('.')),
		);
	});
	const newestFirst = versions.sort((a: Version, b: Version) => compareVersions(b, a)).map(String);
	return { state: 'answered', answer: answer(projectReleases(name, newestFirst)) };
}

function isVersion(text: string): boolean {
	return /^v?\d[\w.!*+-]*$/i.test(text);
}

function applied(text: string, edits: readonly TextEdit[]): string {
	let after = '';
	let at = 0;
	for (const { span, text: inserted } of edits) {
		after += text.slice(at, span.start) + inserted;
		at = span.end;
	}
	return after + text.slice(at);
}

function comments(text: string): string {
	return JSON.stringify(parseTomlSyntax(text).comments.map(({ value }) => value));
}

/** All of a requirement but its versions. */
function shape({ raw, constraint, source, nameAsWritten, extras, marker, error }: Requirement): string {
	const rest = constraint === '' ? raw : raw.replace(constraint, constraint.replace(/\d[\w.!*+]*/g, '1'));
	return JSON.stringify([source, nameAsWritten, extras, marker?.toString(), error?.message, rest]);
}
