import { readConfiguration } from '../../src/core/config.ts';
import { Checker } from '../../src/core/findings/checker.ts';
import type { Finding, TextEdit } from '../../src/core/findings/finding.ts';
import { fixesTogether } from '../../src/core/findings/fix-all.ts';
import { lookUpFacts } from '../../src/core/findings/look-up-facts.ts';
import { Lookups } from '../../src/core/index/lookups.ts';
import type { ProjectReleases, ProjectStatus, Release, ReleaseMetadata } from '../../src/core/index/package-index.ts';
import { ReleaseFacts } from '../../src/core/index/release-facts.ts';
import type { Answer } from '../../src/core/network/request.ts';
import type { Environment } from '../../src/core/project/installed/environment.ts';
import { type LockFile, lockKindOf } from '../../src/core/project/locks/lock-file.ts';
import { readLock } from '../../src/core/project/locks/read-lock.ts';
import { parsePyproject } from '../../src/core/project/pyproject.ts';
import type { SettingKey } from '../../src/core/settings.ts';
import { answer, KnownIndex, projectReleases } from './known-index.ts';
import { metadataWith } from './metadata.ts';
import { SimulatedPlatform } from './simulated-platform.ts';

/** What an index is to say of a package: its releases, an answer with a history, or an error. */

/** What more it is to say of a release, by name and version, as in `demo 1.0`. */
export type KnownFacts = Readonly<Record<string, Partial<ReleaseMetadata>>>;

export type Packages = Readonly<Record<string, readonly (string | Release)[] | Answer<ProjectReleases> | Error>>;

export const pyproject = '/p/pyproject.toml';

export function settingsWith(change: Partial<Record<SettingKey, unknown>> = {}) {
	return readConfiguration((key) => (key in change ? { value: change[key], from: 'a test' } : undefined), 8).settings;
}

/** What is known beside a pyproject and its releases. */
export interface Surroundings {
	readonly lock?: LockFile | undefined;
	readonly otherLocks?: readonly LockFile[];
	readonly environment?: Environment;
	readonly facts?: KnownFacts;
	/** See `FileContext.unused`. */
	readonly unused?: ReadonlySet<string>;
}

/** The findings of a pyproject once all that an index says of its packages is in. */
export async function checked(
	text: string,
	packages: Packages = {},
	settings: Partial<Record<SettingKey, unknown>> = {},
	{ lock, otherLocks = [], environment, facts: known = {}, unused }: Surroundings = {},
): Promise<readonly Finding[]> {
	const index = new KnownIndex(
		Object.fromEntries(
			Object.entries(packages).map(([name, reply]) => [
				name,
				Array.isArray(reply) ? answer(projectReleases(name, reply)) : (reply as Answer<ProjectReleases> | Error),
			]),
		),
		Object.fromEntries(Object.entries(known).map(([release, metadata]) => [release, answer(metadataWith(metadata))])),
	);
	const platform = new SimulatedPlatform();
	const lookups = new Lookups(index, platform);
	const facts = new ReleaseFacts(index, platform);
	const checker = new Checker(settingsWith(settings), lookups, { facts, now: platform.now });
	const read = parsePyproject(text, pyproject);
	const python =
		environment?.python === undefined
			? undefined
			: ({ version: environment.python, from: environment.folder, kind: 'environment' } as const);
	const parsed = { ...read, project: read.project && { ...read.project, lock, otherLocks, environment, python } };
	await lookups.track(pyproject, parsed.project === undefined ? new Set() : checker.names(parsed.project), 'interactive');
	if (parsed.project !== undefined) await lookUpFacts(facts, checker, parsed.project, 'interactive');
	const findings = checker.check(parsed, text, unused);
	lookups.close();
	facts.close();
	return findings;
}

/** The findings where a project of the index has this status (PEP 792). */
export async function checkedStatus(
	text: string,
	name: string,
	status: ProjectStatus,
	statusReason: string | null,
): Promise<readonly Finding[]> {
	return await checked(text, { [name]: answer({ ...projectReleases(name, ['1.0']), status, statusReason }) });
}

/** A lock file beside the pyproject. */
export async function lockBeside(name: string, text: string): Promise<LockFile> {
	return await readLock(text, `/p/${name}`, lockKindOf(name) ?? 'uv');
}

/** Findings as a person sees them: the code and the characters it stands on. */
export function seen(text: string, findings: readonly Finding[]): readonly string[] {
	return findings.map(({ code, span }) => `${code}: ${text.slice(span.start, span.end)}`);
}

/** The file after each edit that a finding offers, by its title. */
export function fixed(text: string, finding: Finding | undefined): Readonly<Record<string, string>> {
	return Object.fromEntries(
		(finding?.fixes ?? []).flatMap((fix) => (fix.kind === 'edit' ? [[fix.title, applyEdits(text, fix.edits)]] : [])),
	);
}

/** The file after "Fix all". */
export function fixedAll(text: string, findings: readonly Finding[]): string {
	return applyEdits(
		text,
		fixesTogether(findings).flatMap(({ edits }) => edits),
	);
}

export function applyEdits(text: string, edits: readonly TextEdit[]): string {
	return [...edits]
		.sort((a, b) => b.span.start - a.span.start)
		.reduce((changed, { span, text: inserted }) => changed.slice(0, span.start) + inserted + changed.slice(span.end), text);
}

/** The titles of the fixes that take part in "Fix all". */
export function preferred(finding: Finding | undefined): readonly string[] {
	return (finding?.fixes ?? []).flatMap((fix) => (fix.kind === 'edit' && fix.preferred ? [fix.title] : []));
}

export function commands(finding: Finding | undefined): readonly string[] {
	return (finding?.fixes ?? []).flatMap((fix) => (fix.kind === 'command' ? [fix.run.command] : []));
}

/** A pyproject with these entries, each on a line of its own. */
export function projectWith(...entries: readonly string[]): string {
	return `[project]\nname = "shop"\nrequires-python = ">=3.9"\ndependencies = [\n${entries.map((entry) => `\t${entry},\n`).join('')}]\n`;
}
