import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LockedSource, LockFile, LockKind } from '../../src/core/project/locks/lock-file.ts';
import { readLock } from '../../src/core/project/locks/read-lock.ts';
import { type ConformSet, conformSet } from './set.ts';

interface OraclePackage {
	readonly name: string;
	readonly version: string | null;
	readonly source: Readonly<Record<string, string>> | null;
	readonly dependencies: readonly string[];
	readonly git: string | null;
	readonly path: string | null;
	readonly url: string | null;
}

interface Oracle {
	readonly toml_valid: boolean;
	readonly kind: string;
	readonly lock_version?: string | number | null;
	readonly revision?: number | null;
	readonly requires_python?: string | null;
	readonly content_hash?: string | null;
	readonly versions?: Readonly<Record<string, readonly (string | null)[]>>;
	readonly packages?: readonly OraclePackage[];
	readonly n_packages?: number;
	readonly n_multi_version?: number;
	readonly n_versionless?: number;
}

/** Holds the readers of lock files against what tomllib finds in real ones. */
export async function conformLocks(dataFolder: string): Promise<ConformSet> {
	const files = (await readdir(join(dataFolder, 'locks'))).filter((file) => file !== 'SOURCES.tsv').sort();
	const failures: string[] = [];
	for (const file of files) {
		const text = new TextDecoder().decode(await readFile(join(dataFolder, 'locks', file)));
		const oracle = JSON.parse(await readFile(join(dataFolder, 'locks-oracle', `${file}.json`), 'utf8')) as Oracle;
		const kind = /\.(uv|poetry|pdm|pylock)\.(?:lock|toml)$/.exec(file)?.[1] as LockKind | undefined;
		const difference = compare(await readLock(text, `/${file}`, kind ?? 'poetry'), oracle);
		if (difference !== undefined) failures.push(`${file}: ${difference}`);
	}
	return conformSet('locks', files.length, failures, 0.98);
}

function compare(lock: LockFile, oracle: Oracle): string | undefined {
	const isBroken = lock.problems.some((problem) => problem.isBroken);
	if (isBroken === oracle.toml_valid) return `valid TOML: ${oracle.toml_valid}`;
	if (!oracle.toml_valid) return undefined;
	const [ours, theirs] = [ourFacts(lock), theirFacts(oracle)];
	const i = theirs.findIndex((line, at) => line !== ours[at]);
	return i === -1 && ours.length === theirs.length ? undefined : `wanted ${theirs[i]}; got ${ours[i < 0 ? theirs.length : i]}`;
}

function ourFacts({ packages, ...lock }: LockFile): readonly string[] {
	const versions = new Map<string, Set<string>>();
	for (const { nameAsWritten, version } of packages) {
		if (version !== undefined) versions.set(nameAsWritten, (versions.get(nameAsWritten) ?? new Set()).add(version));
	}
	return [
		facts(lock.formatVersion, lock.revision, lock.requiresPython, lock.contentHash),
		`${packages.length} packages, ${[...versions.values()].filter(({ size }) => size > 1).length} in several versions, ${packages.filter(({ version }) => version === undefined).length} without`,
		...packages.map((one) => [one.nameAsWritten, one.version, sourceText(one.source), [...one.dependencies].sort()].join(' ')),
	];
}

function theirFacts({ packages = [], ...oracle }: Oracle): readonly string[] {
	return [
		facts(oracle.lock_version, oracle.revision, oracle.requires_python, oracle.content_hash),
		`${oracle.n_packages} packages, ${oracle.n_multi_version} in several versions, ${oracle.n_versionless} without`,
		...packages.map((one) => [one.name, one.version ?? undefined, sourceText(theirSource(one)), [...one.dependencies].sort()].join(' ')),
	];
}

function facts(...values: readonly (string | number | null | undefined)[]): string {
	return values.map((value) => value ?? '-').join(' ');
}

/** The tools tell folders from files, and those that are editable, each in a way of its own. */
function sourceText({ kind, target = '' }: LockedSource): string {
	return `${kind === 'directory' || kind === 'editable' || kind === 'path' ? 'local' : kind} ${target}`;
}

function theirSource({ source, git, path, url }: OraclePackage): LockedSource {
	if (git !== null) return { kind: 'git', target: git };
	if (path !== null) return { kind: 'path', target: path };
	if (url !== null) return { kind: 'url', target: url };
	const { type, url: target, registry, index, ...elsewhere } = source ?? {};
	if (type !== undefined && type !== 'legacy' && target !== undefined) return { kind: type === 'file' ? 'path' : (type as 'git'), target };
	const [other] = Object.entries(elsewhere);
	if (type === undefined && other !== undefined) return { kind: other[0] as 'git', target: other[1] };
	return { kind: 'index', target: target ?? registry ?? index };
}
