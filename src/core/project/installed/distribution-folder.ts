import { isValidName, normalizeName } from '../../packaging/name.ts';
import { tryParseVersion } from '../../packaging/version.ts';

/** The record of an installed distribution, as the name of its folder in site-packages tells it. */
export interface DistributionFolder {
	readonly kind: 'dist-info' | 'egg-info';
	/** PEP 503 form. */
	readonly name: string;
	/** As written; undefined where the folder's name does not say it, so that its metadata has to be read. */
	readonly version: string | undefined;
}

/** UTF-16 units. */
const longestName = 300;

/**
 * Reads the name of a `.dist-info` (PyPA, "Recording installed projects") or `.egg-info` folder or file. Undefined for what is none, and for what
 * pip leaves of an installation that was interrupted, which begins with `~`.
 */
export function readDistributionFolder(entry: string): DistributionFolder | undefined {
	const [, stem = '', kind] = /^([^~].*)\.(dist|egg)-info$/s.exec(entry.length > longestName ? '' : entry) ?? [];
	if (kind === 'dist') return folderOf('dist-info', stem, stem.lastIndexOf('-'));
	// setuptools writes name-version-py3.12.
	if (kind === 'egg') return folderOf('egg-info', stem.replace(/-py\d+(?:\.\d+)?(?:-.*)?$/, ''), stem.indexOf('-'));
	return undefined;
}

function folderOf(kind: DistributionFolder['kind'], stem: string, dash: number): DistributionFolder | undefined {
	const name = dash < 0 ? stem : stem.slice(0, dash);
	if (!isValidName(name)) return undefined;
	// Folder names have `_` where versions have `-`.
	const version = dash < 0 ? '' : stem.slice(dash + 1).replaceAll('_', '-');
	return { kind, name: normalizeName(name), version: tryParseVersion(version) === undefined ? undefined : version };
}
