import type { Release } from '../index/package-index.ts';
import { raised } from '../packaging/poetry-range.ts';
import { tryParseVersion, type Version } from '../packaging/version.ts';
import { type CutOff, isTooNew } from '../project/exclude-newer.ts';
import type { WritingPlace } from './requirement-cursor.ts';

/** A specifier to offer. */
export interface VersionOffer {
	/** With its operator, as it is to be written. */
	readonly text: string;
	readonly release: Release;
	/** Than exclude-newer or a cooldown allows. */
	readonly isTooNew: boolean;
}

const mostVersions = 300;

type VersionPlace = WritingPlace & { readonly kind: 'version' };

/**
 * Specifiers for a requirement that is being written, best first: final releases, newest first, then those that are too new, then yanked ones, then pre-releases; none that does
 * not run on the project's Pythons. Where no operator is typed yet, those that people use for the newest release come first.
 */
export function versionOffers(
	place: VersionPlace,
	releases: readonly Release[],
	supportsPython: (range: string | null) => boolean,
	cutOff?: CutOff,
): readonly VersionOffer[] {
	const read = releases.flatMap((release) => {
		const version = tryParseVersion(release.version);
		return version === undefined || !supportsPython(release.requiresPython)
			? []
			: [{ release, version, isTooNew: isTooNew(release, cutOff) }];
	});
	const sorted = [0, 1, 2, 3].flatMap((rank) => read.filter((one) => rankOf(one) === rank));
	const [newest] = sorted;
	if (newest === undefined) return [];
	const plain = plainOperator(place);
	const usual = usualOffers(place, newest);
	const each = sorted
		.slice(0, mostVersions)
		.map(({ version, ...about }) => ({ text: plain + place.blanks + forOperator(plain, version), ...about }));
	return [...usual, ...each];
}

const usualOperators = { pep508: ['>=', '~='], poetry: ['^', '~', '>='] } as const;

/** Who types `>` mostly means `>=`. */
function plainOperator({ operator, dialect }: VersionPlace): string {
	if (operator === '>') return '>=';
	return operator === '' && dialect === 'pep508' ? '==' : operator;
}

interface ReadRelease {
	readonly release: Release;
	readonly version: Version;
	readonly isTooNew: boolean;
}

/** What people mostly write for the newest release; of an upper bound the next versions that may break what runs today. */
function usualOffers({ operator, blanks, dialect }: VersionPlace, { version, ...about }: ReadRelease): readonly VersionOffer[] {
	const offers = (texts: readonly string[]) => texts.map((text) => ({ text, ...about }));
	if (operator === '') return offers(usualOperators[dialect].map((usual) => usual + short(version)));
	if (operator === '>') return offers([`>=${blanks}${short(version)}`]);
	if (operator === '<') return offers([0, 1].map((part) => `<${blanks}${raised(version, part)}`));
	return [];
}

function rankOf({ release, version, isTooNew: isNew }: ReadRelease): number {
	if (version.isPrerelease) return 3;
	if (release.yanked) return 2;
	return isNew ? 1 : 0;
}

/** Two numbers, as people write a lower bound; a pre-release whole. */
function short(version: Version): string {
	if (version.isPrerelease) return version.public;
	const [major = 0, minor = 0] = version.release;
	return `${version.epoch === 0 ? '' : `${version.epoch}!`}${major}.${minor}`;
}

/** PEP 440: `~=` takes two numbers or more, and only `==` and `!=` take local labels. */
function forOperator(operator: string, version: Version): string {
	if (operator === '~=' && version.release.length < 2) return `${version.base}.0`;
	return ['==', '!=', '===', ''].includes(operator) ? String(version) : version.public;
}
