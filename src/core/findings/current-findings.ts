import type { ParsedPyproject } from '../project/pyproject.ts';
import { spanShift } from '../span.ts';
import type { Checker } from './checker.ts';
import type { Finding } from './finding.ts';

/** A text with what was read from it. */
export interface ReadFile {
	readonly text: string;
	readonly parsed: ParsedPyproject;
}

/**
 * The findings to show for a file. While it does not parse, those of its last good text stay where that text still stands, and the
 * syntax error is added: a half-typed line must not empty the Problems panel. Fixes made for the old text are left out.
 */
export function currentFindings(
	checker: Checker,
	now: ReadFile,
	lastGood: ReadFile | undefined,
	unused?: ReadonlySet<string>,
): readonly Finding[] {
	const findings = checker.check(now.parsed, now.text, unused);
	if (now.parsed.project !== undefined || lastGood === undefined) return findings;
	const shift = spanShift(lastGood.text, now.text);
	const kept = checker.check(lastGood.parsed, lastGood.text, unused).flatMap((finding): Finding[] => {
		const span = finding.file === now.parsed.file ? shift(finding.span) : undefined;
		return span === undefined ? [] : [{ ...finding, span, fixes: finding.fixes.filter((fix) => fix.kind === 'command') }];
	});
	return [...findings, ...kept].sort((a, b) => a.span.start - b.span.start);
}
