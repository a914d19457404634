import { tryParseVersion } from '../packaging/version.ts';
import type { Release } from './package-index.ts';

/** The newest final release that is not yanked, else the newest that is not yanked, else the newest of all. `releases`: newest first. */
export function newestGood(releases: readonly Release[]): Release | undefined {
	const good = releases.filter(({ yanked }) => !yanked);
	return good.find(({ version }) => tryParseVersion(version)?.isPrerelease === false) ?? good[0] ?? releases[0];
}
