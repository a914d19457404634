import { PackageNotFoundError, toAutoDocsError, ValidationError, VersionNotFoundError } from '../errors.ts';
import { newestGood } from '../index/newest-good.ts';
import { nearestTo, whyNoneMatches } from '../index/no-match.ts';
import type { PackageIndex, ProjectReleases, Release } from '../index/package-index.ts';
import { standardLibrary } from '../index/standard-library.ts';
import { releaseOf, type VersionInUse } from '../index/version-in-use.ts';
import type { Answer, RequestOptions } from '../network/request.ts';
import { isValidName, normalizeName } from '../packaging/name.ts';
import { parseSpecifierSet } from '../packaging/specifier.ts';
import { tryParseVersion, type Version } from '../packaging/version.ts';
import type { Millis } from '../platform.ts';
import { type CutOff, excludedAfter, isTooNew, whyTooNew } from '../project/exclude-newer.ts';
import { type FixedVersion, fixedVersion } from '../project/fixed-version.ts';
import type { Project } from '../project/model.ts';
import { likelyEnvironment, pythonsOf } from '../project/pythons.ts';
import { constraintIn, nameMeantBy } from './meant-name.ts';
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
	/** A PEP 440 specifier set, as in `==2.31.0` or `>=2,<3`; a bare version means `==`, and `latest` any. */
	readonly constraint?: string | undefined;
	/** Its lock decides, else what is installed, else its requirements of the package, unless `constraint` does; and the Pythons that it is for. */
	readonly project?: Project | undefined;
	/** Where markers of the project are asked about, as `process.platform` has it. Default: Linux. */
	readonly platform?: string | undefined;
	/** Wall clock, from which a project that leaves out what is too new counts back. Where it is not given, nothing is left out. */
	readonly now?: Millis | undefined;
}

/** What people write who want the best of all versions. */
const anyOf = /^\s*(?:latest|newest|\*)\s*$/i;
const wildcard = /^(?:==|~|\^)?v?(\d+(?:\.\d+)*)\.x$/i;

/** UTF-16 units. Nobody writes longer ones. */
const longestConstraint = 500;

/**
 * The release of a package that an installer would take. Throws ValidationError for a name or constraint that is none, PackageNotFoundError as
 * the index has it, VersionNotFoundError, with the nearest releases, when none matches, and what else may fail on the way to the index.
 */
export async function resolvePackage(index: PackageIndex, wanted: PackageWanted, options?: RequestOptions): Promise<ResolvedPackage> {
	const name = packageNameIn(wanted.name);
	const wishes = wishesFor(name, wanted);
	const fixed = (wanted.constraint ?? '').trim() === '' ? fixedIn(wanted.project, name, wanted.platform) : undefined;
	if (fixed !== undefined) return await resolvedTo(index, name, fixed, options);
	const releases = await index.releases(name, options).catch((thrown: unknown) => {
		throw withPackageOf(wanted.name, thrown);
	});
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
	if (anyOf.test(constraint)) return [anyVersion(pythons)];
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
	const series = wildcard.exec(constraint.trim())?.[1];
	const better = series === undefined ? (constraintIn(constraint, name) ?? cause.details['suggestion']) : `==${series}.*`;
	return new ValidationError(`“${shown(constraint)}” is no version constraint for ${name}: ${visibleLine(cause.message)}`, {
		code: 'invalid_requirement',
		details: { package: name, constraint: shown(constraint) },
		suggestions: [
			...(typeof better === 'string' ? [`Write it as ${shown(better)}`] : []),
			'Give a version (2.31.0), a PEP 440 specifier (>=2,<3) or latest, or leave it out for what the project uses',
		],
		cause,
	});
}

/** The PEP 503 form of a name in any spelling. Throws ValidationError, which says what may be meant, for what is none. */
export function packageNameIn(text: string): string {
	const written = text.trim();
	if (written.length <= longestConstraint && isValidName(written)) return normalizeName(written);
	const hidden = visibleLine(written) === written ? '' : ': it holds characters that do not show';
	throw new ValidationError(`“${shown(written)}” is not a package name${hidden}`, {
		details: { package: shown(written) },
		suggestions: [...nameMeantBy(written), 'Give the name alone, as the index has it: letters, digits, “-”, “_” and “.”'],
	});
}

/** Names with a dot are mostly those of modules: then the package may be the one before it. */
function withPackageOf(written: string, thrown: unknown): unknown {
	const [first = '', ...modules] = written.trim().split('.');
	if (!(thrown instanceof PackageNotFoundError) || modules.length === 0 || !isValidName(first)) return thrown;
	const { message, details, suggestions, recoveryActions } = thrown;
	const meant = standardLibrary.has(first)
		? `${first} is part of Python: it needs no package`
		: `Did you mean ${first}, the package of that module?`;
	return new PackageNotFoundError(message, { details, suggestions: [meant, ...suggestions], recoveryActions, cause: thrown });
}

function noneMatches(index: PackageIndex, name: string, wish: Wish, releases: readonly Release[]): VersionNotFoundError {
	const newest = newestGood(releases);
	const nearest = nearestTo(wish.constraint, releases).map(({ version }) => version);
	const others = nearest.filter((version) => version !== newest?.version);
	return new VersionNotFoundError(visibleLine(whyNoneMatches(name, wish.specifiers, releases)), {
		details: { package: name, constraint: shown(wish.specifiers.toString()), index: index.url, newest: newest?.version, nearest },
		suggestions: [
			...(wish.isOfProject ? ['The project itself asks for it: mend its requirement, or name another version'] : []),
			...(others.length === 0 ? [] : [`Use ${others.join(' or ')}, which is near`]),
			useOf(newest),
		],
		recoveryActions: ['refresh'],
	});
}

function useOf(newest: Release | undefined): string {
	if (newest === undefined) return 'Check the name of the package, or set the index that has it';
	if (newest.yanked) return `Take another package; what was yanked is found by its version alone: ==${newest.version}`;
	return `Use ${newest.version}, the newest version`;
}

function shown(text: string): string {
	const line = visibleLine(text.slice(0, 200));
	return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
