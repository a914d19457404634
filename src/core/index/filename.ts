import { normalizeName } from '../packaging/name.ts';

const sourceArchives = ['.tar.gz', '.zip', '.tar.bz2', '.tgz', '.tar.xz', '.tar.z', '.tar'] as const;

/**
 * Reads the version in the name of a wheel (PEP 427) or source distribution (PEP 625 and before) of the project `name` (PEP 503 form).
 * Undefined for eggs, installers and files of other projects: no installer would choose them.
 */
export function versionReader(name: string): (filename: string) => string | undefined {
	const isName = rememberedSpelling(name);
	return (filename) => {
		if (filename.endsWith('.whl')) return wheelVersion(filename, isName);
		const lower = filename.toLowerCase();
		if (lower.endsWith('.whl')) return wheelVersion(filename, isName);
		const archive = sourceArchives.find((extension) => lower.endsWith(extension));
		return archive === undefined ? undefined : sdistVersion(filename.slice(0, -archive.length), name, isName);
	};
}

/** A project spells its name in one way for hundreds of files: the spelling that was right last is not normalised again. */
function rememberedSpelling(name: string): (spelling: string) => boolean {
	let right = name;
	return (spelling) => {
		if (spelling === right) return true;
		if (normalizeName(spelling) !== name) return false;
		right = spelling;
		return true;
	};
}

/** `distribution-version(-build)?-python-abi-platform.whl` */
function wheelVersion(filename: string, isName: (spelling: string) => boolean): string | undefined {
	const nameEnd = filename.indexOf('-');
	const versionEnd = filename.indexOf('-', nameEnd + 1);
	const tags = dashesFrom(filename, versionEnd);
	const isWheel = tags === 3 || tags === 4;
	return isWheel && isName(filename.slice(0, nameEnd)) ? filename.slice(nameEnd + 1, versionEnd) : undefined;
}

/** Counted, not cut: a page may list ten thousand files. */
function dashesFrom(text: string, start: number): number {
	let count = 0;
	for (let at = start; at >= 0; at = text.indexOf('-', at + 1)) count++;
	return count;
}

/** Whether a file's name is that of a wheel or source distribution, or of the formats that came before them. */
export function isDistributionFile(filename: string): boolean {
	return (
		/\.(?:whl|egg|exe|msi|rpm|deb|dmg)$/i.test(filename) || sourceArchives.some((extension) => filename.toLowerCase().endsWith(extension))
	);
}

/** Old names may hold dashes on both sides (`foo-bar-1.0-rc1.tar.gz`): the first dash before which the project's name stands divides them. */
function sdistVersion(stem: string, name: string, isName: (spelling: string) => boolean): string | undefined {
	// A name's normalised form is at most as long as the name: what is much longer than both is no file of it.
	const limit = Math.min(stem.length, 2 * name.length + 20);
	for (let dash = stem.indexOf('-'); dash > 0 && dash < limit; dash = stem.indexOf('-', dash + 1)) {
		if (isName(stem.slice(0, dash))) return stem.slice(dash + 1);
	}
	return undefined;
}
