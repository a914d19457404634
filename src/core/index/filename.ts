import { normalizeName } from '../packaging/name.ts';

const sourceArchives = ['.tar.gz', '.zip', '.tar.bz2', '.tgz', '.tar.xz', '.tar.z', '.tar'] as const;

/**
 * The version in the name of a wheel (PEP 427) or source distribution (PEP 625 and before) of the project `name` (PEP 503 form).
 * Undefined for eggs, installers and files of other projects: no installer would choose them.
 */
export function versionFromFilename(filename: string, name: string): string | undefined {
	const lower = filename.toLowerCase();
	if (lower.endsWith('.whl')) return wheelVersion(filename, name);
	const archive = sourceArchives.find((extension) => lower.endsWith(extension));
	return archive === undefined ? undefined : sdistVersion(filename.slice(0, -archive.length), name);
}

function wheelVersion(filename: string, name: string): string | undefined {
	const [distribution = '', version, ...tags] = filename.split('-');
	const isWheel = tags.length === 3 || tags.length === 4;
	return isWheel && normalizeName(distribution) === name ? version : undefined;
}

/** Whether a file's name is that of a wheel or source distribution, or of the formats that came before them. */
export function isDistributionFile(filename: string): boolean {
	return (
		/\.(?:whl|egg|exe|msi|rpm|deb|dmg)$/i.test(filename) || sourceArchives.some((extension) => filename.toLowerCase().endsWith(extension))
	);
}

/** Old names may hold dashes on both sides (`foo-bar-1.0-rc1.tar.gz`): the first dash before which the project's name stands divides them. */
function sdistVersion(stem: string, name: string): string | undefined {
	// A name's normalised form is at most as long as the name: what is much longer than both is no file of it.
	const limit = Math.min(stem.length, 2 * name.length + 20);
	for (let dash = stem.indexOf('-'); dash > 0 && dash < limit; dash = stem.indexOf('-', dash + 1)) {
		if (normalizeName(stem.slice(0, dash)) === name) return stem.slice(dash + 1);
	}
	return undefined;
}
