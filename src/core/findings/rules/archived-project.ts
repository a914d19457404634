import * as l10n from '@vscode/l10n';
import { draftsOfStatus } from '../project-status.ts';
import type { Rule } from '../rule.ts';

/** The maintainers of the project said that they do not work on it any more (PEP 792). */
export const archivedProject: Rule = {
	code: 'archived-project',
	over: 'requirement',
	check: (context) => draftsOfStatus('archived', sentence, context),
};

function sentence(name: string, reason: string): string {
	return reason === ''
		? l10n.t('{0} is archived and gets no more updates.', name)
		: l10n.t('{0} is archived and gets no more updates: {1}', name, reason);
}
