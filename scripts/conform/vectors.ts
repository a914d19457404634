import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type MarkerEnvironment, parseMarker } from '../../src/core/packaging/marker.ts';
import { normalizeName } from '../../src/core/packaging/name.ts';
import { type ParsedRequirement, parseRequirement } from '../../src/core/packaging/requirement.ts';
import { parseSpecifierSet } from '../../src/core/packaging/specifier.ts';
import { compareVersions, parseVersion } from '../../src/core/packaging/version.ts';
import type { ConformSet } from './set.ts';

const maxFailures = 10;

interface Case {
	readonly disagrees_with_26_4_dev0?: unknown;
}

interface VersionCase extends Case {
	readonly input: string;
	readonly valid: boolean;
	readonly normalized?: string;
	readonly order_rank?: number;
}

interface SpecifierCase extends Case {
	readonly specifier: string;
	readonly version: string;
	readonly prereleases: boolean | null;
	readonly valid: boolean;
	readonly contains?: boolean | null;
}

interface RequirementCase extends Case {
	readonly input: string;
	readonly valid: boolean;
	readonly name?: string;
	readonly canonical?: string;
	readonly extras?: readonly string[];
	readonly specifiers?: readonly (readonly [string, string])[];
	readonly url?: string | null;
	readonly marker?: string | null;
	readonly str?: string;
}

interface MarkerCase extends Case {
	readonly marker: string;
	readonly environment: string;
	readonly extra: string | null;
	readonly valid: boolean;
	readonly normalized?: string;
	readonly result: boolean | null;
}

interface ResolveCase extends Case {
	readonly available: readonly { readonly version: string; readonly yanked: boolean }[];
	readonly specifier: string;
	readonly allow_prereleases: boolean | null;
	readonly choice: string | null;
}

/** Holds the packaging folder against the `vectors` of a data folder. */
export async function conformVectors(dataFolder: string): Promise<readonly ConformSet[]> {
	const read = async (name: string) => JSON.parse(await readFile(path.join(dataFolder, 'vectors', `${name}.json`), 'utf8'));
	const versions: readonly VersionCase[] = (await read('versions')).versions;
	const valid = versions.filter((one) => one.valid);
	const markers: { readonly environments: Readonly<Record<string, MarkerEnvironment>>; readonly cases: readonly MarkerCase[] } =
		await read('markers');
	return [
		runSet('versions', versions, checkVersion),
		runSet('order', valid, (one) => checkOrder(one, valid)),
		runSet<SpecifierCase>('specifiers', (await read('specifiers')).cases, checkSpecifier),
		runSet<RequirementCase>('requirements', (await read('requirements')).cases, checkRequirement),
		runSet('markers', markers.cases, (one) => checkMarker(one, markers.environments[one.environment])),
		runSet<ResolveCase>('resolve', (await read('resolve')).cases, checkResolve),
	];
}

/** `check` returns what came out and what should have, as values that JSON can compare. */
function runSet<C extends Case>(name: string, cases: readonly C[], check: (one: C) => readonly [unknown, unknown]): ConformSet {
	const agreed = cases.filter((one) => one.disagrees_with_26_4_dev0 === undefined);
	const failures = agreed.flatMap((one) => {
		const [actual, expected] = check(one).map((value) => JSON.stringify(value));
		return actual === expected ? [] : [`${JSON.stringify(one).slice(0, 300)}: ${actual} instead of ${expected}`];
	});
	return {
		name: `vectors/${name}`,
		passed: agreed.length - failures.length,
		failed: failures.length,
		skipped: cases.length - agreed.length,
		failures: failures.slice(0, maxFailures),
		goal: 1,
	};
}

/** The value, or null when it is refused with a ValidationError. */
function orNull<T>(compute: () => T): T | null {
	try {
		return compute();
	} catch (error) {
		if (error instanceof Error && error.name === 'ValidationError') return null;
		throw error;
	}
}

const versionFields = [
	'normalized',
	'public',
	'base',
	'epoch',
	'release',
	'pre',
	'post',
	'dev',
	'local',
	'is_prerelease',
	'is_postrelease',
	'is_devrelease',
];

function checkVersion(one: VersionCase): readonly [unknown, unknown] {
	const actual = orNull(() => {
		const version = parseVersion(one.input);
		const { public: publicPart, base, epoch, release, isPrerelease, isPostrelease, isDevrelease } = version;
		const optional = [version.pre, version.post, version.dev, version.local].map((part) => part ?? null);
		return [String(version), publicPart, base, epoch, release, ...optional, isPrerelease, isPostrelease, isDevrelease];
	});
	return [actual, one.valid ? versionFields.map((field) => (one as unknown as Record<string, unknown>)[field]) : null];
}

/** The versions that one does not stand to as it should. */
function checkOrder(one: VersionCase, all: readonly VersionCase[]): readonly [unknown, unknown] {
	const version = parseVersion(one.input);
	const misplaced = all.filter(
		(other) =>
			Math.sign(compareVersions(version, parseVersion(other.input))) !== Math.sign((one.order_rank ?? 0) - (other.order_rank ?? 0)),
	);
	return [misplaced.map(({ input }) => input), []];
}

function checkSpecifier(one: SpecifierCase): readonly [unknown, unknown] {
	const actual = orNull(() => parseSpecifierSet(one.specifier).contains(one.version, { prereleases: one.prereleases ?? undefined }));
	return [actual, one.valid ? one.contains : null];
}

function checkRequirement(one: RequirementCase): readonly [unknown, unknown] {
	const actual = orNull(() => describeRequirement(one.input, parseRequirement(one.input)));
	if (!one.valid) return [actual, null];
	return [actual, { ...pick(one, ['name', 'canonical', 'extras', 'specifiers', 'url', 'marker', 'str']), misplaced: [] }];
}

function describeRequirement(input: string, requirement: ParsedRequirement): unknown {
	const { name, specifiers, url = null } = requirement;
	const extras = [...new Set(requirement.extras)].sort();
	const marker = requirement.marker === undefined ? null : String(requirement.marker);
	const clauses = specifiers.clauses.map(({ operator, version }) => [operator, version] as const);
	const target = url === null ? String(specifiers) : ` @ ${url}${marker === null ? '' : ' '}`;
	return {
		name,
		canonical: normalizeName(name),
		extras,
		specifiers: clauses.sort((a, b) => (a.join('') < b.join('') ? -1 : 1)),
		url,
		marker,
		str: name + (extras.length === 0 ? '' : `[${extras.join(',')}]`) + target + (marker === null ? '' : `; ${marker}`),
		misplaced: misplacedParts(input, requirement),
	};
}

/** The parts whose span does not hold them. */
function misplacedParts(input: string, requirement: ParsedRequirement): readonly string[] {
	const at = (span: { readonly start: number; readonly end: number } | undefined) => span && input.slice(span.start, span.end);
	const marker = at(requirement.markerSpan);
	return [
		...(at(requirement.nameSpan) === requirement.name ? [] : ['name']),
		...(at(requirement.urlSpan) === requirement.url ? [] : ['url']),
		...(String(parseSpecifierSet(at(requirement.specifierSpan) ?? '')) === String(requirement.specifiers) ? [] : ['specifier']),
		...(marker === undefined || String(parseMarker(marker)) === String(requirement.marker) ? [] : ['marker']),
		...requirement.specifiers.clauses.filter(
			({ operator, version, span }) => !at(span)?.startsWith(operator) || !at(span)?.includes(version),
		),
	].map(String);
}

function checkMarker(one: MarkerCase, environment: MarkerEnvironment | undefined): readonly [unknown, unknown] {
	if (environment === undefined) return [`no environment ${one.environment}`, one.environment];
	const marker = orNull(() => parseMarker(one.marker));
	const result = marker && orNull(() => marker.evaluate({ ...environment, extra: one.extra ?? '' }));
	return [
		[marker && String(marker), result],
		[one.normalized ?? null, one.result],
	];
}

function checkResolve(one: ResolveCase): readonly [unknown, unknown] {
	const choice = parseSpecifierSet(one.specifier).select(one.available, { prereleases: one.allow_prereleases ?? undefined });
	return [choice?.version ?? null, one.choice];
}

function pick<T extends object>(from: T, keys: readonly (keyof T)[]): Partial<T> {
	return Object.fromEntries(keys.map((key) => [key, from[key]])) as Partial<T>;
}
