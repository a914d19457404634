import * as l10n from '@vscode/l10n';
import { excerpt } from '../../packaging/excerpt.ts';
import type { Requirement } from '../../project/model.ts';
import { removeEntry } from '../edits.ts';
import type { Fix } from '../finding.ts';
import type { Draft, FileContext, Rule } from '../rule.ts';

/**
 * One list requires a package twice for the same environments. Entries that differ in their marker, or that ask for extras which the first
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
				message: l10n.t('{0} is already required in this list, as “{1}”.', excerpt(requirement.nameAsWritten), excerpt(first.raw)),
				data: { first: first.raw, again: requirement.raw },
				fixes: removal(requirement, first, parsed.file, text),
				tags: ['unnecessary'],
			};
		});
	},
};

/** A key with a list of constraints stays: the others of the list are no duplicates, or it would be empty. In a list of its own an entry is its line. */
function removal({ file, raw, spans: { entry, item } }: Requirement, first: Requirement, pyproject: string, text: string): readonly Fix[] {
	if (item !== entry) return [];
	const edit = file === pyproject ? removeEntry(text, entry) : { span: entry, text: '' };
	return [{ kind: 'edit', title: l10n.t('Remove this one'), edits: [edit], preferred: first.raw === raw }];
}

function repeats(first: Requirement, again: Requirement): boolean {
	// A list of its own that is named twice is read twice.
	if (first.spans.entry.start === again.spans.entry.start) return false;
	if (again.dialect === 'poetry' && first.nameAsWritten === again.nameAsWritten) return false;
	const had = new Set(first.extras);
	return again.extras.every((extra) => had.has(extra));
}
