import type { Clause } from './clause.ts';
import type { Numeral } from './numeral.ts';
import { comparePublic, compareVersions, Version } from './version.ts';

/**
 * Whether a version is what `clause` asks for; pre-releases are judged like any other version.
 * `text` is the version as given: all that `===` looks at, and for what is no version the only thing there is.
 */
export function clauseMatches(clause: Clause, version: Version | undefined, text: string): boolean {
	if (clause.operator === '===') return text.toLowerCase() === clause.version.toLowerCase();
	const wanted = clause.parsed;
	if (version === undefined || wanted === undefined) return false;
	switch (clause.operator) {
		case '==':
			return equals(version, wanted, clause.isPrefix);
		case '!=':
			return !equals(version, wanted, clause.isPrefix);
		case '~=':
			return comparePublic(version, wanted) >= 0 && hasPrefix(version, wanted.epoch, wanted.release.slice(0, -1));
		case '>=':
			return comparePublic(version, wanted) >= 0;
		case '<=':
			return comparePublic(version, wanted) <= 0;
		case '<':
			return isBelow(version, wanted);
		case '>':
			return isAbove(version, wanted);
	}
}

/** A local label counts only where the clause names one (PEP 440, "Version matching"). */
function equals(version: Version, wanted: Version, isPrefix: boolean): boolean {
	if (isPrefix) return hasPrefix(version, wanted.epoch, wanted.release);
	return (wanted.local === undefined ? comparePublic(version, wanted) : compareVersions(version, wanted)) === 0;
}

function hasPrefix(version: Version, epoch: Numeral, release: readonly Numeral[]): boolean {
	return version.epoch === epoch && release.every((number, i) => (version.release[i] ?? 0) === number);
}

/** `<V` leaves out the pre-releases of V unless V is one (PEP 440, "Exclusive ordered comparison"). */
function isBelow(version: Version, wanted: Version): boolean {
	return comparePublic(version, wanted.isPrerelease ? wanted : new Version({ ...wanted, dev: 0 })) < 0;
}

/** `>V` leaves out the post-releases of V unless V is one, and V's local versions (PEP 440, "Exclusive ordered comparison"). */
function isAbove(version: Version, wanted: Version): boolean {
	const isPostrelease = () => comparePublic(new Version({ ...version, post: undefined, dev: undefined }), wanted) === 0;
	return comparePublic(version, wanted) > 0 && !isPostrelease();
}
