import type { Span } from '../span.ts';
import type { EditFix, Finding } from './finding.ts';

/**
 * Of the fixes that need no choice, those that can be made together: what overlaps an earlier one is left for the next time. In the order of
 * the text. `findings`: of one file.
 */
export function fixesTogether(findings: readonly Finding[]): readonly EditFix[] {
	const fixes = findings.flatMap((finding) => finding.fixes.find(needsNoChoice) ?? []);
	const placed = fixes.map((fix) => ({ fix, place: placeOf(fix) })).sort((a, b) => a.place.start - b.place.start);
	const accepted: EditFix[] = [];
	let last: Span | undefined;
	for (const { fix, place } of placed) {
		// Places that touch do not overlap, but two that begin together have no order.
		if (last !== undefined && (place.start < last.end || place.start === last.start)) continue;
		accepted.push(fix);
		last = place;
	}
	return accepted;
}

function needsNoChoice(fix: Finding['fixes'][number]): fix is EditFix {
	return fix.kind === 'edit' && fix.preferred;
}

/** From the first character that it changes to the last. */
function placeOf({ edits }: EditFix): Span {
	return { start: Math.min(...edits.map(({ span }) => span.start)), end: Math.max(...edits.map(({ span }) => span.end)) };
}
