import { Scanner } from './scanner.ts';
import { scanRelease } from './version-parts.ts';

/**
 * What Poetry's `^1.2` and `~1.2` say in PEP 440's words: at least the version, and below the next number to the right of which all may change.
 * Undefined for anything but a plain release of ordinary numbers.
 */
export function compatibleRange(operator: '^' | '~', text: string): string | undefined {
	const scanner = new Scanner(text.trim());
	const release = scanRelease(scanner)?.release;
	if (release === undefined || !scanner.isDone) return undefined;
	const fixed = operator === '~' ? Math.min(release.length, 2) - 1 : firstNonZero(release);
	const last = release[fixed];
	if (typeof last !== 'number') return undefined;
	return `>=${scanner.text},<${[...release.slice(0, fixed), last + 1].join('.')}`;
}

/** `^0.2.3` keeps 0.2, `^0.0` keeps 0.0: the leftmost number that is not zero must stay, or the last one. */
function firstNonZero(release: readonly unknown[]): number {
	const index = release.findIndex((number) => number !== 0);
	return index === -1 ? release.length - 1 : index;
}
