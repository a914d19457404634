import { draftsOfStatus } from '../project-status.ts';
import type { Rule } from '../rule.ts';

/** The maintainers of the project said that they do not work on it any more (PEP 792). */
export const archivedProject: Rule = {
	code: 'archived-project',
	over: 'requirement',
	check: (context) => draftsOfStatus('archived', 'is archived and gets no more updates', context),
};
