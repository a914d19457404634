import { ValidationError } from '../errors.ts';
import type { Marker, MarkerEnvironment } from '../packaging/marker.ts';
import { normalizeName } from '../packaging/name.ts';
import { parseSpecifierSet, SpecifierSet } from '../packaging/specifier.ts';
import { compareVersions, parseVersion, tryParseVersion, type Version } from '../packaging/version.ts';
import type { Project, RequiredPython, Requirement } from './model.ts';

/** The Pythons that projects are made for, each by a late patch release of it: a bound such as `>=3.9.2` must not shut out all of 3.9. */
const pythons: readonly Version[] = ['2.7.18', ...Array.from({ length: 15 }, (_, minor) => `3.${minor + 6}.99`)].map(parseVersion);

/** That people use: later ones are not out, or not much tried. */
const newestPython = parseVersion('3.14.99');

type MarkerPlatform = Pick<MarkerEnvironment, 'os_name' | 'sys_platform' | 'platform_system' | 'platform_machine'>;

const linux: MarkerPlatform = { os_name: 'posix', sys_platform: 'linux', platform_system: 'Linux', platform_machine: 'x86_64' };

const platforms: readonly MarkerPlatform[] = [
	linux,
	{ os_name: 'posix', sys_platform: 'darwin', platform_system: 'Darwin', platform_machine: 'arm64' },
	{ os_name: 'nt', sys_platform: 'win32', platform_system: 'Windows', platform_machine: 'AMD64' },
];

/**
 * The Pythons that a project is for; with a requirement those on which that applies: which the group that holds it admits too and, on some
 * platform, its marker. Where it does not say which Pythons it is for, the one that it runs on; empty when that is unknown too.
 */
export function pythonsOf(project: Project, requirement?: Requirement): readonly Version[] {
	const ranges = rangesOf(project, requirement);
	const admitted = ranges.length === 0 ? runningOn(project) : admittedBy(ranges);
	return admitted.filter((python) => appliesOn(python, requirement?.marker));
}

/** The Pythons of one project, for its many requirements: what those of one list with the same marker have in common is found once. */
export class ProjectPythons {
	readonly #project: Project;
	/** By the source of the requirement and its marker. */
	readonly #wanted = new Map<string, WantedPythons>();

	constructor(project: Project) {
		this.#project = project;
	}

	/** See {@link pythonsOf}. */
	of(requirement: Requirement): WantedPythons {
		const key = `${requirement.source}\n${requirement.marker ?? ''}`;
		const known = this.#wanted.get(key) ?? wantedPythons(pythonsOf(this.#project, requirement));
		this.#wanted.set(key, known);
		return known;
	}
}

/** What a requirement is for. */
export interface WantedPythons {
	/** Oldest first; empty when nobody says. */
	readonly versions: readonly Version[];
	/** See {@link supports}. */
	readonly areSupportedBy: (requiresPython: string | null) => boolean;
}

function wantedPythons(versions: readonly Version[]): WantedPythons {
	return { versions, areSupportedBy: supportOf(versions) };
}

function admittedBy(ranges: readonly RequiredPython[]): readonly Version[] {
	const admits = (python: Version) => ranges.every((range) => range.specifiers.contains(python));
	return pythons.flatMap((late) => [late, ...namedPatches(late, ranges)].find(admits) ?? []);
}

/** Whether a requirement's marker holds on any Python that the project is for, on any platform. */
export function appliesSomewhere(project: Project, requirement: Requirement): boolean {
	const known = rangesOf(project, requirement).length > 0;
	return known ? pythonsOf(project, requirement).length > 0 : pythons.some((python) => appliesOn(python, requirement.marker));
}

/** What is asked of the Python on which a requirement is installed. */
export function rangesOf(project: Project, requirement?: Requirement): readonly RequiredPython[] {
	const source = requirement?.source ?? '';
	const group = source === 'uv:dev' ? 'dev' : /^group:(.*)$/s.exec(source)?.[1];
	const ofGroup = group === undefined ? [] : (project.groupPythons.get(normalizeName(group)) ?? []);
	return [...(project.requiresPython === undefined ? [] : [project.requiresPython]), ...ofGroup].filter(
		({ specifiers }) => !specifiers.isEmpty,
	);
}

/** For ranges that stop short of the late patch release, as `==3.11.4` and `<3.11.4` do: the patch releases that they name, and those before. */
function namedPatches(late: Version, ranges: readonly RequiredPython[]): readonly Version[] {
	const [major, minor] = late.release;
	return ranges.flatMap(({ text }) =>
		[...text.slice(0, 1000).matchAll(/(\d+)\.(\d+)(?:\.(\d+))?/g)].flatMap(([, itsMajor, itsMinor, patch = '0']) => {
			if (Number(itsMajor) !== major || Number(itsMinor) !== minor) return [];
			return [Number(patch), Number(patch) - 1]
				.filter((number) => number >= 0 && number < 100)
				.map((number) => parseVersion(`${major}.${minor}.${number}`));
		}),
	);
}

/**
 * The environment that the project most likely runs in: the Python of its environment or `.python-version`, else the newest there is among those
 * that its requires-python admits, on the platform that `process.platform` calls `platform`. Without a project, the newest Python there is.
 */
export function likelyEnvironment(project: Project | undefined, platform: string): MarkerEnvironment {
	const [running] = runningOn(project);
	const admitted = project === undefined || running !== undefined ? [] : pythonsOf(project);
	const python = running ?? admitted.findLast((one) => compareVersions(one, newestPython) <= 0) ?? admitted[0] ?? newestPython;
	return environment(python, platforms.find(({ sys_platform }) => sys_platform === platform) ?? linux);
}

/** Of a version that is said without its patch release it is a late one. */
function runningOn(project: Project | undefined): readonly Version[] {
	const version = project?.python?.version;
	const python = version === undefined ? undefined : tryParseVersion(version);
	if (python === undefined) return [];
	return [python.release.length > 2 ? python : parseVersion(`${version}.99`)];
}

/** Whether a marker holds in an environment. One that means nothing there shuts nobody out. */
export function applies(marker: Marker | undefined, where: MarkerEnvironment): boolean {
	try {
		return marker === undefined || marker.evaluate(where);
	} catch (thrown) {
		if (thrown instanceof ValidationError) return true;
		throw thrown;
	}
}

/**
 * Whether a release's `Requires-Python` admits `wanted`, oldest first. An upper bound shuts out only who is wholly above it: `<3.15` says that
 * 3.15 was not there to try, not that a project for 3.9 and later cannot use it (uv leaves upper bounds out for the same reason). One that
 * cannot be read shuts nobody out, as with installers.
 */
export function supports(requiresPython: string | null, wanted: readonly Version[]): boolean {
	if (requiresPython === null || wanted.length === 0) return true;
	try {
		const range = parseSpecifierSet(requiresPython);
		const unbounded = new SpecifierSet(range.clauses.filter(({ operator }) => operator !== '<' && operator !== '<='));
		return wanted.some((python) => range.contains(python)) && wanted.every((python) => unbounded.contains(python));
	} catch (thrown) {
		if (thrown instanceof ValidationError) return true;
		throw thrown;
	}
}

/** As {@link supports}, for the many releases of a project, most of which say the same. */
export function supportOf(wanted: readonly Version[]): (requiresPython: string | null) => boolean {
	const known = new Map<string | null, boolean>();
	return (requiresPython) => {
		const isSupported = known.get(requiresPython) ?? supports(requiresPython, wanted);
		known.set(requiresPython, isSupported);
		return isSupported;
	};
}

function appliesOn(python: Version, marker: Marker | undefined): boolean {
	return marker === undefined || platforms.some((platform) => applies(marker, environment(python, platform)));
}

function environment(python: Version, platform: MarkerPlatform): MarkerEnvironment {
	const version = String(python);
	return {
		...platform,
		python_version: python.release.slice(0, 2).join('.'),
		python_full_version: version,
		implementation_name: 'cpython',
		implementation_version: version,
		platform_python_implementation: 'CPython',
		platform_release: '',
		platform_version: '',
		extra: '',
	};
}
