import type { Release } from '../index/package-index.ts';
import { type VersionChooser, type VersionInUse, versionInUse } from '../index/version-in-use.ts';
import type { MarkerEnvironment } from '../packaging/marker.ts';
import { SpecifierSet } from '../packaging/specifier.ts';
import type { Version } from '../packaging/version.ts';
import type { Project, Requirement, VersionConstraint } from '../project/model.ts';
import { applies, pythonsOf, supportOf } from '../project/pythons.ts';

/** What somebody asks of the version of a package. */
export interface Wish {
	readonly specifiers: VersionConstraint;
	/** Whether just one version can match. */
	readonly isPin: boolean;
	/** As written. */
	readonly constraint: string;
	/** What a release has to run on; empty: whatever it runs on. */
	readonly pythons: readonly Version[];
	/** It is a requirement of the project that is worked on. */
	readonly isOfProject?: true;
}

/** A wish that any version fulfils. */
export function anyVersion(pythons: readonly Version[]): Wish {
	return { specifiers: new SpecifierSet([]), isPin: false, constraint: '', pythons };
}

/** What a project asks of a package (PEP 503 form), what weighs most first: where uv overrides a package, nothing else counts. */
export function wishesOf(project: Project, name: string, environment: MarkerEnvironment): readonly Wish[] {
	return requirementsOf(project, name, environment).map((requirement) => ({
		specifiers: requirement.specifiers,
		isPin: requirement.isPin,
		constraint: requirement.constraint,
		pythons: pythonsOf(project, requirement),
		isOfProject: true,
	}));
}

/** A project's requirements of a package from the index: those that apply in an environment, or all when none does. Its run-time ones first. */
export function requirementsOf(project: Project, name: string, environment: MarkerEnvironment): readonly Requirement[] {
	const named = project.requirements.filter((requirement) => requirement.name === name && isFromIndex(requirement));
	const overrides = named.filter(({ source }) => source === 'uv:override');
	const counting = overrides.length > 0 ? overrides : named;
	const applying = counting.filter(({ marker }) => applies(marker, environment));
	return (applying.length > 0 ? applying : counting).toSorted((a, b) => Number(isRunTime(b)) - Number(isRunTime(a)));
}

/**
 * The release that fulfils the first wish and as many of the others as go together with it and those before: groups and extras of a project may
 * contradict each other. Undefined when none fulfils the first. `releases`: newest first.
 */
export function chooseRelease([first, ...others]: readonly [Wish, ...Wish[]], releases: readonly Release[]): VersionInUse | undefined {
	let granted: readonly Wish[] = [first];
	let chosen = choose(granted, releases);
	for (const wish of chosen === undefined ? [] : others) {
		const found = choose([...granted, wish], releases);
		if (found === undefined) continue;
		granted = [...granted, wish];
		chosen = found;
	}
	return chosen;
}

function choose(wishes: readonly Wish[], releases: readonly Release[]): VersionInUse | undefined {
	const isSupported = supportOf(wishes.map(({ pythons }) => pythons).reduce(common));
	const isPin = wishes.some((wish) => wish.isPin);
	return versionInUse(allOf(wishes.map(({ specifiers }) => specifiers)), isPin, releases, ({ requiresPython }) =>
		isSupported(requiresPython),
	);
}

/** Clauses of PEP 440 are one set together. Poetry's unions are not, but whatever one of them selects the others contain. */
function allOf(constraints: readonly VersionConstraint[]): VersionChooser {
	const clauses = constraints.flatMap((constraint) => (constraint instanceof SpecifierSet ? constraint.clauses : []));
	const prereleases = constraints.find((constraint) => constraint.prereleases !== undefined)?.prereleases;
	const set = new SpecifierSet(clauses, { prereleases });
	const unions = constraints.filter((constraint) => !(constraint instanceof SpecifierSet));
	const [selecting = set, ...others] = clauses.length > 0 ? [set, ...unions] : unions;
	return {
		isEmpty: constraints.every(({ isEmpty }) => isEmpty),
		select: (releases) => selecting.select(releases.filter(({ version }) => others.every((other) => other.contains(version)))),
	};
}

/** Versions in both; an empty list stands for all. */
function common(a: readonly Version[], b: readonly Version[]): readonly Version[] {
	if (a.length === 0 || b.length === 0) return a.length === 0 ? b : a;
	return a.filter((version) => b.includes(version));
}

function isFromIndex({ error, origin }: Requirement): boolean {
	return error === undefined && origin.kind === 'index' && origin.index === undefined;
}

function isRunTime({ source }: Requirement): boolean {
	return ['project', 'poetry', 'pdm-legacy', 'flit:requires'].includes(source);
}
