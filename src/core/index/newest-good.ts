import { tryParseVersion } from '../packaging/version.ts';
import { type CutOff, isTooNew } from '../project/exclude-newer.ts';
import type { Release } from './package-index.ts';

/**
 * The newest final release that is not yanked, else the newest that is not yanked, else the newest of all; of those that fit alone. `releases`: newest
 * first.
 */
export function newestGood(releases: readonly Release[], fits: (release: Release) => boolean = () => true): Release | undefined {
	const fitting = releases.filter(fits);
	const good = fitting.filter(({ yanked }) => !yanked);
	return good.find(({ version }) => tryParseVersion(version)?.isPrerelease === false) ?? good[0] ?? fitting[0];
}

/** What to call the latest release of a package. */
export interface Latest {
	/** Of the releases that are not too new; where all are, of all. */
	readonly latest: Release | undefined;
	/** The one that it would be if none were too new, where that is another. */
	readonly leftOut: Release | undefined;
}

/** `prereleases`: whether they count like other releases. `releases`: newest first. */
export function latestOf(releases: readonly Release[], cutOff: CutOff | undefined, prereleases = false): Latest {
	const newest = (fitting: readonly Release[]) => (prereleases ? fitting.find(({ yanked }) => !yanked) : undefined) ?? newestGood(fitting);
	const ofAll = newest(releases);
	const latest = newest(releases.filter((release) => !isTooNew(release, cutOff))) ?? ofAll;
	return { latest, leftOut: latest === ofAll ? undefined : ofAll };
}
