import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { resolvePackage } from '../../src/core/docs/resolve-package.ts';
import { VersionNotFoundError } from '../../src/core/errors.ts';
import { noIndex } from '../../src/core/index/no-index.ts';
import type { PackageIndex, Release } from '../../src/core/index/package-index.ts';
import { compareVersions, parseVersion, tryParseVersion } from '../../src/core/packaging/version.ts';
import { type ConformSet, conformSet } from './set.ts';

interface ResolveCase {
	readonly available: readonly { readonly version: string; readonly yanked: boolean }[];
	readonly specifier: string;
	readonly allow_prereleases: boolean | null;
	readonly choice: string | null;
}

/** Holds the docs' way to a version against `vectors/resolve`: the index lists what is available, the specifier is the constraint. */
export async function conformResolvePackage(dataFolder: string): Promise<ConformSet> {
	const { cases }: { readonly cases: readonly ResolveCase[] } = JSON.parse(
		await readFile(path.join(dataFolder, 'vectors', 'resolve.json'), 'utf8'),
	);
	const outcomes = await Promise.all(cases.map(async (one) => ({ one, chosen: await choiceOf(one) })));
	const failures = outcomes
		.filter(({ one, chosen }) => chosen !== normalized(one.choice))
		.map(({ one, chosen }) => `${one.specifier}: ${chosen} instead of ${one.choice}`);
	return conformSet('vectors/resolve, for docs', cases.length, failures);
}

async function choiceOf(one: ResolveCase): Promise<string | null> {
	try {
		return (await resolvePackage(indexWith(one), { name: 'demo', constraint: constraintOf(one) })).version;
	} catch (error) {
		if (error instanceof VersionNotFoundError) return null;
		throw error;
	}
}

/** A clause that names a pre-release, and shuts nothing out, asks for pre-releases (PEP 440, "Handling of pre-releases"). */
function constraintOf({ specifier, allow_prereleases }: ResolveCase): string {
	return allow_prereleases === true ? [specifier, '>=0.dev0'].filter((part) => part !== '').join(',') : specifier;
}

function indexWith({ available }: ResolveCase): PackageIndex {
	const releases = available
		.filter(({ version }) => tryParseVersion(version) !== undefined)
		.map(({ version, yanked }) => release(String(parseVersion(version)), yanked))
		.sort((a, b) => compareVersions(parseVersion(b.version), parseVersion(a.version)));
	const value = { name: 'demo', releases, status: 'active' as const, statusReason: null, ignoredFiles: 0 };
	return { ...noIndex, releases: async () => ({ value, fetchedAt: 0, from: 'network', staleBecause: undefined }) };
}

function release(version: string, yanked: boolean): Release {
	return { version, files: [], metadataFileUrl: null, yanked, yankedReason: null, requiresPython: null, uploadedAt: null };
}

function normalized(version: string | null): string | null {
	return version === null ? null : String(parseVersion(version));
}
