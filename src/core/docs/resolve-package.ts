import { toAutoDocsError, ValidationError, VersionNotFoundError } from '../errors.ts';
import { newestGood } from '../index/newest-good.ts';
import { nearestTo, whyNoneMatches } from '../index/no-match.ts';
import type { PackageIndex, ProjectReleases, Release } from '../index/package-index.ts';
import { releaseOf, type VersionInUse } from '../index/version-in-use.ts';
import type { Answer, RequestOptions } from '../network/request.ts';
import { isValidName, normalizeName } from '../packaging/name.ts';
import { parseRequirement } from '../packaging/requirement.ts';
import { parseSpecifierSet } from '../packaging/specifier.ts';
import { tryParseVersion, type Version } from '../packaging/version.ts';
import type { Millis } from '../platform.ts';
import { type CutOff, excludedAfter, isTooNew, whyTooNew } from '../project/exclude-newer.ts';
import { type FixedVersion, fixedVersion } from '../project/fixed-version.ts';
import type { Project } from '../project/model.ts';
import { likelyEnvironment, pythonsOf } from '../project/pythons.ts';
import { visibleLine } from './visible-text.ts';
import { anyVersion, chooseRelease, type Wish, wishesOf } from './wish.ts';

/** Which version of a package applies, and how that is known. */
export interface ResolvedPackage {
	/** PEP 503 form. */
	readonly name: string;
	/** As normalised by PEP 440. */
	readonly version: string;
	readonly resolvedFrom: VersionInUse['resolvedFrom'];
	readonly release: Release;
	readonly releases: Answer<ProjectReleases>;
	/** A sentence for a person, where another release would have been chosen if it were not too new for the project. */
	readonly leftOut?: string;
}

/** A package, and what is asked of its version. */
export interface PackageWanted {
	/** In any spelling. */
	readonly name: string;
	/** A PEP 440 specifier set, as in `==2.31.0` or `>=2,<3`; a bare version means `==`. */
	readonly constraint?: string | undefined;
	/** Its lock decides, else what is installed, else its requirements of the package, unless `constraint` does; and the Pythons that it is for. */
	readonly project?: Project | undefined;
	/** Where markers of the project are asked about, as `process.platform` has it. Default: Linux. */
	readonly platform?: string | undefined;
	/** Wall clock, from which a project that leaves out what is too new counts back. Where it is not given, nothing is left out. */
	readonly now?: Millis | undefined;
}

/** UTF-16 units. Nobody writes longer ones. */
const longestConstraint = 500;

/**
 * The release of a package that an installer would take. Throws ValidationError for a name or constraint that is none, PackageNotFoundError as
 * the index has it, VersionNotFoundError, with the nearest releases, when none matches, and what else may fail on the way to the index.
 */
export async function resolvePackage(index: PackageIndex, wanted: PackageWanted, options?: RequestOptions): Promise<ResolvedPackage> {
	const name = checkedName(wanted.name);
	const wishes = wishesFor(name, wanted);
	const fixed = (wanted.constraint ?? '').trim() === '' ? fixedIn(wanted.project, name, wanted.platform) : undefined;
	if (fixed !== undefined) return await resolvedTo(index, name, fixed, options);
	const releases = await index.releases(name, options);
	return chosenOf(index, name, wishes, releases, excludedFor(wanted, name));
}

/** What a project has settled on, by its lock or by what is installed. `platform`: as in {@link PackageWanted}. */
export function fixedIn(project: Project | undefined, name: string, platform = 'linux'): FixedVersion | undefined {
	if (project === undefined) return undefined;
	const environment = () => likelyEnvironment(project, platform);
	return fixedVersion({ project, name, wanted: wishesOf(project, name, environment())[0]?.specifiers, environment });
}

/** The release of a version that is settled. Which others there are need not be known for that: while the index cannot be asked, it is all there is. */
export async function resolvedTo(
	index: PackageIndex,
	name: string,
	fixed: FixedVersion,
	options?: RequestOptions,
): Promise<ResolvedPackage> {
	const releases = await index.releases(name, options).catch((thrown: unknown) => withoutIndex(name, fixed, thrown));
	const release = releaseOf(fixed.version, releases.value.releases);
	return { name, version: release.version, resolvedFrom: fixed.from, release, releases };
}

/** Throws what does not pass by itself. */
function withoutIndex(name: string, { version }: FixedVersion, thrown: unknown): Answer<ProjectReleases> {
	const error = toAutoDocsError(thrown);
	if (!error.retryable || error.code === 'cancelled') throw error;
	const value = { name, releases: [releaseOf(version, [])], status: 'active', statusReason: null, ignoredFiles: 0 } as const;
	return { value, fetchedAt: 0, from: 'memory', staleBecause: error };
}

/** What uv leaves out of a package's releases for the project. */
export function excludedFor({ project, now }: PackageWanted, name: string): CutOff | undefined {
	return project === undefined || now === undefined ? undefined : excludedAfter(project.excludeNewer, name, now);
}

/** As {@link resolvePackage}, of releases that are known, the first of several wishes deciding. Where none is old enough, all count. */
export function chosenOf(
	index: PackageIndex,
	name: string,
	wishes: readonly [Wish, ...Wish[]],
	releases: Answer<ProjectReleases>,
	excluded?: CutOff,
): ResolvedPackage {
	const all = releases.value.releases;
	const ofAll = chooseRelease(wishes, all);
	const ofOld =
		excluded === undefined
			? ofAll
			: chooseRelease(
					wishes,
					all.filter((release) => !isTooNew(release, excluded)),
				);
	const chosen = ofOld ?? ofAll;
	if (chosen === undefined || ofAll === undefined) throw noneMatches(index, name, wishes[0], all);
	const { release, resolvedFrom } = chosen;
	const isLeftOut = excluded !== undefined && release !== ofAll.release;
	const leftOut = isLeftOut ? { leftOut: `${name} ${ofAll.release.version} ${whyTooNew(excluded)}` } : {};
	return { name, version: release.version, resolvedFrom, release, releases, ...leftOut };
}

function wishesFor(name: string, { constraint = '', project, platform = 'linux' }: PackageWanted): readonly [Wish, ...Wish[]] {
	const pythons = project === undefined ? [] : pythonsOf(project);
	if (constraint.trim() !== '') return [explicitWish(name, constraint.trim(), pythons)];
	const [first, ...others] = project === undefined ? [] : wishesOf(project, name, likelyEnvironment(project, platform));
	return first === undefined ? [anyVersion(pythons)] : [first, ...others];
}

function explicitWish(name: string, constraint: string, pythons: readonly Version[]): Wish {
	const short = constraint.slice(0, longestConstraint + 1);
	const text = tryParseVersion(short) === undefined ? short : `==${short}`;
	try {
		if (short.length > longestConstraint) throw new ValidationError(`it is longer than ${longestConstraint} characters`);
		const specifiers = parseSpecifierSet(text);
		const isPin = specifiers.clauses.some(({ operator, isPrefix }) => operator === '===' || (operator === '==' && !isPrefix));
		return { specifiers, isPin, constraint: text, pythons };
	} catch (thrown) {
		if (thrown instanceof ValidationError) throw badConstraint(name, constraint, thrown);
		throw thrown;
	}
}

function badConstraint(name: string, constraint: string, cause: ValidationError): ValidationError {
	const better = cause.details['suggestion'];
	return new ValidationError(`“${shown(constraint)}” is no version constraint for ${name}: ${visibleLine(cause.message)}`, {
		code: 'invalid_requirement',
		details: { package: name, constraint: shown(constraint) },
		suggestions: [
			...(typeof better === 'string' ? [`Write it as ${shown(better)}`] : []),
			'Give a version (2.31.0) or a PEP 440 specifier (>=2,<3), or leave it out',
		],
		cause,
	});
}

/** What is no name often is a whole requirement: then its parts are told apart. */
function checkedName(name: string): string {
	const written = name.trim();
	if (written.length <= longestConstraint && isValidName(written)) return normalizeName(written);
	throw new ValidationError(`“${shown(written)}” is not a package name`, {
		details: { package: shown(written) },
		suggestions: [...partsOf(written), 'Give the name alone, as the index has it: letters, digits, “-”, “_” and “.”'],
	});
}

function partsOf(text: string): readonly string[] {
	try {
		if (text.length > longestConstraint) return [];
		const { name, specifiers } = parseRequirement(text);
		const constraint = specifiers.isEmpty ? '' : `, and ${specifiers.toString()} as its version constraint`;
		return [`Give ${name} as the name${constraint}`];
	} catch (thrown) {
		if (thrown instanceof ValidationError) return [];
		throw thrown;
	}
}

function noneMatches(index: PackageIndex, name: string, wish: Wish, releases: readonly Release[]): VersionNotFoundError {
	const newest = newestGood(releases)?.version;
	const nearest = nearestTo(wish.constraint, releases).map(({ version }) => version);
	const others = nearest.filter((version) => version !== newest);
	return new VersionNotFoundError(visibleLine(whyNoneMatches(name, wish.specifiers, releases)), {
		details: { package: name, constraint: shown(wish.specifiers.toString()), index: index.url, newest, nearest },
		suggestions: [
			...(others.length === 0 ? [] : [`Use ${others.join(' or ')}, which is near`]),
			newest === undefined ? 'Check the name of the package, or set the index that has it' : `Use ${newest}, the newest version`,
		],
		recoveryActions: ['refresh'],
	});
}

function shown(text: string): string {
	const line = visibleLine(text.slice(0, 200));
	return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
