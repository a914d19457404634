import * as l10n from '@vscode/l10n';
import { draftsOfStatus } from '../project-status.ts';
import type { Rule } from '../rule.ts';

/** The project is obsolete by its own word, and most often names what takes its place (PEP 792). */
export const deprecatedProject: Rule = {
	code: 'deprecated-project',
	over: 'requirement',
	check: (context) => draftsOfStatus('deprecated', sentence, context),
};

function sentence(name: string, reason: string): string {
	return reason === '' ? l10n.t('{0} is deprecated.', name) : l10n.t('{0} is deprecated: {1}', name, reason);
}
