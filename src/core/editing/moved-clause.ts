import { successor } from '../packaging/numeral.ts';
import { compareVersions, tryParseVersion, type Version } from '../packaging/version.ts';
import type { PlacedClause } from './written-clauses.ts';

/** `within`: only what the requirement allows already is asked for. `newest`: whatever it says now, in the shape that it has. */
export type UpdateTarget = 'within' | 'newest';

const wildcard = /\.[*xX]$/;

/** Whether a clause says which version is wanted, and not which is not. */
export function isWish({ operator }: PlacedClause): boolean {
	return !['<', '<=', '>', '!='].includes(operator);
}

/** Whether a clause allows one version alone. */
export function isPin({ operator, version }: PlacedClause): boolean {
	return ['==', '===', '=', ''].includes(operator) && !wildcard.test(version);
}

/** The version that a clause names; undefined for one that is none. */
export function namedVersion({ version }: PlacedClause): Version | undefined {
	return tryParseVersion(version.replace(/(?:\.[*xX])+$/, ''));
}

/**
 * What to write in place of the clause's version so that `best` is what it asks for: with as many numbers as are there now. A bound that lets
 * `best` through stays as it is.
 */
export function movedVersion(clause: PlacedClause, best: Version, target: UpdateTarget): string {
	const { operator, version } = clause;
	const named = namedVersion(clause);
	if (named === undefined) return version;
	if (wildcard.test(version)) return target === 'newest' && isWish(clause) ? movedWildcard(version, named, best) : version;
	if (isPin(clause)) return target === 'newest' && compareVersions(best, named) > 0 ? String(best) : version;
	if (isWish(clause)) return raised(version, named, best);
	if (target === 'within') return version;
	if (operator === '<' && compareVersions(best, named) >= 0) return nextBound(version, named, best);
	return operator === '<=' && compareVersions(best, named) > 0 ? best.public : version;
}

/** `2.*` for 3.1.4 is `3.*`. */
function movedWildcard(version: string, named: Version, best: Version): string {
	const suffix = /(?:\.[*xX])+$/.exec(version)?.[0] ?? '';
	return release(best, named.release.length) + suffix;
}

/** A lower bound is never lowered; what is cut off must not exclude a pre-release or post-release that is meant. */
function raised(version: string, named: Version, best: Version): string {
	if (compareVersions(best, named) <= 0) return version;
	const short = release(best, named.release.length);
	const parsed = tryParseVersion(short);
	if (best.isPrerelease || parsed === undefined || compareVersions(parsed, named) < 0) return best.public;
	return compareVersions(parsed, named) === 0 ? version : short;
}

/** The first version that is too high, counted at the same number as now: `<2.0` for 3.1.4 is `<4.0`, `<2.5` is `<3.2`. */
function nextBound(version: string, named: Version, best: Version): string {
	const counted = named.release.findLastIndex((number) => number !== 0);
	if (counted === -1) return version;
	const numbers = named.release.map((_, i) => (i < counted ? (best.release[i] ?? 0) : i === counted ? successor(best.release[i] ?? 0) : 0));
	const suffix = /^v?(?:\d+!)?\d+(?:\.\d+)*(.*)$/i.exec(version)?.[1] ?? '';
	return epoch(best) + numbers.join('.') + suffix;
}

/** So many numbers of a version's release, zeros where it has fewer. */
function release(version: Version, length: number): string {
	return epoch(version) + Array.from({ length }, (_, i) => version.release[i] ?? 0).join('.');
}

function epoch(version: Version): string {
	return version.epoch === 0 ? '' : `${version.epoch}!`;
}
