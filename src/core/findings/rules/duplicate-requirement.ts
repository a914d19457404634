import type { Requirement } from '../../project/model.ts';
import { removeEntry } from '../edits.ts';
import type { TextEdit } from '../finding.ts';
import type { Draft, FileContext, Rule } from '../rule.ts';

/**
 * One list requires a package twice for the same environments. Entries that differ in their marker, or each ask for extras that the other
 * does not, are not duplicates; neither is a Poetry constraint list, where one key holds several.
 */
export const duplicateRequirement: Rule = {
	code: 'duplicate-requirement',
	over: 'file',
	check({ parsed, text }: FileContext): Draft[] {
		const firsts = new Map<string, Requirement>();
		return (parsed.project?.requirements ?? []).flatMap((requirement) => {
			if (requirement.name === '' || requirement.error !== undefined) return [];
			const key = [requirement.file, requirement.source, requirement.name, requirement.marker?.toString() ?? ''].join('\n');
			const first = firsts.get(key);
			if (first === undefined) firsts.set(key, requirement);
			if (first === undefined || !repeats(first, requirement)) return [];
			return {
				span: requirement.spans.token,
				file: requirement.file,
				package: requirement.name,
				message: `${requirement.nameAsWritten} is already required in this list, as “${first.raw}”.`,
				data: { first: first.raw, again: requirement.raw },
				fixes: [
					{
						kind: 'edit',
						title: 'Remove this one',
						edits: [removal(requirement, parsed.file, text)],
						preferred: first.raw === requirement.raw,
					},
				],
				tags: ['unnecessary'],
			};
		});
	},
};

/** In a list of its own an entry is its line already. */
function removal({ file, spans }: Requirement, pyproject: string, text: string): TextEdit {
	return file === pyproject ? removeEntry(text, spans.entry) : { span: spans.entry, text: '' };
}

function repeats(first: Requirement, again: Requirement): boolean {
	if (again.dialect === 'poetry' && first.nameAsWritten === again.nameAsWritten) return false;
	const had = new Set(first.extras);
	return again.extras.every((extra) => had.has(extra));
}
