import * as l10n from '@vscode/l10n';
import { isOwnList } from '../../project/judged-for-use.ts';
import type { Requirement } from '../../project/model.ts';
import { removeEntry } from '../edits.ts';
import type { Fix } from '../finding.ts';
import type { Draft, FileContext, Rule } from '../rule.ts';

/** Nothing in the project imports what it requires, or names it. Only where the face has looked through the sources. */
export const unusedRequirement: Rule = {
	code: 'unused-requirement',
	over: 'file',
	check({ parsed, text, unused }: FileContext): Draft[] {
		if (unused === undefined || unused.size === 0) return [];
		return (parsed.project?.requirements ?? [])
			.filter(({ name, source, error }) => isOwnList(source) && error === undefined && unused.has(name))
			.map((requirement) => ({
				span: requirement.spans.token,
				file: requirement.file,
				package: requirement.name,
				message: l10n.t(
					'No source of the project imports {0}, or names it. It may still be needed, for something that loads it unseen, or to bound its version.',
					requirement.nameAsWritten,
				),
				fixes: removal(requirement, parsed.file, text),
				tags: ['unnecessary'],
			}));
	},
};

/** In a list of its own an entry is its line; of a key with several constraints one alone says nothing. */
function removal({ nameAsWritten, file, spans: { entry, item } }: Requirement, pyproject: string, text: string): readonly Fix[] {
	if (item !== entry) return [];
	const edit = file === pyproject ? removeEntry(text, entry) : { span: entry, text: '' };
	return [{ kind: 'edit', title: l10n.t('Remove {0}', nameAsWritten), edits: [edit], preferred: false }];
}
