import { successor } from './numeral.ts';
import { Scanner } from './scanner.ts';
import { scanRelease, type VersionParts } from './version-parts.ts';

type Release = Pick<VersionParts, 'epoch' | 'release'>;

/**
 * Which number of a release Poetry's `^` or `~` raises for the first version that is too high ("Dependency specification"): for `~` the second,
 * for `^` the leftmost that is not zero, but at most the third; in a shorter release the last.
 */
export function raisedPart(operator: '^' | '~', { release }: Release): number {
	const leftmost = release.findIndex((number) => number !== 0);
	const part = operator === '~' ? 1 : leftmost === -1 ? release.length : Math.min(leftmost, 2);
	return Math.min(part, release.length - 1);
}

/** A release with one of its numbers raised and without those behind it. */
export function raised({ epoch, release }: Release, part: number): string {
	const numbers = [...release.slice(0, part), successor(release[part] ?? 0)];
	return `${epoch === 0 ? '' : `${epoch}!`}${numbers.join('.')}`;
}

/** What Poetry's `^1.2` and `~1.2` say in PEP 440's words: `>=1.2,<2` and `>=1.2,<1.3`. Undefined for anything but a plain release. */
export function compatibleRange(operator: '^' | '~', text: string): string | undefined {
	const scanner = new Scanner(text.trim());
	const release = scanRelease(scanner);
	if (release === undefined || !scanner.isDone) return undefined;
	return `>=${scanner.text},<${raised(release, raisedPart(operator, release))}`;
}
