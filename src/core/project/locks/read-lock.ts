import { setImmediate as nextTurn } from 'node:timers/promises';
import * as l10n from '@vscode/l10n';
import { normalizeName } from '../../packaging/name.ts';
import type { Span } from '../../span.ts';
import { type LockBlock, type LockDocument, readBlocks } from './blocks.ts';
import type { LockedPackage, LockFile, LockKind, LockProblem } from './lock-file.ts';
import type { LockFormat } from './lock-format.ts';
import { textAt, versionAt } from './lock-values.ts';
import { pdmFormat } from './pdm.ts';
import { poetryFormat } from './poetry.ts';
import { pylockFormat } from './pylock.ts';
import { uvFormat } from './uv.ts';

const formats: Readonly<Record<LockKind, LockFormat>> = { uv: uvFormat, poetry: poetryFormat, pdm: pdmFormat, pylock: pylockFormat };

/** Packages, about a millisecond's work. */
const mostInATurn = 200;

/**
 * Reads the text of a lock file, a part of it in each turn of the event loop. Never rejects: what is wrong is among `problems`, and what can be
 * read beside it is there. `file`: its absolute path.
 */
export async function readLock(text: string, file: string, kind: LockKind): Promise<LockFile> {
	const conflict = mergeConflict(text);
	const { head, blocks, problems } =
		conflict === undefined ? await readBlocks(text, nextTurn) : { head: {}, blocks: [], problems: [conflict] };
	return await lockOf(file, kind, { head, blocks, problems }, text);
}

/** What a document means that was read from `text`. */
export async function lockOf(file: string, kind: LockKind, { head, blocks, problems }: LockDocument, text: string): Promise<LockFile> {
	const format = formats[kind];
	const { version, ...facts } = format.head(head);
	const formatVersion = versionAt(version[1], version[0]);
	const packages = await packagesIn(blocks, format, text);
	return {
		file,
		kind,
		formatVersion,
		revision: versionAt(head, 'revision'),
		...facts,
		packages,
		byName: byName(packages),
		problems: [...problems, ...unknownVersion(text, formatVersion, format)].sort((a, b) => a.span.start - b.span.start),
	};
}

async function packagesIn(blocks: readonly LockBlock[], format: LockFormat, text: string): Promise<readonly LockedPackage[]> {
	const packages: LockedPackage[] = [];
	for (let at = 0; at < blocks.length; at += mostInATurn) {
		if (at > 0) await nextTurn();
		packages.push(...blocks.slice(at, at + mostInATurn).flatMap((block) => packageIn(block, format, text)));
	}
	return packages;
}

function byName(packages: readonly LockedPackage[]): ReadonlyMap<string, readonly LockedPackage[]> {
	const found = new Map<string, LockedPackage[]>();
	for (const one of packages) {
		const present = found.get(one.name);
		if (present === undefined) found.set(one.name, [one]);
		else present.push(one);
	}
	return found;
}

/** One that has no name is none that could be asked for. */
function packageIn({ table, span }: LockBlock, format: LockFormat, text: string): readonly LockedPackage[] {
	const nameAsWritten = textAt(table, 'name');
	if (nameAsWritten === undefined) return [];
	const places = placesIn(text, span);
	const facts = format.package(table);
	return [
		{
			name: normalizeName(nameAsWritten),
			nameAsWritten,
			version: textAt(table, 'version'),
			...facts,
			dependencies: [...new Set(facts.dependencies)],
			nameSpan: places.get('name') ?? { start: span.start, end: span.start },
			versionSpan: places.get('version'),
		},
	];
}

/** Of name and version, which stand in front of a package's inner tables. */
function placesIn(text: string, { start, end }: Span): ReadonlyMap<string, Span> {
	const inner = text.indexOf('\n[', start);
	const own = text.slice(start, inner === -1 || inner > end ? end : inner);
	const places = new Map<string, Span>();
	for (const { 0: line, 1: key = '', 2: value = '', index } of own.matchAll(/^(name|version)[ \t]*=[ \t]*("[^"\n]*"|'[^'\n]*')/gm)) {
		const behind = start + index + line.length - 1;
		places.set(key, { start: behind - value.length + 2, end: behind });
	}
	return places;
}

/** What git leaves of a merge that it cannot do by itself: three lines, which no TOML has. */
function mergeConflict(text: string): LockProblem | undefined {
	const begin = /^<{7}(?: .*)?$/m.exec(text);
	if (begin === null || !/^={7}\r?$/m.test(text) || !/^>{7}(?: .*)?$/m.test(text)) return undefined;
	const message = l10n.t('This lock file is in a merge conflict: both sides are still in it. Take one side, then lock again.');
	return { message, span: { start: begin.index, end: begin.index + begin[0].trimEnd().length }, isBroken: true, isOfWhole: true };
}

function unknownVersion(text: string, version: string | undefined, { knownVersions }: LockFormat): readonly LockProblem[] {
	if (version === undefined || knownVersions.test(version)) return [];
	const message = l10n.t(
		"AutoDocs does not know version {0} of this lock file's format: it was read like the versions before.",
		version.slice(0, 40),
	);
	const found = /^(?:lock[-_])?version[ \t]*=.*$/m.exec(text);
	const span = found === null ? { start: 0, end: 0 } : { start: found.index, end: found.index + found[0].length };
	return [{ message, span, isBroken: false, isOfWhole: false }];
}
