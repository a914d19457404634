import * as l10n from '@vscode/l10n';
import { draftsOfStatus } from '../project-status.ts';
import type { Rule } from '../rule.ts';

/** The index found the project unsafe, and offers none of its files (PEP 792). */
export const quarantinedProject: Rule = {
	code: 'quarantined-project',
	over: 'requirement',
	check: (context) => draftsOfStatus('quarantined', sentence, context),
};

function sentence(name: string, reason: string): string {
	return reason === ''
		? l10n.t('{0} is held back by the index as unsafe, do not install it.', name)
		: l10n.t('{0} is held back by the index as unsafe, do not install it: {1}', name, reason);
}
