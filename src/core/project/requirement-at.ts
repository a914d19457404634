import type { Span } from '../span.ts';
import type { Project, Requirement } from './model.ts';

/** The requirement at a UTF-16 offset of a file. Of several under one key it is the one whose constraint is there, else the first. */
export function requirementAt({ requirements }: Project, file: string, offset: number): Requirement | undefined {
	const here = requirements.filter((requirement) => requirement.file === file && holds(requirement.spans.entry, offset));
	return here.find(({ spans }) => holds(spans.item, offset)) ?? here[0];
}

/** The end counts, as the cursor may stand behind the last character. */
function holds({ start, end }: Span, offset: number): boolean {
	return start <= offset && offset <= end;
}
