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

/** Of the releases that are not too new; where all are, of all. */
export function newestAllowed(releases: readonly Release[], cutOff: CutOff | undefined): Release | undefined {
	return newestGood(releases, (release) => !isTooNew(release, cutOff)) ?? newestGood(releases);
}
