import type { ProjectReleases, Release } from '../index/package-index.ts';
import { type VersionInUse, versionInUse } from '../index/version-in-use.ts';
import { type CutOff, isTooNew } from '../project/exclude-newer.ts';
import type { Requirement } from '../project/model.ts';
import type { WantedPythons } from '../project/pythons.ts';

/** Of one package. Projects that require it in more ways than that are rare; what is forgotten is found again. */
const mostRemembered = 50;

/**
 * The releases that an installer would choose. Remembered by what is asked: at each key that is typed all requirements of a file are read anew, but all
 * except one ask for what they asked for before.
 */
export class BestReleases {
	readonly #known = new WeakMap<ProjectReleases, Map<string, VersionInUse | undefined>>();

	/** `excluded`: what uv leaves out. */
	of(requirement: Requirement, releases: ProjectReleases, pythons: WantedPythons, excluded: CutOff | undefined): VersionInUse | undefined {
		const known = this.#known.get(releases) ?? new Map<string, VersionInUse | undefined>();
		this.#known.set(releases, known);
		const question = [
			requirement.dialect,
			requirement.constraint,
			requirement.specifiers.prereleases,
			excluded?.at,
			...pythons.versions,
		].join(' ');
		if (known.has(question)) return known.get(question);
		if (known.size >= mostRemembered) known.clear();
		const best = bestFor(requirement, releases.releases, pythons, excluded);
		known.set(question, best);
		return best;
	}
}

/** As uv finds it, which leaves out what it is told to; where nothing is left then, as if it were not. */
function bestFor(
	{ specifiers, isPin }: Requirement,
	releases: readonly Release[],
	pythons: WantedPythons,
	excluded: CutOff | undefined,
): VersionInUse | undefined {
	const isSupported = ({ requiresPython }: Release) => pythons.areSupportedBy(requiresPython);
	const counting = excluded === undefined ? releases : releases.filter((release) => !isTooNew(release, excluded));
	const found = versionInUse(specifiers, isPin, counting, isSupported);
	return found ?? (excluded === undefined ? undefined : versionInUse(specifiers, isPin, releases, isSupported));
}
